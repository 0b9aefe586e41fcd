"""What verbs, tables and kinds of objects are called."""

from maskinrum.meetings.phrases.columns import OWN_COLUMNS
from maskinrum.meetings.phrases.meetings import TABLES, TYPES, VERBS
from maskinrum.meetings.phrases.salons import SALON_TABLES, SALON_TYPES, SALON_VERBS

__all__ = [
    "OWN_COLUMNS",
    "SALON_TABLES",
    "SALON_TYPES",
    "SALON_VERBS",
    "TABLES",
    "TYPES",
    "VERBS",
]
