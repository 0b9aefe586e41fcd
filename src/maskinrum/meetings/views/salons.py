"""The list of salons, one of them with its sign-up, and its calendar file."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.meetings.actions import sign_up
from maskinrum.meetings.actions.salon_letters import token_of
from maskinrum.meetings.enums import SalonState, SignUpState
from maskinrum.meetings.forms.sign_ups import SignUpForm
from maskinrum.meetings.models import Salon
from maskinrum.meetings.permissions import can_plan_salons
from maskinrum.meetings.phrases.hours import when
from maskinrum.meetings.queries import salon_of, takes_sign_ups, upcoming_and_earlier
from maskinrum.meetings.queries.calendars import salon_event
from maskinrum.meetings.reports.salon_page import salon_page
from maskinrum.organisations.middleware import PageRequest, about_oneself
from maskinrum.organisations.models import Person
from maskinrum.shared.calendar import write_calendar
from maskinrum.shared.downloads import download
from maskinrum.shared.errors import tried
from maskinrum.shared.limits import is_over_limit

WAITS = "liste"


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """List the salons ahead, and those that have been with what was said."""
    ahead, earlier = upcoming_and_earlier(request.viewer, now=timezone.now())
    context = {
        "ahead": [(row, when(row)) for row in ahead],
        "earlier": [(row, when(row)) for row in earlier],
        "may_plan": can_plan_salons(request.viewer),
    }
    return render(request, "meetings/salons.html", context)


@about_oneself
@require_http_methods(["GET", "HEAD", "POST"])
def salon(request: PageRequest, key: str) -> HttpResponse:
    """Show one salon, and sign up for it without an account."""
    row = salon_of(request.viewer, key)
    data = request.POST if request.method == "POST" else None
    form = SignUpForm(data, salon=row, initial=_known(request))
    if data is not None and form.is_valid() and _is_too_often(request):
        form.add_error(None, _("That was many sign-ups in a short while. Wait a minute and press again."))
    states: list[str] = []

    def act() -> object:
        states.append(sign_up(row, form.facts(), viewer=request.viewer, now=timezone.now()))
        return states

    if data is not None and tried(form, act):
        waits = states[0] != SignUpState.CONFIRMED
        return redirect(reverse("salons:signed_up", args=[row.key]) + (f"?{WAITS}=1" if waits else ""))
    page = salon_page(request.viewer, row, now=timezone.now())
    context: dict[str, Any] = {"page": page, "row": row, "form": form}
    if page.own is not None:
        context["own_token"] = token_of(page.own)
    return render(request, "meetings/salon.html", context)


def _is_too_often(request: PageRequest) -> bool:
    most = settings.SIGN_UPS_PER_MINUTE
    return is_over_limit(request, "salon_sign_up", most=most, now=timezone.now())


def _known(request: PageRequest) -> dict[str, str]:
    """What somebody with an account need not type again."""
    person = request.user
    if not request.viewer.is_known or not isinstance(person, Person):
        return {}
    organisation = person.memberships.filter(organisation__in=[request.viewer.organisation]).first()
    named = organisation.organisation.name if organisation else ""
    return {"name": person.name, "email": person.email, "organisation_name": named}


@require_safe
def signed_up(request: PageRequest, key: str) -> HttpResponse:
    """Say that the letter is on its way: the same to everybody, and nothing about who has signed up."""
    row = salon_of(request.viewer, key)
    if not takes_sign_ups(row, now=timezone.now()):
        messages.info(request, _("Sign-up is closed."))
        return redirect("salons:salon", row.key)
    context = {"row": row, "when": when(row), "waits": WAITS in request.GET}
    return render(request, "meetings/signed_up.html", context)


@require_safe
def calendar(request: PageRequest, key: str) -> HttpResponse:
    """Give the salon as a calendar file, without the link for those on screen."""
    row: Salon = salon_of(request.viewer, key)
    if row.state == SalonState.DRAFT:
        raise Http404
    content = write_calendar([salon_event(row)], name=row.title)
    return download(content, name=f"salon-{row.key}", kind="ics")
