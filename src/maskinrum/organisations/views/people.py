"""What an organisation's own pages and the secretariat's have in common: who acts for it, and who is asked in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import change_role, end_membership, invite, send_invitation_again
from maskinrum.organisations.actions import withdraw_invitation as withdraw
from maskinrum.organisations.forms import InviteForm, RoleForm
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.models import Invitation, Membership, Organisation
from maskinrum.organisations.permissions import can_manage_network, can_reset_second_factors
from maskinrum.shared.errors import DomainError, tried


def membership_page(request: PageRequest, membership: Membership, *, back: str) -> HttpResponse:
    """Show one who acts for an organisation, and change the role."""
    data = request.POST if request.method == "POST" else None
    form = RoleForm(data, role=membership.role, with_secretariat=can_manage_network(request.viewer))

    def act() -> object:
        role = form.cleaned_data["role"]
        return change_role(membership, role=role, viewer=request.viewer, now=timezone.now())

    if data is not None and tried(form, act):
        messages.success(request, _("The role of %(name)s is changed.") % {"name": membership.person})
        return redirect(back)
    context = {"membership": membership, "form": form, "back": back}
    return render(
        request, "organisations/member.html", {**context, "can_reset": can_reset_second_factors(request.viewer)}
    )


def end_of_membership(request: PageRequest, membership: Membership, *, back: str) -> HttpResponse:
    """End a membership, or say why it cannot end."""
    try:
        end_membership(membership, viewer=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        words = _("%(name)s no longer acts for %(organisation)s.")
        messages.success(request, words % {"name": membership.person, "organisation": membership.organisation})
    return redirect(back)


def invitation_page(request: PageRequest, organisation: Organisation, *, back: str) -> HttpResponse:
    """Ask somebody in by e-mail."""
    data = request.POST if request.method == "POST" else None
    form = InviteForm(data, with_secretariat=can_manage_network(request.viewer))

    def act() -> object:
        return invite(organisation, **form.cleaned_data, viewer=request.viewer, now=timezone.now())

    if data is not None and tried(form, act):
        messages.success(request, _("The invitation is sent to %(email)s.") % form.cleaned_data)
        return redirect(back)
    return render(request, "organisations/invite.html", {"organisation": organisation, "form": form, "back": back})


def invitation_again(request: PageRequest, invitation: Invitation, *, back: str) -> HttpResponse:
    """Send the letter once more."""
    try:
        send_invitation_again(invitation, viewer=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        words = _("The invitation is sent again to %(email)s. Only the link in the new e-mail works.")
        messages.success(request, words % {"email": invitation.email})
    return redirect(back)


def invitation_withdrawn(request: PageRequest, invitation: Invitation, *, back: str) -> HttpResponse:
    """Let the link stop working."""
    try:
        withdraw(invitation, viewer=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The invitation to %(email)s is withdrawn.") % {"email": invitation.email})
    return redirect(back)
