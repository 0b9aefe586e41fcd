"""What a change moves, in words, before it is accepted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.planning.analysis.proposing import Proposal
from maskinrum.planning.facts.difference import Difference
from maskinrum.planning.phrases.values import in_language
from maskinrum.planning.reports.dates import full_date


@dataclass(frozen=True)
class MovedLine:
    """One task with its old and new last day, and the step in words."""

    key: str
    name: str
    before: date
    after: date
    words: str


@dataclass(frozen=True)
class DifferenceShown:
    """What a page says of a difference."""

    sentence: str
    moved: tuple[MovedLine, ...]
    come: tuple[str, ...]
    gone: tuple[str, ...]
    notes: tuple[str, ...]
    moves_signature: bool


def difference_shown(found: Proposal) -> DifferenceShown:
    """Put a proposal in words. One without anything stored before says when the agreement would be signed."""
    one = found.difference
    if one is None:
        day = full_date(found.schedule.signature)
        words = _("Signature planned for %(day)s.") % {"day": day}
        return DifferenceShown(words, moved=(), come=(), gone=(), notes=(), moves_signature=True)
    moved = sorted(one.moved, key=lambda each: (each.after[1], each.task))
    return DifferenceShown(
        sentence=_sentence(one),
        moved=tuple(
            MovedLine(each.task, in_language(each.name), each.before[1], each.after[1], _step(each.end_days))
            for each in moved
        ),
        come=tuple(each.words for each in one.warnings_come),
        gone=tuple(each.words for each in one.warnings_gone),
        notes=tuple(_notes(found, one)),
        moves_signature=one.signature_days != 0,
    )


def _sentence(one: Difference) -> str:
    words = {
        "before": full_date(one.signature[0]),
        "after": full_date(one.signature[1]),
        "step": _step(one.signature_days),
    }
    if one.signature_days == 0:
        return _("The planned signature stays on %(after)s.") % words
    return _("The planned signature moves from %(before)s to %(after)s: %(step)s.") % words


def _step(days: int) -> str:
    if days == 0:
        return _("same day")
    if days > 0:
        return ngettext("%(n)s day later", "%(n)s days later", days) % {"n": days}
    return ngettext("%(n)s day earlier", "%(n)s days earlier", -days) % {"n": -days}


def _notes(found: Proposal, one: Difference) -> Iterator[str]:
    if one.p90_days:
        words = {"before": full_date(one.p90[0]), "after": full_date(one.p90[1])}
        yield _("The day it is signed by in 9 of 10 courses goes from %(before)s to %(after)s.") % words
    if one.added:
        count = len(one.added)
        yield ngettext("%(n)s task comes in.", "%(n)s tasks come in.", count) % {"n": count}
    if one.dropped:
        count = len(one.dropped)
        pattern = ngettext(
            "%(n)s task goes out; what was said of it is kept.",
            "%(n)s tasks go out; what was said of them is kept.",
            count,
        )
        yield pattern % {"n": count}
    names = [in_language(found.schedule.task(key).name) for key in one.newly_critical if key in found.schedule.by_id]
    if names:
        yield _("New on the path that decides the signature: %(names)s.") % {"names": ", ".join(names)}
