"""What is typed about a decision file and its analyses."""

from maskinrum.decisions.forms.analyses import ForecastForm, VersionsForm
from maskinrum.decisions.forms.files import (
    CarriedAssumptionsField,
    CaseDateForm,
    DecisionFileForm,
    ProjectsForm,
    RangesForm,
    TypicalField,
    WhatIfForm,
    read_revision,
)
from maskinrum.decisions.forms.outcomes import OutcomesForm
from maskinrum.decisions.forms.readiness import AnswersForm, PointsForm, WeightsForm

__all__ = [
    "AnswersForm",
    "CarriedAssumptionsField",
    "CaseDateForm",
    "DecisionFileForm",
    "ForecastForm",
    "OutcomesForm",
    "PointsForm",
    "ProjectsForm",
    "RangesForm",
    "TypicalField",
    "VersionsForm",
    "WeightsForm",
    "WhatIfForm",
    "read_revision",
]
