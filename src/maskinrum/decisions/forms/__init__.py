"""What is typed about a decision file."""

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
    "WhatIfForm",
    "moved",
    "read_revision",
]
