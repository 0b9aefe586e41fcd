"""When one should look back at a stored analysis, apart from any database row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from maskinrum.partnerships.facts import add_months
from maskinrum.shared.partial_dates import months_later

YEAR = 12  # months


@dataclass(frozen=True)
class LookBack:
    """``first``: when it is first due, a year after it was stored or when the last project should have ended.

    ``last`` and ``following``: the latest day it was due, None before the first, and the next; a year lies between two.
    """

    first: date
    has_ended: bool
    last: date | None
    following: date


def look_back(rows: Iterable[Mapping[str, Any]], stored_on: date, today: date) -> LookBack:
    """When to look back at the projects of a stored analysis; ``rows`` as it keeps them.

    Where all should have ended before it was stored, that is at once.
    """
    ended = _last_planned_end(rows)
    after_a_year = months_later(stored_on, YEAR)
    first = after_a_year if ended is None else min(after_a_year, max(ended, stored_on))
    last, following = None, first
    while following <= today:
        last, following = following, months_later(first, YEAR * (following.year - first.year + 1))
    return LookBack(first, ended is not None and ended <= today, last, following)


def _last_planned_end(rows: Iterable[Mapping[str, Any]]) -> date | None:
    ends = []
    for row in rows:
        facts = row["facts"]
        months = float(Decimal(facts["duration"]))
        ends.append(add_months(date.fromisoformat(facts["planned_start"]), months))
    return max(ends, default=None)
