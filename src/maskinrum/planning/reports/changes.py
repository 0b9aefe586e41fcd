"""The log of a plan in words: who moved which date, from when to when, and why."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

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
    rows: Iterable[PlanChange], *, people: Mapping[uuid.UUID, str], names: Mapping[str, str]
) -> Iterator[ChangeLine]:
    """Each change with the dates it moved, those that moved furthest first; ``names`` are of tasks by their keys."""
    for row in rows:
        moved = tuple(
            MovedDate(names.get(one["task"], one["task"]), _day(one["before"]), _day(one["after"])) for one in row.moved
        )
        who = people.get(row.changed_by, "") if row.changed_by else ""
        yield ChangeLine(row, who, names.get(row.task, row.task), moved, row.moved_count - len(moved))


def _day(text: str) -> date:
    return date.fromisoformat(text)
