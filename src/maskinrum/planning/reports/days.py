"""Meetings and closed days in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maskinrum.planning.facts.plan import ClosedDay
from maskinrum.planning.facts.schedule import Schedule
from maskinrum.planning.models import PlanMeeting
from maskinrum.planning.phrases.values import in_language
from maskinrum.planning.reports.plan_page import name_of


@dataclass(frozen=True)
class MeetingLine:
    """A meeting, and what is decided there."""

    row: PlanMeeting
    task: str


def meeting_lines(schedule: Schedule, rows: Iterable[PlanMeeting]) -> list[MeetingLine]:
    """The meetings in the order of their days."""
    return [MeetingLine(row, name_of(schedule, row.task) if row.task else "") for row in rows]


def holiday_words(closed: ClosedDay) -> str:
    """What a closed day is called, and whether that is debated."""
    words = in_language(closed.name) if closed.name else _("A day of your own")
    return words + (_(" – no public holiday, but closed in practice") if closed.kind == "doubtful" else "")
