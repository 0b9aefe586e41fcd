"""Whether a plan can be made from what was said: every refusal names its field."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from maskinrum.planning.analysis.errors import PlanRefusedError
from maskinrum.planning.facts.plan import Days, PlanFacts, TaskFacts

FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2100, 12, 31)
MOST_YEARS_AHEAD: Final = 10
MOST_DAYS: Final = 3650  # ten years
MOST_MONTHS: Final = 240
MOST_TASKS: Final = 200
MOST_TEAMS: Final = 100


def check_wish(wished: date | None, today: date) -> None:
    """Raise ``PlanRefusedError`` (code ``wish_past``) for a signature wished for on a day that has passed.

    Only where it is typed: a wish that passes while the plan runs is told by a warning, and locks nothing.
    """
    check_day(wished, "wished_signature")
    if wished is not None and wished < today:
        raise PlanRefusedError("wish_past", field="wished_signature", day=wished)


def check_plan(facts: PlanFacts) -> None:
    """Raise ``PlanRefusedError`` for the first thing that cannot be so."""
    _check_dates(facts)
    _check_months(facts.term_months, "term_months", 1)
    _check_months(facts.option_months, "option_months", 0)
    for field, amount in _amounts(facts):
        if amount is not None and not (amount.is_finite() and amount > 0):
            raise PlanRefusedError("amount", field=field)
    if facts.teams is not None and not 1 <= facts.teams <= MOST_TEAMS:
        raise PlanRefusedError("teams", field="teams", most=MOST_TEAMS)
    if len(facts.tasks) > MOST_TASKS:
        raise PlanRefusedError("too_many", field="tasks", most=MOST_TASKS)
    seen = set[str]()
    for task in facts.tasks:
        if task.id in seen:
            raise PlanRefusedError("twice", field="tasks", task=task.id)
        seen.add(task.id)
        _check_task(task, facts.today)


def _check_dates(facts: PlanFacts) -> None:
    if facts.start is None and facts.wished_signature is None:
        raise PlanRefusedError("no_date", field="start")
    for field, day in _dates(facts):
        check_day(day, field)
    for field, day in (("start", facts.start), ("wished_signature", facts.wished_signature)):
        _check_near(day, facts.today, field)
    if facts.start and facts.wished_signature and facts.wished_signature < facts.start:
        raise PlanRefusedError(
            "end_before_start", field="wished_signature", start=facts.start, end=facts.wished_signature
        )


def _dates(facts: PlanFacts) -> Iterator[tuple[str, date | None]]:
    yield "today", facts.today
    yield "start", facts.start
    yield "wished_signature", facts.wished_signature
    yield "prior_notice", facts.prior_notice
    for day in (*facts.holidays.added, *facts.holidays.removed):
        yield "holidays", day
    for first in facts.first_call_offs:
        for when in (first.call_off, *first.approvals.values()):
            yield "first_call_offs", when


def check_day(day: date | None, field: str, task: str = "") -> None:
    """Raise ``PlanRefusedError`` (code ``date_range``) for a day outside 2000 … 2100."""
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        raise PlanRefusedError("date_range", field=field, task=task, day=day, first=FIRST_DAY, last=LAST_DAY)


def _check_near(day: date | None, today: date, field: str, task: str = "") -> None:
    if day is not None and day.year > today.year + MOST_YEARS_AHEAD:
        raise PlanRefusedError("too_far", field=field, task=task, day=day, years=MOST_YEARS_AHEAD)


def _check_months(months: int | None, field: str, least: int) -> None:
    if months is not None and not least <= months <= MOST_MONTHS:
        raise PlanRefusedError("months", field=field, least=least, most=MOST_MONTHS)


def _amounts(facts: PlanFacts) -> Iterator[tuple[str, Decimal | None]]:
    yield "expected_mdkk", facts.expected_mdkk
    yield "maximum_mdkk", facts.maximum_mdkk
    for caller in facts.callers:
        yield "callers", caller.value_mdkk


def _check_task(task: TaskFacts, today: date) -> None:
    for field in ("not_before", "fixed_end", "started", "finished"):
        check_day(getattr(task, field), field, task.id)
        _check_near(getattr(task, field), today, field, task.id)
    for field in ("started", "finished"):
        day = getattr(task, field)
        if day is not None and day > today:
            raise PlanRefusedError("in_the_future", field=field, task=task.id, day=day)
    for day in task.meetings:
        check_day(day, "fixed_end", task.id)
        _check_near(day, today, "fixed_end", task.id)
    for first, last in (("started", "finished"), ("not_before", "fixed_end"), ("started", "fixed_end")):
        start, end = getattr(task, first), getattr(task, last)
        if start is not None and end is not None and end < start:
            raise PlanRefusedError("end_before_start", field=last, task=task.id, start=start, end=end)
    if task.days is not None:
        _check_days(task.days, task.id)


def _check_days(days: Days, task: str) -> None:
    if not 1 <= days.low <= days.mode <= days.high <= MOST_DAYS:
        raise PlanRefusedError("days", field="days", task=task, most=MOST_DAYS)
