"""One month of a plan, day by day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from maskinrum.planning.analysis import holiday_list
from maskinrum.planning.enums import TaskState
from maskinrum.planning.facts.schedule import Schedule
from maskinrum.planning.models import PlanMeeting, PlanTask, StartPlan
from maskinrum.planning.phrases.values import in_language
from maskinrum.planning.queries.facts import holidays_of
from maskinrum.planning.reports.plan_page import name_of

DAYS_OF_A_WEEK = 7
LENGTH_OF_A_MONTH = 7
FIRST_YEAR, LAST_YEAR = 1973, 2099


@dataclass(frozen=True)
class Entry:
    """Something on a day: a task that begins or ends, a meeting or a legal date. ``key`` leads to the task."""

    words: str
    kind: str
    key: str = ""


@dataclass(frozen=True)
class Day:
    """One day. ``is_outside``: it belongs to the month before or after."""

    day: date
    entries: tuple[Entry, ...]
    closed: str
    is_outside: bool
    is_today: bool


@dataclass(frozen=True)
class MonthShown:
    """A month as whole weeks, with the months before and after as the address takes them."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    earlier: str
    later: str
    count: int


def read_month(text: str, schedule: Schedule, today: date) -> date:
    """The first day of the month asked for; without one that can be read, of the plan's that is nearest to today."""
    if len(text) == LENGTH_OF_A_MONTH and text[:4].isdecimal() and FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
        try:
            return date.fromisoformat(f"{text}-01")
        except ValueError:
            pass
    last = max(task.end for task in schedule.tasks)
    return min(max(today, schedule.start), last).replace(day=1)


def month_shown(
    schedule: Schedule,
    tasks: Sequence[PlanTask],
    meetings: Sequence[PlanMeeting],
    plan: StartPlan,
    *,
    first: date,
    today: date,
) -> MonthShown:
    """Put what happens in a month on its days; the weeks at its ends are whole."""
    begin = first - timedelta(days=first.weekday())
    following = (first + timedelta(days=32)).replace(day=1)
    end = following + timedelta(days=(-following.weekday()) % DAYS_OF_A_WEEK)
    found: dict[date, list[Entry]] = {}
    for day, entry in _entries(schedule, tasks, meetings):
        found.setdefault(day, []).append(entry)
    listed = holiday_list(holidays_of(plan.holidays), begin, end)
    closed = {one.day: in_language(one.name) if one.name else _("Closed") for one in listed if one.is_closed}
    days = [
        Day(day, tuple(found.get(day, ())), closed.get(day, ""), day.month != first.month, day == today)
        for day in (begin + timedelta(days=n) for n in range((end - begin).days))
    ]
    weeks = tuple(tuple(days[n : n + DAYS_OF_A_WEEK]) for n in range(0, len(days), DAYS_OF_A_WEEK))
    earlier = (first - timedelta(days=1)).strftime("%Y-%m")
    count = sum(len(one.entries) for one in days if not one.is_outside)
    return MonthShown(first, weeks, earlier, following.strftime("%Y-%m"), count)


def _entries(
    schedule: Schedule, tasks: Sequence[PlanTask], meetings: Sequence[PlanMeeting]
) -> Iterator[tuple[date, Entry]]:
    for meeting in meetings:
        yield meeting.day, Entry(meeting.title, "meeting")
    for watch in schedule.watches:
        yield watch.period.end, Entry(in_language(watch.name), "law", watch.task)
    planned = schedule.by_id
    for task in tasks:
        told = planned.get(task.key)
        if told is None or task.state == TaskState.NOT_RELEVANT:
            continue
        name = name_of(schedule, task)
        yield told.end, Entry(_("Ends: %(name)s") % {"name": name}, "law" if told.legal else "end", task.key)
        if told.start != told.end:
            yield told.start, Entry(_("Begins: %(name)s") % {"name": name}, "begin", task.key)
