"""Rounds of dots, decisions, actions and experiences, written while a meeting runs."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maskinrum.knowledge.views.stash import keep_typed, typed_before
from maskinrum.meetings.actions import (
    add_action,
    capture_experience,
    close_round,
    decide,
    give_dots,
    open_round,
    tick_action,
)
from maskinrum.meetings.enums import MeetingState
from maskinrum.meetings.forms.live import ActionForm, CaptureForm, DecisionForm, DotsForm, RoundForm
from maskinrum.meetings.models import AgendaItem, CapturedExperience, Meeting, Round
from maskinrum.meetings.queries.people import choices_of, participants_of
from maskinrum.meetings.views.live import attended
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import tried


def _of(request: PageRequest, row: Meeting, item_id: uuid.UUID) -> AgendaItem | None:
    """The item; None where it was taken off while somebody wrote about it, so that what was typed is shown again."""
    found = row.items.filter(pk=item_id).first()
    if found is None and request.method != "POST":
        raise Http404
    return found


def _given(request: PageRequest) -> Any:
    """What is sent now, or was sent before one had to sign in again."""
    return request.POST if request.method == "POST" else typed_before(request)


def _back(row: Meeting, item: AgendaItem | None) -> HttpResponse:
    address = reverse("meetings:live", args=[row.key])
    return redirect(f"{address}?punkt={item.pk}" if item else address)


def _written(
    request: PageRequest,
    key: str,
    item_id: uuid.UUID,
    form_of: Callable[[Meeting, Any], Form],
    act: Callable[..., object],
) -> HttpResponse:
    """A form of those who run the meeting: on the live page, and on a page of its own while something is missing."""
    if not request.viewer.is_known:
        return keep_typed(request)
    row, rights = attended(request, key)
    if not rights["may_run"]:
        raise Http404
    item = _of(request, row, item_id)
    form = form_of(row, _given(request))
    form.fields["writer"].initial = request.viewer.person
    asked = item or AgendaItem(pk=item_id)  # one that is gone is refused by the action
    if request.method == "POST" and tried(form, lambda: act(row, asked, form)):
        return _back(row, item)
    context = {"row": row, "item": item, "form": form, "kind": type(form).__name__}
    return render(request, "meetings/outcome.html", context | {"is_restored": _is_restored(request, form)})


def _is_restored(request: PageRequest, form: Form) -> bool:
    """Whether the form holds what was typed before one had to sign in again, which is not saved."""
    return request.method != "POST" and form.is_bound


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: PageRequest, key: str, item_id: uuid.UUID) -> HttpResponse:
    """Write down what was decided."""

    def act(row: Meeting, item: AgendaItem, form: Form) -> object:
        return decide(row, item, text=form.cleaned_data["text"], viewer=request.viewer, now=timezone.now())

    return _written(request, key, item_id, lambda _row, data: DecisionForm(data), act)


@require_http_methods(["GET", "HEAD", "POST"])
def action(request: PageRequest, key: str, item_id: uuid.UUID) -> HttpResponse:
    """Write down who does what by when."""

    def form_of(row: Meeting, data: Any) -> Form:
        return ActionForm(data, owners=choices_of(participants_of(row)))

    def act(row: Meeting, item: AgendaItem, form: Any) -> object:
        return add_action(row, item, form.facts(), viewer=request.viewer, now=timezone.now())

    return _written(request, key, item_id, form_of, act)


@require_http_methods(["GET", "HEAD", "POST"])
def dots(request: PageRequest, key: str, item_id: uuid.UUID) -> HttpResponse:
    """Open a round of dots."""

    def act(row: Meeting, item: AgendaItem, form: Form) -> object:
        given = form.cleaned_data
        return open_round(
            row,
            item,
            question=given["question"],
            options=given["options"].splitlines(),
            dots=given["dots"] or 3,
            viewer=request.viewer,
            now=timezone.now(),
        )

    return _written(request, key, item_id, lambda _row, data: RoundForm(data), act)


def _round(row: Meeting, round_id: uuid.UUID) -> Round:
    found = row.rounds.select_related("item").filter(pk=round_id).first()
    if found is None:
        raise Http404
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: PageRequest, key: str, round_id: uuid.UUID) -> HttpResponse:
    """Give one's dots: on the live page, and on a page of its own while they are too many or no numbers."""
    row, _rights = attended(request, key)
    asked = _round(row, round_id)
    if request.method != "POST":
        return _back(row, asked.item)
    form = DotsForm(request.POST, options=[(one.pk, one.text) for one in asked.options.all()], most=asked.dots)
    if tried(form, lambda: give_dots(row, asked, form.given(), viewer=request.viewer, now=timezone.now())):
        messages.success(request, _("Your dots are given. You can give them anew until the round is closed."))
        return _back(row, asked.item)
    context = {"row": row, "item": asked.item, "form": form, "kind": "DotsForm", "asked": asked}
    return render(request, "meetings/outcome.html", context)


@login_required
@require_POST
def close(request: PageRequest, key: str, round_id: uuid.UUID) -> HttpResponse:
    """Close a round and show the count."""
    row, rights = attended(request, key)
    if not rights["may_run"]:
        raise Http404
    asked = close_round(row, _round(row, round_id), viewer=request.viewer, now=timezone.now())
    return _back(row, asked.item)


@login_required
@require_POST
def tick(request: PageRequest, key: str, action_id: uuid.UUID) -> HttpResponse:
    """Say that an action is done, or not after all."""
    row, rights = attended(request, key)
    found = row.actions.select_related("owner", "meeting", "item").filter(pk=action_id).first()
    owns = found is not None and found.owner is not None and found.owner.person == request.viewer.person
    if found is None or not (owns or rights["may_run"]):
        raise Http404
    tick_action(found, is_done="done" in request.POST, viewer=request.viewer, now=timezone.now())
    return redirect("meetings:minutes", row.key)


@require_http_methods(["GET", "HEAD", "POST"])
def capture(request: PageRequest, key: str, item_id: uuid.UUID) -> HttpResponse:
    """Begin an experience from a few words."""
    if not request.viewer.is_known:
        return keep_typed(request)
    row, _rights = attended(request, key)
    item = _of(request, row, item_id)
    form = CaptureForm(_given(request), initial={"writer": request.viewer.person})
    asked = item or AgendaItem(pk=item_id)
    made: list[CapturedExperience] = []

    def act() -> object:
        words = form.cleaned_data["happened"]
        made.append(capture_experience(row, asked, happened=words, viewer=request.viewer, now=timezone.now()))
        return made

    if request.method == "POST" and tried(form, act):
        messages.success(request, _captured_words(row))
        return _back(row, item)
    context = {"row": row, "item": item, "form": form, "kind": "CaptureForm"}
    return render(request, "meetings/outcome.html", context | {"is_restored": _is_restored(request, form)})


def _captured_words(row: Meeting) -> str:
    if row.state == MeetingState.HELD:
        return _("The draft is yours. It stands under “Your own experiences”.")
    return _("The draft is yours. You get its address when the meeting is over.")
