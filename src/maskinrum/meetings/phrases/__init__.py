"""What verbs, tables and kinds of objects are called."""

from maskinrum.meetings.phrases.meetings import TABLES, TYPES, VERBS
from maskinrum.meetings.phrases.salons import SALON_TABLES, SALON_TYPES, SALON_VERBS

__all__ = [
    "SALON_TABLES",
    "SALON_TYPES",
    "SALON_VERBS",
    "TABLES",
    "TYPES",
    "VERBS",
]
