"""Change a board: open it, put projects on it, say what is known of them."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import mark_shown, tried
from maskinrum.steering.actions import change_board, change_placement, open_board, place_projects, remove_placement
from maskinrum.steering.forms import AddProjectsForm, BoardForm, OpenBoardForm, PlacementForm
from maskinrum.steering.queries import (
    Seat,
    contractors_of,
    is_off_board,
    placement_at,
    placement_facts,
    placement_version,
    projects_to_add,
    seat_at,
    terms_of,
    without_board,
)

EDITING = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(EDITING)
def new(request: PageRequest) -> HttpResponse:
    """Open the board of a partnership of the viewer's organisation."""
    offered = {str(row.pk): row for row in without_board(request.viewer)}
    if not offered:
        raise Http404
    choices = [(key, row.name) for key, row in offered.items()]
    form = OpenBoardForm(request.POST if request.method == "POST" else None, offered=choices)

    def act() -> object:
        given, viewer = form.cleaned_data, request.viewer
        row = offered[given["partnership"]]
        return open_board(row, maximum=given["maximum"], viewer=viewer, now=timezone.now())

    if form.is_bound and tried(form, act):
        messages.success(request, _("The board is open. Put the first projects on it."))
        return redirect("steering:add_projects", offered[form.cleaned_data["partnership"]].slug)
    return render(request, "steering/board_new.html", {"form": form})


@login_required
@require_http_methods(EDITING)
def terms(request: PageRequest, slug: str) -> HttpResponse:
    """Say what the maximum is, and what became of the option."""
    seat = _kept(request, slug)
    is_registered = terms_of(seat.board).is_registered
    form = BoardForm(request.POST if request.method == "POST" else None, board=seat.board, is_registered=is_registered)

    def act() -> object:
        given = form.cleaned_data
        return change_board(
            seat.board,
            maximum=given.get("maximum", seat.board.maximum),
            option=given["option"],
            option_decided_on=given["option_decided_on"],
            expected_revision=_whole(request.POST.get("revision", "")),
            viewer=request.viewer,
            now=timezone.now(),
        )

    if form.is_bound and tried(form, act):
        messages.success(request, _("Saved."))
        return redirect("steering:board", slug)
    revision = mark_shown(form, request.POST.get("revision"), str(seat.board.revision))
    context = {"seat": seat, "form": form, "revision": revision, "is_registered": is_registered}
    return render(request, "steering/board_terms.html", context)


@login_required
@require_http_methods(EDITING)
def add_projects(request: PageRequest, slug: str) -> HttpResponse:
    """Put projects of the own list on the board."""
    seat = seat_at(request.viewer, slug)
    if not seat.may_add:
        raise Http404
    offered = list(projects_to_add(seat))
    form = AddProjectsForm(
        request.POST if request.method == "POST" else None, offered=[(str(one.pk), one.name) for one in offered]
    )

    def act() -> object:
        chosen = form.chosen()
        rows = [one for one in offered if one.pk in chosen]
        return place_projects(seat.board, projects=rows, viewer=request.viewer, now=timezone.now())

    if form.is_bound and tried(form, act):
        count = len(form.chosen())
        words = ngettext("%(n)s project is put on the board.", "%(n)s projects are put on the board.", count)
        messages.success(request, words % {"n": count})
        return redirect("steering:board", slug)
    return render(request, "steering/board_add.html", {"seat": seat, "form": form, "offered": offered})


@login_required
@require_http_methods(EDITING)
def edit_project(request: PageRequest, slug: str, placement_id: uuid.UUID) -> HttpResponse:
    """Say what is known of one project."""
    seat = seat_at(request.viewer, slug)
    row = placement_at(seat, placement_id)
    facts, current = placement_facts(row), placement_version(row)
    version = request.POST.get("version") or current
    contractors = [(str(one.pk), one.name) for one in contractors_of(seat.partnership)]
    form = PlacementForm(request.POST if request.method == "POST" else None, facts=facts, contractors=contractors)

    def act() -> object:
        return change_placement(row, form.facts(), expected_version=version, viewer=request.viewer, now=timezone.now())

    if form.is_bound and tried(form, act):
        messages.success(request, _("What you wrote is saved."))
        return redirect("steering:project", slug, row.pk)
    context = {"seat": seat, "row": row, "form": form, "version": mark_shown(form, version, current)}
    return render(request, "steering/board_edit.html", context)


@login_required
@require_http_methods(EDITING)
def remove_project(request: PageRequest, slug: str, placement_id: uuid.UUID) -> HttpResponse:
    """Say what goes, then take a project off the board; pressed twice it says the same."""
    seat = seat_at(request.viewer, slug)
    is_off = request.method == "POST" and is_off_board(seat, placement_id)
    row = None if is_off else placement_at(seat, placement_id)
    if request.method == "POST":
        if row is not None:
            remove_placement(row, viewer=request.viewer, now=timezone.now())
        messages.success(request, _("The project is off the board. It still stands on your list of projects."))
        return redirect("steering:board", slug)
    return render(request, "steering/board_remove.html", {"seat": seat, "row": row})


def _kept(request: PageRequest, slug: str) -> Seat:
    seat = seat_at(request.viewer, slug)
    if not seat.may_keep:
        raise Http404
    return seat


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
