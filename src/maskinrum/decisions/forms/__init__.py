"""What is typed about a decision file and its analyses."""

from maskinrum.decisions.forms.analyses import VersionsForm
from maskinrum.decisions.forms.files import (
    CarriedAssumptionsField,
    CaseDateForm,
    DecisionFileForm,
    ProjectsForm,
    RangesForm,
    TypicalField,
    WhatIfForm,
    moved,
    read_revision,
)

__all__ = [
    "CarriedAssumptionsField",
    "CaseDateForm",
    "DecisionFileForm",
    "ProjectsForm",
    "RangesForm",
    "TypicalField",
    "VersionsForm",
    "WhatIfForm",
    "moved",
    "read_revision",
]
