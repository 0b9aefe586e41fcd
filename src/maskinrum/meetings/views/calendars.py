"""Calendars: for everybody, and one's own by an address that can be revoked."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maskinrum.meetings.actions import make_calendar_link, revoke_calendar_link
from maskinrum.meetings.actions.calendar_links import token_of_calendar
from maskinrum.meetings.queries.calendars import calendar_link, reader_of
from maskinrum.organisations.middleware import PageRequest, about_oneself
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import VISITOR, Viewer
from maskinrum.shared.calendar import events_of, write_calendar
from maskinrum.shared.downloads import download


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Say how a calendar program follows along, and give the addresses."""
    link, site = calendar_link(request.viewer), str(settings.ENVIRONMENT.base_url)
    context = {
        "everybody": site + reverse("calendar:open"),
        "own": site + reverse("calendar:own", args=[token_of_calendar(link)]) if link else "",
        "made_at": link.made_at if link else None,
    }
    return render(request, "meetings/calendar.html", context)


@require_safe
def everybody(request: PageRequest) -> HttpResponse:
    """Give all that is open to everybody as one calendar, whoever asks."""
    return _feed(VISITOR, _("Maskinrum: open events"))


@require_safe
def own(request: PageRequest, token: str) -> HttpResponse:
    """Give a person's own events as one calendar, with what that person may see now."""
    reader = reader_of(token)
    if reader is None:
        raise Http404
    return _feed(reader, _("Maskinrum: my events"))


def _feed(viewer: Viewer, name: str) -> HttpResponse:
    content = write_calendar(events_of(viewer, now=timezone.now()), name=name, is_feed=True)
    return download(content, name="maskinrum", kind="ics")


@about_oneself
@login_required
@require_POST
def make(request: PageRequest) -> HttpResponse:
    """Make the address of one's own calendar."""
    make_calendar_link(_person(request), viewer=request.viewer, now=timezone.now())
    messages.success(request, _("Your calendar has an address. An earlier one no longer works."))
    return redirect("calendar:index")


@about_oneself
@login_required
@require_POST
def revoke(request: PageRequest) -> HttpResponse:
    """Let the address stop working."""
    revoke_calendar_link(_person(request), viewer=request.viewer, now=timezone.now())
    messages.success(request, _("The address no longer works."))
    return redirect("calendar:index")


def _person(request: PageRequest) -> Person:
    return Person.objects.get(pk__in=[request.viewer.person])
