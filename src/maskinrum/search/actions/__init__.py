"""Writes: what the index has to follow."""

from maskinrum.search.actions.changes import note_change, note_changes

__all__ = ["note_change", "note_changes"]
