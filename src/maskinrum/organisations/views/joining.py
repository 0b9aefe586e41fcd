"""How people come in: they ask to act for an organisation, or open the link of an invitation."""

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

from maskinrum.organisations.actions import accept_invitation, ask_to_join, take_back_request
from maskinrum.organisations.enums import InvitationState
from maskinrum.organisations.forms import JoinForm
from maskinrum.organisations.middleware import PageRequest, about_oneself
from maskinrum.organisations.models import Invitation, Person
from maskinrum.organisations.queries import carried_on_by, has_address, invitation_of_token, own_requests, state_of
from maskinrum.organisations.sign_in import INVITATION, words_of_welcome
from maskinrum.shared.errors import tried

GONE = 410


@about_oneself
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PageRequest) -> HttpResponse:
    """Ask to act for an organisation by its CVR number, and see what one has asked."""
    data = request.POST if request.method == "POST" else None
    form = JoinForm(data)

    def act() -> object:
        return ask_to_join(_person(request), **form.cleaned_data, viewer=request.viewer, now=timezone.now())

    if data is not None and tried(form, act):
        messages.success(request, _("Your request is sent. The answer comes by e-mail."))
        return redirect("joining:ask")
    return render(request, "organisations/join.html", {"form": form, "requests": own_requests(request.viewer)})


@about_oneself
@login_required
@require_POST
def take_back(request: PageRequest, request_id: uuid.UUID) -> HttpResponse:
    """Ask no more."""
    asked = get_object_or_404(own_requests(request.viewer), pk=request_id)
    take_back_request(asked, viewer=request.viewer, now=timezone.now())
    messages.success(request, _("Your request is taken back."))
    return redirect("joining:ask")


@require_safe
@never_cache
def invitation(request: PageRequest, token: str) -> HttpResponse:
    """Say what the link is for, or why it no longer works; it waits in the browser until its reader has signed in."""
    found = invitation_of_token(token)
    if found is None:
        return render(request, "organisations/invitation.html", {"state": "unknown"}, status=GONE)
    if request.viewer.is_known and found.accepted_by == request.viewer.person:
        return redirect("organisation:home")
    state = _state_for(request, found)
    if state == "sign_in":
        request.session[INVITATION] = token
    context = {"state": state, "organisation": carried_on_by(found.organisation), "token": token}
    context["next"] = reverse("joining:invitation", kwargs={"token": token})
    return render(request, "organisations/invitation.html", context, status=200 if state in SHOWN else GONE)


SHOWN = ("sign_in", "accept", "other_person")


@about_oneself
@login_required
@require_POST
def accept(request: PageRequest, token: str) -> HttpResponse:
    """Act for the organisation from now on; to whoever may not, the page of the invitation says why."""
    found = invitation_of_token(token)
    if found is None:
        raise Http404
    if _state_for(request, found) != "accept":
        return redirect("joining:invitation", token)
    membership = accept_invitation(found, person=_person(request), viewer=request.viewer, now=timezone.now())
    messages.success(request, words_of_welcome(membership, found))
    return redirect("organisation:home")


def _state_for(request: PageRequest, found: Invitation) -> str:
    """What the page of an invitation shows: whether it holds, and then whether it is for who looks at it."""
    state = state_of(found, now=timezone.now())
    if state != InvitationState.OPEN:
        return str(state.value)
    if not request.viewer.is_known:
        return "sign_in"
    return "accept" if has_address(_person(request), found.email) else "other_person"


def _person(request: PageRequest) -> Person:
    return Person.objects.get(pk__in=[request.viewer.person])
