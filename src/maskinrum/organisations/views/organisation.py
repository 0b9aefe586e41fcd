"""The pages of the organisation one acts for: its people, invitations, requests, and what it has opened to others."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.organisations.actions import act_for, approve_request, decline_request, end_membership
from maskinrum.organisations.forms import AnswerForm
from maskinrum.organisations.middleware import PageRequest, about_oneself
from maskinrum.organisations.models import Membership, Organisation
from maskinrum.organisations.permissions import can_manage_organisation
from maskinrum.organisations.queries import (
    colleagues,
    departments,
    invitations_out,
    is_last_manager,
    opened_to_others,
    own_memberships,
    own_organisation,
    requests_to_own,
)
from maskinrum.organisations.views import people
from maskinrum.shared.errors import DomainError, tried


def own_or_404(request: PageRequest) -> Organisation:
    """The organisation the viewer acts for; Http404 for whoever acts for none."""
    organisation = own_organisation(request.viewer)
    if organisation is None:
        raise Http404
    return organisation


def managed_or_404(request: PageRequest) -> Organisation:
    """The organisation the viewer decides for; Http404 for everybody else."""
    if not can_manage_organisation(request.viewer):
        raise Http404
    return own_or_404(request)


@login_required
@require_safe
@never_cache
def home(request: PageRequest) -> HttpResponse:
    """Show who acts for the organisation, who is asked in, and what else there is of it."""
    organisation = own_organisation(request.viewer)
    if organisation is None:
        return redirect("joining:ask")
    is_manager = can_manage_organisation(request.viewer)
    context = {
        "organisation": organisation,
        "memberships": colleagues(request.viewer),
        "is_manager": is_manager,
        "invitations": invitations_out(organisation) if is_manager else [],
        "requests": requests_to_own(request.viewer),
        "departments": departments(request.viewer).count(),
        "beside_organisation": {"organisation": organisation.pk},
        "now": timezone.now(),
    }
    return render(request, "organisations/organisation.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: PageRequest, membership_id: uuid.UUID) -> HttpResponse:
    """Change what a colleague does in the organisation."""
    return people.membership_page(request, _membership(request, membership_id), back=reverse("organisation:home"))


@login_required
@require_POST
def end(request: PageRequest, membership_id: uuid.UUID) -> HttpResponse:
    """Let a colleague no longer act for the organisation."""
    return people.end_of_membership(request, _membership(request, membership_id), back=reverse("organisation:home"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: PageRequest) -> HttpResponse:
    """Say what leaving means, and leave."""
    organisation = own_or_404(request)
    membership = get_object_or_404(colleagues(request.viewer), person=request.viewer.person)
    if request.method == "POST":
        end_membership(membership, viewer=request.viewer, now=timezone.now())
        messages.success(request, _("You no longer act for %(organisation)s.") % {"organisation": organisation})
        return redirect("organisations:me")
    is_last = is_last_manager(membership.person, organisation)
    return render(request, "organisations/leave.html", {"organisation": organisation, "is_last": is_last})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: PageRequest) -> HttpResponse:
    """Ask somebody to act for the organisation."""
    return people.invitation_page(request, managed_or_404(request), back=reverse("organisation:home"))


@login_required
@require_POST
def invite_again(request: PageRequest, invitation_id: uuid.UUID) -> HttpResponse:
    """Send an invitation once more."""
    invitation = get_object_or_404(invitations_out(managed_or_404(request)), pk=invitation_id)
    return people.invitation_again(request, invitation, back=reverse("organisation:home"))


@login_required
@require_POST
def withdraw(request: PageRequest, invitation_id: uuid.UUID) -> HttpResponse:
    """Withdraw an invitation."""
    invitation = get_object_or_404(invitations_out(managed_or_404(request)), pk=invitation_id)
    return people.invitation_withdrawn(request, invitation, back=reverse("organisation:home"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PageRequest, request_id: uuid.UUID) -> HttpResponse:
    """Say yes or no to somebody who asks to act for the organisation."""
    managed_or_404(request)
    asked = get_object_or_404(requests_to_own(request.viewer), pk=request_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)

    def act() -> object:
        decide = approve_request if form.cleaned_data["decision"] == "approve" else decline_request
        return decide(asked, answer=form.cleaned_data["answer"], viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The answer is sent to %(name)s.") % {"name": asked.person})
        return redirect("organisation:home")
    return render(request, "organisations/request.html", {"asked": asked, "form": form})


@login_required
@require_safe
def shared(request: PageRequest) -> HttpResponse:
    """List what the organisation has opened to others by name."""
    own_or_404(request)
    context = {
        "opened": opened_to_others(request.viewer, now=timezone.now()),
        "is_manager": can_manage_organisation(request.viewer),
    }
    return render(request, "organisations/shared.html", context)


@about_oneself
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def switch(request: PageRequest) -> HttpResponse:
    """Choose which of one's organisations to act for."""
    memberships = own_memberships(request.viewer)
    if request.method == "POST":
        wanted = request.POST.get("organisation", "")
        chosen = next((one.organisation for one in memberships if str(one.organisation_id) == wanted), None)
        if chosen is None:
            raise DomainError(_("You do not belong to that organisation any more. Nothing was changed."))
        act_for(request.user, organisation=chosen, viewer=request.viewer, now=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("You act for %(organisation)s now.") % {"organisation": chosen})
        return redirect("organisation:home")
    return render(request, "organisations/switch.html", {"memberships": memberships})


def _membership(request: PageRequest, membership_id: uuid.UUID) -> Membership:
    managed_or_404(request)
    return get_object_or_404(colleagues(request.viewer).select_related("organisation"), pk=membership_id)
