"""One project of a board in words."""

from collections.abc import Callable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from maskinrum.partnerships.enums import Inside, ProjectEnd
from maskinrum.shared import figures
from maskinrum.steering.facts.board import BoardProject

_ANY = UUID("00000000-0000-4000-8000-000000000000")


def project_address(page: str, slug: str) -> Callable[[UUID | None], str]:
    """The addresses of one kind of page about the projects of a board; to ask the routes for hundreds takes long."""
    pattern = reverse(f"steering:{page}", args=[slug, _ANY])
    return lambda placement: pattern.replace(str(_ANY), str(placement))


def stage(project: BoardProject) -> str:
    """How far a project is, in a few words."""
    if project.end == ProjectEnd.GIVEN_UP:
        return _("Given up")
    if project.is_over:
        return _("Handed over")
    if project.started_on:
        return _("Under works")
    if project.called_off_on:
        return _("Call-off signed")
    if any(one.asked_on for one in project.call_offs):
        return _("Call-off asked for")
    return _("Ready for call-off") if project.ready_on else _("Ahead")


def place_words(project: BoardProject) -> str:
    """Whether a project is under the agreement, and why not."""
    if project.inside == Inside.YES:
        return str(Inside.YES.label)
    words = str(project.inside.label)
    return f"{words}: {project.reason}" if project.reason else words


def index_of(project: BoardProject) -> float | None:
    """Final cost in per cent of the budget of scheme B; None where one of them is unknown or not the viewer's."""
    if project.outturn is None or not project.scheme_b_budget:
        return None
    return float(100 * project.outturn / project.scheme_b_budget)


def sum_words(project: BoardProject, value: object) -> str:
    """A sum for those who may see it; else a word that says whose it is."""
    if not project.is_priced:
        return _("not yours to see")
    return figures.money(value) if value is not None else ""  # type: ignore[arg-type]
