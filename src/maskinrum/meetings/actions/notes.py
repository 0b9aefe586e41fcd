"""Notes: each has one author, and no text that was saved is ever written over."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.meetings.actions.turns import counted_on, open_to
from maskinrum.meetings.enums import TextStanding
from maskinrum.meetings.models import Meeting, Note, NoteVersion
from maskinrum.meetings.permissions import can_run_meeting
from maskinrum.meetings.queries import own_participant
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.errors import DomainError
from maskinrum.shared.queueing import in_line

LONGEST = 10_000
ONE_ACT = timedelta(minutes=5)
"""Texts that one person saves of one note within this time are one line in the log."""


@dataclass(frozen=True)
class NoteText:
    """What somebody writes: under a key the page chose, so that the same text sent twice becomes one note.

    ``based_on`` is the version they had before them; 0 for a note that is new.
    """

    note: uuid.UUID
    item: uuid.UUID
    text: str
    based_on: int = 0


def write_note(row: Meeting, words: NoteText, *, viewer: Viewer, now: datetime) -> Note:
    """Save a text of a note. When somebody saved another one since, both stand there until one is chosen.

    However many write at once, nobody waits longer than those before. Raises DomainError for who does not take part,
    for somebody else's note, and when the notes are closed.
    """
    with in_line("notes"), transaction.atomic():
        return _write(row, words, viewer, now)


def _write(row: Meeting, words: NoteText, viewer: Viewer, now: datetime) -> Note:
    current = open_to(row, viewer, now)
    _refuse_wrong(words.text)
    note = Note.objects.filter(pk=words.note).first()
    if note is None:
        return _begin(current, words, viewer, now)
    _refuse_others(current, note, viewer)
    is_stale = words.based_on != note.version
    if words.text == note.text or (is_stale and _stands_already(note, words, viewer)):
        return note  # the same words twice, because the answer to the first was lost
    last = _last(note)
    note.seq, note.changed_at = counted_on(current, is_note=True), now
    _keep(note, words, last.number, is_beside=is_stale, viewer=viewer, now=now)
    if is_stale or last.written_by != viewer.person or last.written_at <= now - ONE_ACT:
        record("write_beside" if is_stale else "change_note", note, viewer=viewer, now=now)
    return note


def _last(note: Note) -> Any:
    """Number, writer and moment of the text that was saved last, whether it counts or stands beside."""
    return note.versions.order_by("-number").values_list("number", "written_by", "written_at", named=True)[0]


def _refuse_wrong(text: str) -> None:
    if len(text) > LONGEST:
        words = _("A note holds at most %(count)s characters. Go on in another one.")
        raise DomainError(words % {"count": LONGEST}, field="text")


def _refuse_others(row: Meeting, note: Note, viewer: Viewer) -> None:
    if note.meeting_id != row.pk:
        raise DomainError(_("The note belongs to another meeting. Nothing was saved."))
    is_own = note.written_by is not None and note.written_by == viewer.person
    if not is_own and not can_run_meeting(viewer, row, own_participant(viewer, row)):
        raise DomainError(_("Somebody else wrote this note. Write one of your own beside it."))


def _begin(row: Meeting, words: NoteText, viewer: Viewer, now: datetime) -> Note:
    item = row.items.filter(pk=words.item).first()
    if item is None:
        raise DomainError(_("Somebody has taken the item out meanwhile. What you typed still stands here."))
    if not words.text.strip():
        raise DomainError(_("Write something first."), field="text")
    note = Note.objects.create(
        id=words.note,
        meeting=row,
        item=item,
        written_by=viewer.person,
        text=words.text,
        seq=counted_on(row, is_note=True),
        written_at=now,
        changed_at=now,
    )
    written = {"written_by": viewer.person, "written_at": now}
    NoteVersion.objects.create(note=note, number=1, based_on=0, text=words.text, **written)
    record("write_note", note, viewer=viewer, now=now)
    return note


def _stands_already(note: Note, words: NoteText, viewer: Viewer) -> bool:
    same = note.versions.filter(based_on=words.based_on, written_by=viewer.person, text=words.text)
    return same.exclude(standing=TextStanding.EARLIER).exists()


def _keep(note: Note, words: NoteText, last: int, *, is_beside: bool, viewer: Viewer, now: datetime) -> None:
    """Add a text. One that stands beside takes the place of what its writer had put beside before, and of no other."""
    standing = TextStanding.BESIDE if is_beside else TextStanding.CURRENT
    if is_beside:
        own = {"standing": standing, "written_by": viewer.person, "based_on": words.based_on}
        replaced = note.versions.filter(**own).update(standing=TextStanding.EARLIER)
        note.beside += 0 if replaced else 1
    else:
        note.versions.filter(number=note.version).update(standing=TextStanding.EARLIER)
        note.text, note.version = words.text, last + 1
    written = {"text": words.text, "written_by": viewer.person, "written_at": now}
    NoteVersion.objects.create(note=note, number=last + 1, based_on=words.based_on, standing=standing, **written)
    note.save(update_fields=["text", "version", "beside", "seq", "changed_at"])


@transaction.atomic
def settle_note(row: Meeting, note: Note, *, text: str, seen: int, viewer: Viewer, now: datetime) -> Note:
    """Choose among texts that stand beside each other, or write one that joins them; the others are kept as earlier.

    ``seen`` is the highest number of a text that was shown. Raises DomainError when another has come since.
    """
    current = open_to(row, viewer, now)
    _refuse_wrong(text)
    found = Note.objects.get(pk=note.pk)
    _refuse_others(current, found, viewer)
    last = _last(found).number
    if last != seen:
        raise DomainError(_("Another text has come since you looked. Yours still stands here; look at all of them."))
    found.versions.filter(standing=TextStanding.BESIDE).update(standing=TextStanding.EARLIER)
    found.beside, found.seq, found.changed_at = 0, counted_on(current, is_note=True), now
    _keep(found, NoteText(found.pk, found.item_id, text, last), last, is_beside=False, viewer=viewer, now=now)
    record("settle_note", found, viewer=viewer, now=now)
    return found
