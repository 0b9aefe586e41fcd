"""What needs the partnership's manager now, the most pressing first: each with one act that helps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from maskinrum.partnerships.enums import Inside, ProjectEnd
from maskinrum.steering.analysis import warnings_of
from maskinrum.steering.enums import WarningKind
from maskinrum.steering.facts.board import BoardProject, CallOffFacts
from maskinrum.steering.facts.meters import BoardTerms, CeilingMeter
from maskinrum.steering.queries import Seat
from maskinrum.steering.reports.board_words import project_address

SLOW = timedelta(days=60)
SOON = timedelta(days=365)


@dataclass(frozen=True)
class Need:
    """A sentence, the address of what helps and what that is called."""

    words: str
    address: str = ""
    act: str = ""


def needs_of(
    seat: Seat, projects: Sequence[BoardProject], terms: BoardTerms, meter: CeilingMeter | None, *, today: date
) -> list[Need]:
    """All that needs somebody now, as far as the viewer may know of it."""
    found = [Need(one.words, *_help(seat, one.kind)) for one in warnings_of(projects, terms, meter, today=today)]
    if seat.may_add:
        found += _projects(seat, [one for one in projects if one.may_edit], today)
    return found


def _help(seat: Seat, kind: WarningKind) -> tuple[str, str]:
    slug = seat.partnership.slug
    if kind == WarningKind.OPTION:
        return (reverse("steering:terms", args=[slug]), _("Say what is decided")) if seat.may_keep else ("", "")
    if kind == WarningKind.CEILING:
        return "#meters", _("See the ceiling")
    return reverse("steering:timeline", args=[slug]), _("See the timeline")


def _projects(seat: Seat, projects: Sequence[BoardProject], today: date) -> Iterator[Need]:
    address = project_address("edit_project", seat.partnership.slug)
    for one in projects:
        if one.inside != Inside.YES or one.end == ProjectEnd.GIVEN_UP:
            continue
        words = _lacks(one, today)
        if words:
            yield Need(f"{one.name}: {words}", address(one.placement), _("Fill it in"))


def _lacks(project: BoardProject, today: date) -> str:
    """The first thing a project lacks; nothing where it lacks none."""
    waits = [one for one in project.call_offs if one.asked_on and not one.signed_on]
    if any(one.asked_on and today - one.asked_on > SLOW for one in waits):
        return _("The call-off was asked for more than two months ago and is not signed.")
    if any(
        one.ready_on and one.ready_on <= today and not one.asked_on and not one.signed_on for one in project.call_offs
    ):
        return _("It is ready for call-off, and nobody has asked for it.")
    if project.contractor is None and project.planned_start <= today + SOON:
        return _("It starts within a year, and no contractor is chosen.")
    if project.is_over and project.outturn is None:
        return _("It is handed over, and the final cost is missing.")
    if project.is_over and project.resident_answers is None:
        return _("It is handed over, and the residents' answers are missing.")
    return ""


def _is_forgotten(call_off: CallOffFacts, today: date) -> bool:
    is_ready = call_off.ready_on is not None and call_off.ready_on <= today
    return is_ready and not call_off.asked_on and not call_off.signed_on
