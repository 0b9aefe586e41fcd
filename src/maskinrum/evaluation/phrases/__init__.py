"""What the evaluation is called in the log and in one's own data."""

from maskinrum.evaluation.phrases.log import OWN_COLUMNS, TABLES, TYPES, VERBS, role_in_words

__all__ = ["OWN_COLUMNS", "TABLES", "TYPES", "VERBS", "role_in_words"]
