"""The parts of a meeting that runs, as every page that asks for what is newer gets them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from maskinrum.meetings.models import Meeting
from maskinrum.meetings.queries.live import NoteShown

MOST_KEPT = 500


@dataclass(frozen=True)
class NotePart:
    """All that the part of a note is made of: whoever gets a note with the same number gets the same part."""

    note: uuid.UUID
    seq: int
    author: str
    may_settle: bool
    language: str | None
    shown: NoteShown = field(compare=False)
    row: Meeting = field(compare=False)


def note_parts(row: Meeting, notes: Sequence[NoteShown], *, may_run: bool) -> list[SafeString]:
    """The part of each note: made once for the forty who ask for it, and kept while it is new."""
    return [_part(_part_of(one, row, may_settle=bool(one.beside) and (one.is_own or may_run))) for one in notes]


def _part_of(one: NoteShown, row: Meeting, *, may_settle: bool) -> NotePart:
    return NotePart(one.row.pk, one.row.seq, one.author, may_settle, get_language(), one, row)


@lru_cache(maxsize=MOST_KEPT)
def _part(part: NotePart) -> SafeString:
    given = {"one": part.shown, "row": part.row, "may_settle": part.may_settle}
    return render_to_string("meetings/_note.html", given)
