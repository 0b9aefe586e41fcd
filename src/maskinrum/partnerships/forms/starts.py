"""Planned starts: a date, months from the case date, or both in one row, which need not agree.

The date wins. When most rows that have both imply another case date than the one asked about, the file was made for
that date, and months without a date are counted from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median_low
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maskinrum.partnerships.enums import Field
from maskinrum.partnerships.facts import add_months, months_between
from maskinrum.shared.tables import Note, join_rows

_AGREE = 0.5


@dataclass(frozen=True)
class Draft:
    """The values of one row that could be read, by column; not yet a project."""

    number: int
    values: Mapping[Field, Any]

    @property
    def day(self) -> date | None:
        """The start as a date, if the row gives one."""
        start = self.values.get(Field.START)
        given = self.values.get(Field.START_DATE)
        return given or (start if isinstance(start, date) else None)

    @property
    def months(self) -> float | None:
        """The start as months from some case date, if the row gives it."""
        start = self.values.get(Field.START)
        return float(start) if isinstance(start, Decimal) else None


@dataclass(frozen=True)
class Starts:
    """The start of every row that gives one, by row number, and what to tell about them.

    ``origin`` is the day that months count from, or None when no row gives months.
    """

    days: Mapping[int, date]
    notes: tuple[Note, ...]
    origin: date | None = None


def settle_starts(drafts: Sequence[Draft], case_date: date) -> Starts:
    """Return the planned start of every row, by the rules at the top."""
    gaps = {
        draft.number: months_between(case_date, draft.day) - draft.months
        for draft in drafts
        if draft.day is not None and draft.months is not None
    }
    shift = _common_gap(list(gaps.values()))
    origin = add_months(case_date, shift)
    days = {draft.number: day for draft in drafts if (day := _day(draft, origin)) is not None}
    apart = [number for number, gap in gaps.items() if abs(gap - shift) > _AGREE]
    apart += [draft.number for draft in drafts if _two_dates_differ(draft)]
    counts_months = any(draft.months is not None for draft in drafts)
    return Starts(days, (*_origin_note(origin, case_date), *_apart_note(apart)), origin if counts_months else None)


def _common_gap(gaps: Sequence[float]) -> float:
    """The months that the file's case date lies after ours; 0 unless two rows and most of them agree on it."""
    if not gaps:
        return 0.0
    middle = median_low(gaps)
    agreeing = sum(abs(gap - middle) <= _AGREE for gap in gaps)
    is_common = agreeing >= 2 and agreeing * 2 > len(gaps)
    return middle if is_common and abs(middle) > _AGREE else 0.0


def _day(draft: Draft, origin: date) -> date | None:
    if draft.day is not None or draft.months is None:
        return draft.day
    return add_months(origin, draft.months)


def _two_dates_differ(draft: Draft) -> bool:
    start, given = draft.values.get(Field.START), draft.values.get(Field.START_DATE)
    if not isinstance(start, date) or given is None:
        return False
    return abs(months_between(start, given)) > _AGREE


def _origin_note(origin: date, case_date: date) -> tuple[Note, ...]:
    if origin == case_date:
        return ()
    words = _(
        "The table counts months from %(theirs)s, while the case date here is %(ours)s. The starts are kept as dates."
    )
    return (Note("other-case-date", words % {"theirs": date_format(origin), "ours": date_format(case_date)}),)


def _apart_note(rows: Sequence[int]) -> tuple[Note, ...]:
    if not rows:
        return ()
    words = _("Planned start and its date disagree in row %(rows)s. The date is used.")
    return (Note("starts-disagree", words % {"rows": join_rows(rows)}, tuple(rows)),)
