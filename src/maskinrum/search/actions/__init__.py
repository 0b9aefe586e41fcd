"""Writes: what the index has to follow, the index itself, and what was searched for in vain."""

from maskinrum.search.actions.changes import note_change, note_changes
from maskinrum.search.actions.synonyms import drop_synonym, keep_synonym
from maskinrum.search.actions.unanswered import erase_searches, forget_unanswered, note_unanswered, remove_unanswered
from maskinrum.search.actions.writing import build_index, check_index, keep_up

__all__ = [
    "build_index",
    "check_index",
    "drop_synonym",
    "erase_searches",
    "forget_unanswered",
    "keep_synonym",
    "keep_up",
    "note_change",
    "note_changes",
    "note_unanswered",
    "remove_unanswered",
]
