"""What is written at a meeting while it runs: all of it, or what is newer than a page has."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.db.models import Prefetch, prefetch_related_objects

from maskinrum.meetings.enums import TextStanding
from maskinrum.meetings.models import (
    AgendaItem,
    DotVote,
    Meeting,
    MeetingAction,
    MeetingDecision,
    Note,
    NoteVersion,
    Participant,
    Round,
)
from maskinrum.meetings.permissions import can_take_part
from maskinrum.meetings.queries.meetings import own_places, people_names
from maskinrum.organisations.permissions import Viewer


@dataclass(frozen=True)
class NoteShown:
    """A note with its author's name and the texts that stand beside it; ``is_own`` where the viewer wrote it."""

    row: Note
    author: str
    is_own: bool
    beside: Sequence[NoteVersion] = ()


@dataclass(frozen=True)
class RoundShown:
    """A round, and the dots that the viewer has given each option while it is open."""

    row: Round
    own: dict[uuid.UUID, int] = field(default_factory=dict)
    most: int = 1


@dataclass(frozen=True)
class ActionShown:
    """An action, and the name of whoever does it, or nothing; ``is_nobodys`` where that person is off the list."""

    row: MeetingAction
    owner: str

    @property
    def is_nobodys(self) -> bool:
        """Whether it is still to be done, and nobody is reminded of it."""
        owner = self.row.owner
        return self.row.done_at is None and (owner is None or owner.removed_at is not None)


@dataclass(frozen=True)
class Changes:
    """What a meeting holds, or what is newer than the version a page has."""

    version: int
    notes: Sequence[NoteShown]
    rounds: Sequence[RoundShown]
    decisions: Sequence[MeetingDecision]
    actions: Sequence[ActionShown]


@dataclass(frozen=True)
class Board:
    """A meeting as those who take part see it: its agenda, and everything written."""

    row: Meeting
    items: Sequence[AgendaItem]
    changes: Changes


LET_IN_FOR = timedelta(minutes=1)
_signer = TimestampSigner(salt="maskinrum.meeting")


def pass_to(row: Meeting) -> str:
    """What a page that was let in to a meeting shows for a minute, to hear that nothing has happened."""
    return _signer.sign(str(row.pk))


def is_unchanged(key: str, *, let_in: str, since: int) -> bool:
    """Whether a meeting is as the page has it that was let in; else the page is asked anew who is looking.

    One question by the key and none about people: all ask all the time, and mostly nothing has happened. Whoever was
    taken off the list meanwhile learns no more than that.
    """
    try:
        row = _signer.unsign(let_in, max_age=LET_IN_FOR)
    except BadSignature:
        return False
    return Meeting.objects.filter(key=key, pk=row, version=since).exists()


def attended_meeting(viewer: Viewer, key: str) -> tuple[Meeting, Participant | None] | None:
    """A meeting with the viewer's own place at it; None for who does not take part, as for one that is not there."""
    if not viewer.is_known:
        return None
    row = Meeting.objects.filter(key=key).select_related("current_item").first()
    own = own_places(viewer).filter(meeting__key=key).first()  # asked for as often when there is no meeting
    return (row, own) if row and can_take_part(viewer, row, own) else None


def board_of(viewer: Viewer, row: Meeting) -> Board:
    """Everything, for the page as it opens."""
    items = list(row.items.select_related("lead", "experience"))
    return Board(row, items, changes_since(viewer, row, since=-1))


def changes_since(viewer: Viewer, row: Meeting, *, since: int) -> Changes:
    """What is newer than a version, however much was written before it; asks for what is no note only if some is."""
    newer = {"meeting": row, "seq__gt": since}
    notes = _notes_with_texts(list(Note.objects.filter(**newer)))
    has_others = row.other_seq > since
    rounds = list(Round.objects.filter(**newer).prefetch_related("options")) if has_others else []
    actions = list(MeetingAction.objects.filter(**newer).select_related("owner")) if has_others else []
    names = people_names([*(note.written_by for note in notes), *(one.owner.person for one in actions if one.owner)])
    return Changes(
        version=row.version,
        notes=[_note(note, names, viewer) for note in notes],
        rounds=_rounds(rounds, viewer),
        decisions=list(MeetingDecision.objects.filter(**newer)) if has_others else [],
        actions=[ActionShown(one, name_of(one.owner, names)) for one in actions],
    )


def standing_of(row: Meeting, *, since: int) -> str | None:
    """The ids of all decisions and actions, so that a page drops what was taken out; None where only notes are new."""
    if row.other_seq <= since:
        return None
    parts = [f"decision-{key}" for key in row.decisions.values_list("pk", flat=True)]
    return " ".join([*parts, *(f"action-{key}" for key in row.actions.values_list("pk", flat=True))])


def _notes_with_texts(notes: list[Note]) -> list[Note]:
    """The notes with the texts that stand beside them, which few have."""
    beside = NoteVersion.objects.filter(standing=TextStanding.BESIDE)
    prefetch_related_objects([one for one in notes if one.beside], Prefetch("versions", beside, to_attr="texts_beside"))
    return notes


def _note(note: Note, names: dict[uuid.UUID, str], viewer: Viewer) -> NoteShown:
    author = names.get(note.written_by, "") if note.written_by else ""
    beside: Sequence[NoteVersion] = getattr(note, "texts_beside", ())
    return NoteShown(note, author, note.written_by is not None and note.written_by == viewer.person, beside)


def name_of(participant: Participant | None, names: dict[uuid.UUID, str]) -> str:
    """What a participant is called: the name of the account, or the one given with the answer."""
    if participant is None:
        return ""
    return (names.get(participant.person, "") if participant.person else "") or participant.name


def _rounds(rounds: Sequence[Round], viewer: Viewer) -> list[RoundShown]:
    still = [one.pk for one in rounds if one.closed_at is None]
    given = (
        DotVote.objects.filter(option__round__in=still, person__in=[viewer.person]) if still else DotVote.objects.none()
    )
    own = {vote.option_id: vote.dots for vote in given}
    return [
        RoundShown(
            one,
            {option.pk: own.get(option.pk, 0) for option in one.options.all()},
            max((option.count for option in one.options.all()), default=0) or 1,
        )
        for one in rounds
    ]


def seconds_spent(item: AgendaItem, row: Meeting, *, now: datetime) -> int:
    """How long an item has been taken up, with the time that it is taken up now."""
    running = (now - row.item_since).total_seconds() if row.current_item_id == item.pk and row.item_since else 0
    return item.spent + max(0, int(running))
