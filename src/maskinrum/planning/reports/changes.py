"""The log of a plan in words: who moved which date, from when to when, and why."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from maskinrum.planning.facts.removals import Removal
from maskinrum.planning.models import PlanChange


@dataclass(frozen=True)
class MovedDate:
    """A task whose last day a change moved."""

    name: str
    before: date
    after: date


@dataclass(frozen=True)
class ChangeLine:
    """One accepted change. ``who`` is empty for somebody who is gone, ``more`` counts moves that were not kept."""

    row: PlanChange
    who: str
    task: str
    moved: tuple[MovedDate, ...]
    more: int


def change_lines(
    rows: Iterable[PlanChange],
    *,
    people: Mapping[uuid.UUID, str],
    names: Mapping[str, str],
    removals: Sequence[Removal] = (),
) -> Iterator[ChangeLine]:
    """Each change with the dates it moved, those that moved furthest first.

    ``names`` are of the tasks that the plan has, by their keys; ``removals`` of those it had, the first first.
    """

    def name(key: str, when: datetime) -> str:
        was = (one.name for one in removals if one.key == key and one.when >= when)
        return next(was, None) or names.get(key) or _("a task that was removed")

    for row in rows:
        moved = tuple(
            MovedDate(name(one["task"], row.changed_at), _day(one["before"]), _day(one["after"])) for one in row.moved
        )
        who = people.get(row.changed_by, "") if row.changed_by else ""
        task = name(row.task, row.changed_at) if row.task else ""
        yield ChangeLine(row, who, task, moved, row.moved_count - len(moved))


def _day(text: str) -> date:
    return date.fromisoformat(text)
