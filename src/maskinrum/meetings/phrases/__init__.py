"""What the verbs of the log and the tables of this app are called."""

from maskinrum.meetings.phrases.meetings import TABLES, TYPES, VERBS

__all__ = ["TABLES", "TYPES", "VERBS"]
