"""Answer a question, make it clearer, say which answer helped, and end it."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maskinrum.knowledge.views.stash import keep_typed, typed_before
from maskinrum.network.actions import (
    accept_answer,
    close_question,
    contribute,
    make_experience,
    remove_contribution,
    see_asker,
    withdraw_question,
)
from maskinrum.network.enums import ContributionKind
from maskinrum.network.forms.questions import ContributionForm
from maskinrum.network.models import Contribution
from maskinrum.network.permissions import can_answer, can_clarify, can_see_asker, is_asker
from maskinrum.network.queries import contributions, question
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.queries import own_memberships, viewer_of
from maskinrum.shared.errors import tried


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PageRequest, key: str, kind: str) -> HttpResponse:
    """Take an answer, or what makes the question clearer."""
    if not request.viewer.is_known:
        return keep_typed(request)
    row, now = question(request.viewer, key, now=timezone.now()), timezone.now()
    wanted = ContributionKind(kind)
    may = can_answer if wanted == ContributionKind.ANSWER else can_clarify
    if request.method != "POST" and not may(request.viewer, row):
        raise Http404
    before = None if request.method == "POST" else typed_before(request)
    form = _form(request, wanted, request.POST if request.method == "POST" else before)

    def act() -> object:
        return contribute(row, kind=wanted, text=form.cleaned_data["text"], viewer=request.viewer, now=now)

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("It stands below the question now."))
        return redirect("network:question", row.key)
    nameless = row.is_anonymous and is_asker(request.viewer, row)
    context = {"row": row, "form": form, "kind": wanted, "is_nameless": nameless, "is_restored": before is not None}
    return render(request, "network/write.html", context)


def _form(request: PageRequest, kind: ContributionKind, data: object) -> ContributionForm:
    label, hint = (
        (_("Your answer"), _("What did you do, and how did it go? A few sentences are enough."))
        if kind == ContributionKind.ANSWER
        else (_("What makes it clearer?"), _("Ask for what is missing, or add it."))
    )
    return ContributionForm(data, label=label, hint=hint, initial={"writer": str(request.viewer.person)})  # type: ignore[arg-type]


def _below(request: PageRequest, key: str, written_id: uuid.UUID) -> Contribution:
    row = question(request.viewer, key, now=timezone.now())
    return get_object_or_404(contributions(row), pk=written_id)


@login_required
@require_POST
def accept(request: PageRequest, key: str, written_id: uuid.UUID) -> HttpResponse:
    """Say that this answer helped."""
    accept_answer(_below(request, key, written_id), viewer=request.viewer, now=timezone.now())
    messages.success(request, _("Noted. Whoever answered is asked to make it an experience for everybody."))
    return redirect("network:question", key)


@login_required
@require_POST
def remove(request: PageRequest, key: str, written_id: uuid.UUID) -> HttpResponse:
    """Take back what was written."""
    remove_contribution(_below(request, key, written_id), viewer=request.viewer, now=timezone.now())
    messages.success(request, _("It is taken away."))
    return redirect("network:question", key)


@login_required
@require_POST
def tell(request: PageRequest, key: str, written_id: uuid.UUID) -> HttpResponse:
    """Begin an experience from the answer that helped."""
    written = _below(request, key, written_id)
    draft = make_experience(written, viewer=request.viewer, now=timezone.now())
    messages.success(request, _("Your answer is a draft now. Add what came of it, and send it on."))
    return redirect("knowledge:edit", draft.key)


@login_required
@require_POST
def close(request: PageRequest, key: str) -> HttpResponse:
    """Say that nothing more is needed."""
    row = question(request.viewer, key, now=timezone.now())
    close_question(row, viewer=request.viewer, now=timezone.now())
    messages.success(request, _("The question is closed. Everything stays to be read."))
    return redirect("network:question", key)


@login_required
@require_POST
def withdraw(request: PageRequest, key: str) -> HttpResponse:
    """Take the question back."""
    row = question(request.viewer, key, now=timezone.now())
    withdraw_question(row, viewer=request.viewer, now=timezone.now())
    messages.success(request, _("The question is taken back. Nobody else reads it any more."))
    return redirect("network:mine")


@login_required
@require_POST
@never_cache
def asker(request: PageRequest, key: str) -> HttpResponse:
    """Show the secretariat who asks without a name; that it looked is written in the log."""
    row = question(request.viewer, key, now=timezone.now())
    if not can_see_asker(request.viewer, row):
        raise Http404
    person = see_asker(row, viewer=request.viewer, now=timezone.now())
    acts = [one.organisation for one in own_memberships(viewer_of(person))] if person else []
    return render(request, "network/asker.html", {"row": row, "person": person, "organisations": acts})
