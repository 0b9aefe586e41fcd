"""Mend what was decided and agreed, or take it out: for those who run the meeting, until a day after its end."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maskinrum.knowledge.views.stash import keep_typed, typed_before
from maskinrum.meetings.actions import change_action, change_decision, remove_action, remove_decision
from maskinrum.meetings.actions.turns import can_be_mended
from maskinrum.meetings.forms.live import ActionForm, DecisionForm
from maskinrum.meetings.models import Meeting, MeetingAction, MeetingDecision
from maskinrum.meetings.queries.people import choices_of, participants_of
from maskinrum.meetings.views.live import attended
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import mark_shown, tried


def _run(request: PageRequest, key: str) -> Meeting:
    """The meeting of those who run it; what is sent too late, the actions refuse, so that nothing typed is lost."""
    row, rights = attended(request, key)
    is_late = request.method != "POST" and not can_be_mended(row, timezone.now())
    if not rights["may_run"] or is_late:
        raise Http404
    return row


def _given(request: PageRequest) -> QueryDict | None:
    """What is to be saved now, or was to be before one had to sign in again."""
    given = request.POST if request.method == "POST" else typed_before(request)
    return given if given is not None and "save" in given else None


def _seen(request: PageRequest) -> int | None:
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: PageRequest, key: str, decision_id: uuid.UUID) -> HttpResponse:
    """Write a decision anew, or take it out."""
    if not request.viewer.is_known:
        return keep_typed(request)
    row, given = _run(request, key), _given(request)
    found = row.decisions.filter(pk=decision_id).first()
    if found is None and request.method != "POST" and given is None:
        raise Http404
    form = DecisionForm(given, initial={"text": found.text} if found else None)

    def act() -> object:
        if "remove" in request.POST:
            return remove_decision(row, decision_id, viewer=request.viewer, now=timezone.now())
        words = form.cleaned_data["text"]
        seen = _seen(request)
        return change_decision(row, decision_id, text=words, viewer=request.viewer, now=timezone.now(), seen=seen)

    return _mended(request, row, form, act, found)


@require_http_methods(["GET", "HEAD", "POST"])
def action(request: PageRequest, key: str, action_id: uuid.UUID) -> HttpResponse:
    """Say anew who does what by when, or take it out."""
    if not request.viewer.is_known:
        return keep_typed(request)
    row, given = _run(request, key), _given(request)
    found = row.actions.filter(pk=action_id).first()
    if found is None and request.method != "POST" and given is None:
        raise Http404
    initial = {"text": found.text, "owner": str(found.owner_id or ""), "due_on": found.due_on} if found else None
    owners = choices_of(participants_of(row))
    form = ActionForm(given, owners=owners, initial=initial)

    def act() -> object:
        if "remove" in request.POST:
            return remove_action(row, action_id, viewer=request.viewer, now=timezone.now())
        seen = _seen(request)
        return change_action(row, action_id, form.facts(), viewer=request.viewer, now=timezone.now(), seen=seen)

    return _mended(request, row, form, act, found)


def _mended(
    request: PageRequest,
    row: Meeting,
    form: Form,
    act: Callable[[], object],
    found: MeetingDecision | MeetingAction | None,
) -> HttpResponse:
    """Back to the minutes when it is done; the form again while something is missing."""
    if "remove" in request.POST:
        act()
        messages.success(request, _("It is taken out. The log says who did it."))
        return redirect("meetings:minutes", row.key)
    if "save" in request.POST and tried(form, act):
        messages.success(request, _("It is changed."))
        return redirect("meetings:minutes", row.key)
    form.fields["writer"].initial = request.viewer.person
    was_seen = form.data.get("seen") if request.method != "POST" else None
    seen = was_seen or mark_shown(form, request.POST.get("seen"), str(found.seq) if found else "")
    kind = "decision" if isinstance(form, DecisionForm) else "action"
    context = {"row": row, "form": form, "kind": kind, "seen": seen}
    is_restored = request.method != "POST" and form.is_bound
    return render(request, "meetings/correction.html", context | {"is_restored": is_restored})
