"""Meetings and closed days in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maskinrum.planning.analysis import doubtful_days
from maskinrum.planning.facts.plan import ClosedDay
from maskinrum.planning.facts.schedule import Schedule
from maskinrum.planning.models import PlanMeeting
from maskinrum.planning.phrases.values import in_language
from maskinrum.planning.reports.plan_page import name_of

ROOM = timedelta(days=120)


@dataclass(frozen=True)
class MeetingLine:
    """A meeting, and what is decided there."""

    row: PlanMeeting
    task: str


def meeting_lines(schedule: Schedule, rows: Iterable[PlanMeeting]) -> list[MeetingLine]:
    """The meetings in the order of their days."""
    return [MeetingLine(row, name_of(schedule, row.task) if row.task else "") for row in rows]


def holiday_words(closed: ClosedDay) -> str:
    """What a closed day is called."""
    return in_language(closed.name) if closed.name else _("A day of your own")


def debated_choices(days: Iterable[ClosedDay]) -> list[tuple[str, str, str]]:
    """Each day that is closed in practice without being a holiday: slug, name, and when it falls on a weekday."""
    found: dict[object, list[str]] = {}
    for one in days:
        if one.kind == "doubtful":
            found.setdefault(one.name, []).append(date_format(one.day))
    never = [_("on no weekday while the plan runs")]
    return [(rule.slug, in_language(rule.name), ", ".join(found.get(rule.name, never))) for rule in doubtful_days()]


def last_listed(schedule: Schedule) -> date:
    """The day to which the list of holidays goes: some time after the signature, and past every legal date."""
    return max(schedule.signature + ROOM, *(watch.period.end for watch in schedule.watches))
