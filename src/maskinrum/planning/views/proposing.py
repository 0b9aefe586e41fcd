"""A change in two steps: what it moves is shown, and only then it is accepted."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.organisations.middleware import PageRequest
from maskinrum.planning.actions import Change, accept_change
from maskinrum.planning.actions.changes import propose_change
from maskinrum.planning.analysis.proposing import Proposal
from maskinrum.planning.forms import ReasonForm
from maskinrum.planning.models import StartPlan
from maskinrum.planning.queries import start_plan
from maskinrum.planning.reports.difference import difference_shown
from maskinrum.shared.errors import tried

OURS = {"csrfmiddlewaretoken", "accept", "back", "reason", "revision"}


def changed(
    request: PageRequest,
    plan: StartPlan,
    form: forms.Form,
    change_of: Callable[[], Change],
    *,
    page: Callable[[], HttpResponse],
    after: str,
) -> HttpResponse:
    """Answer a posted form about a plan: ``page`` shows the form, ``after`` is where one comes once it is accepted.

    What moves nothing is accepted at once, unless it takes a reason.
    """
    if request.method != "POST" or "back" in request.POST:
        return page()
    found: list[tuple[Proposal, Change]] = []
    plan_id, today = plan.pk, timezone.localdate()

    def propose() -> object:
        fresh = start_plan(request.viewer, plan_id, now=timezone.now())
        change = change_of()
        found.append((propose_change(fresh, change, today=today), change))
        return found

    if not tried(form, propose):
        return page()
    ((proposal, change),) = found
    shown = difference_shown(proposal)
    is_shown = proposal.moves_something or change.needs_reason
    needed = shown.moves_signature or change.needs_reason
    reason = ReasonForm(request.POST if "accept" in request.POST else None, needed=needed)
    if is_shown and not ("accept" in request.POST and reason.is_valid()):
        return _show(request, plan, {"difference": shown, "reason": reason})
    given = reason.cleaned_data["reason"] if reason.is_bound and reason.is_valid() else ""
    revision = _revision(request.POST.get("revision", "")) if is_shown else plan.revision

    def accept() -> object:
        return accept_change(
            plan, change_of(), reason=given, expected_revision=revision, viewer=request.viewer, now=timezone.now()
        )

    if not tried(form, accept):
        return page()
    messages.success(request, _("Saved. %(sentence)s") % {"sentence": shown.sentence})
    return redirect(after)


def done_already(request: PageRequest, after: str) -> HttpResponse:
    """Answer whoever sends once more what has been done; who only looks, or steps back, gets Http404."""
    if request.method != "POST" or "back" in request.POST:
        raise Http404
    messages.success(request, _("Saved."))
    return redirect(after)


def _show(request: PageRequest, plan: StartPlan, context: dict[str, Any]) -> HttpResponse:
    """The difference, with all that was typed carried along in hidden fields."""
    typed = [(name, value) for name, values in request.POST.lists() if name not in OURS for value in values]
    return render(request, "planning/difference.html", {"plan": plan, "typed": typed, **context})


def _revision(text: str) -> int:
    """The revision that a page was drawn from; 0, which never was, for what no page of ours wrote."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
