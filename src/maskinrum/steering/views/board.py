"""The boards there are, and one of them: what needs somebody, the meters, the table, the timeline."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maskinrum.organisations.middleware import PageRequest
from maskinrum.steering.queries import index_of_others, projects_at, seat_at, seats, terms_of, without_board
from maskinrum.steering.reports.board_page import board_page
from maskinrum.steering.reports.board_project import project_parts
from maskinrum.steering.reports.board_timeline import timeline_chart


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Explain what a running partnership gets here; list those the viewer sits at."""
    found = seats(request.viewer)
    context = {"seats": found, "may_open": without_board(request.viewer).exists()}
    return render(request, "steering/index.html", context)


@login_required
@require_safe
def board(request: PageRequest, slug: str) -> HttpResponse:
    """Show what needs the viewer now, the meters and the portfolio."""
    seat = seat_at(request.viewer, slug)
    projects = projects_at(seat)
    others = None if seat.is_client else index_of_others(seat)
    page = board_page(seat, projects, terms_of(seat.board), others, today=timezone.localdate())
    context = {"seat": seat, "page": page, "beside_evaluation": {"partnership": seat.partnership}}
    return render(request, "steering/board.html", context)


@login_required
@require_safe
def timeline(request: PageRequest, slug: str) -> HttpResponse:
    """Draw the projects over the years, and give their days as a table."""
    seat = seat_at(request.viewer, slug)
    chart = timeline_chart(projects_at(seat), terms_of(seat.board), today=timezone.localdate())
    return render(request, "steering/board_timeline.html", {"seat": seat, "item": chart})


@login_required
@require_safe
def project(request: PageRequest, slug: str, placement_id: uuid.UUID) -> HttpResponse:
    """Show all that is known of one project."""
    seat = seat_at(request.viewer, slug)
    found = next(iter(projects_at(seat, only=placement_id)), None)
    if found is None:
        raise Http404
    context = {"seat": seat, "project": found, "parts": project_parts(found)}
    return render(request, "steering/board_project.html", context)
