"""The minutes of a meeting, as a reader may see them."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maskinrum.meetings.models import AgendaItem, Meeting
from maskinrum.meetings.queries.live import Board, NoteShown
from maskinrum.meetings.queries.outcomes import Yield
from maskinrum.shared.documents import Block, Column, Document, Grid, Heading, Items, Paragraph, Span, Tone


@dataclass(frozen=True)
class Minutes:
    """What minutes are made of. ``there`` are names, for those who took part; others read how many were there, and
    those without a name are counted. Nobody stands in minutes by address.

    ``takes_part`` says whether notes and names are told.
    """

    row: Meeting
    board: Board
    there: Sequence[str]
    count: int
    organisations: Sequence[str]
    gave: Yield
    takes_part: bool
    site: str


def minutes_document(told: Minutes) -> Document:
    """Return the minutes in the language of the page."""
    row = told.row
    blocks: list[Block] = [Paragraph(_when_and_where(row), Tone.LEAD), *_who(told)]
    if row.purpose:
        blocks.append(Paragraph(row.purpose))
    for number, item in enumerate(told.board.items, start=1):
        blocks += _item(told, item, number)
    blocks += [*_loose(told), *_outcome(told)]
    return Document(
        title=row.title,
        language=(get_language() or "da")[:2],
        dated=timezone.localtime(row.ended_at or row.starts_at).date(),
        blocks=tuple(blocks),
        subtitle=_("Minutes, %(organisation)s") % {"organisation": row.organisation.name},
        foot=_("Example: the organisation and the meeting are invented") if row.organisation.is_fictitious else "",
    )


def _when_and_where(row: Meeting) -> str:
    starts, ends = timezone.localtime(row.started_at or row.starts_at), timezone.localtime(row.ended_at or row.ends_at)
    day = date_format(starts, "l j. F Y" if (get_language() or "da").startswith("da") else "l j F Y")
    words = _("%(day)s, %(from)s to %(to)s") % {"day": day, "from": f"{starts:%H.%M}", "to": f"{ends:%H.%M}"}
    return f"{words[:1].upper()}{words[1:]}" + (f". {row.place}" if row.place else "")


def _who(told: Minutes) -> Iterator[Block]:
    if told.there:
        names, more = ", ".join(told.there), told.count - len(told.there)
        words = ngettext("There were: %(names)s and %(count)s more.", "There were: %(names)s and %(count)s more.", more)
        yield Paragraph((words if more else _("There were: %(names)s.")) % {"names": names, "count": more})
    elif told.count:
        words = ngettext("%(count)s was there.", "%(count)s were there.", told.count)
        yield Paragraph(words % {"count": told.count})
    if told.organisations:
        yield Paragraph(_("From: %(names)s.") % {"names": ", ".join(told.organisations)}, Tone.QUIET)


def _item(told: Minutes, item: AgendaItem, number: int) -> Iterator[Block]:
    yield Heading(f"{number}. {item.title}")
    if item.text:
        yield Paragraph(item.text, Tone.QUIET)
    changes = told.board.changes
    if told.takes_part:
        notes = [text for one in changes.notes if one.row.item_id == item.pk for text in _note(one)]
        if notes:
            yield Heading(_("Notes"), 2)
            yield Items(tuple(notes))
    yield from _rounds(told, item.pk)
    decided = tuple(one.text for one in changes.decisions if one.item_id == item.pk)
    if decided:
        yield Heading(_("Decided"), 2)
        yield Items(decided)
    yield from _actions(told, item.pk)


def _note(shown: NoteShown) -> Iterator[tuple[Span, ...]]:
    """The text that counts, and those that stand beside it until somebody chooses: minutes are silent about none."""
    author = (Span(f" – {shown.author}", quiet=True),) if shown.author else ()
    if shown.row.text.strip():
        yield Span(shown.row.text.strip()), *author
    for one in shown.beside:
        if one.text.strip():
            label = _("Another text of the same note, saved elsewhere:")
            yield Span(f"{label} ", quiet=True), Span(one.text.strip()), *author


def _rounds(told: Minutes, item: uuid.UUID | None) -> Iterator[Block]:
    for each in told.board.changes.rounds:
        if each.row.item_id == item and each.row.closed_at is not None:
            yield _round(each.row.question, [(one.text, one.count) for one in each.row.options.all()])


def _round(question: str, options: Sequence[tuple[str, int]]) -> Grid:
    columns = (Column(_("What could be chosen"), 4), Column(_("Dots"), 1, numeric=True))
    rows = sorted(options, key=lambda one: -one[1])
    return Grid(question, columns, tuple((text, str(count)) for text, count in rows), row_titles=True)


def _actions(told: Minutes, item: uuid.UUID | None) -> Iterator[Block]:
    rows = [one for one in told.board.changes.actions if one.row.item_id == item]
    if not rows:
        return
    columns = (Column(_("What"), 4), Column(_("Who"), 2), Column(_("By"), 1.8))
    cells = tuple((one.row.text, _owner(told, one.owner), date_format(one.row.due_on, "DATE_FORMAT")) for one in rows)
    yield Grid(_("To be done"), columns, cells)


def _owner(told: Minutes, owner: str) -> str:
    return (owner or _("not known")) if told.takes_part else _("a participant")


def _loose(told: Minutes) -> Iterator[Block]:
    """Rounds, decisions and actions whose item was taken off the agenda."""
    rounds, actions = list(_rounds(told, None)), list(_actions(told, None))
    decided = tuple(one.text for one in told.board.changes.decisions if one.item_id is None)
    if decided:
        yield Heading(_("Also decided"))
        yield Items(decided)
    if rounds or actions:
        yield Heading(_("Also agreed"))
        yield from [*rounds, *actions]


def _outcome(told: Minutes) -> Iterator[Block]:
    gave = told.gave
    if not gave.begun:
        return
    yield Heading(_("What the meeting gave"))
    words = ngettext(
        "%(count)s experience was begun at the meeting.", "%(count)s experiences were begun at the meeting.", gave.begun
    )
    yield Paragraph(words % {"count": gave.begun})
    if gave.published:
        yield Items(
            tuple(
                (Span(one.title, url=told.site + reverse("knowledge:experience", args=[one.key])),)
                for one in gave.published
            )
        )
    if gave.recommendations:
        yield Paragraph(_("Recommendations that rest on them:"))
        yield Items(
            tuple(
                (Span(one.statement, url=told.site + reverse("recommendations:recommendation", args=[one.key])),)
                for one in gave.recommendations
            )
        )
