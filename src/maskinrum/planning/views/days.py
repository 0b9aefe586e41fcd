"""Meetings, first call-offs and the list of holidays."""

import uuid
from functools import partial
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.organisations.middleware import PageRequest
from maskinrum.planning.actions.changing import (
    another_meeting,
    one_meeting_less,
    other_call_offs,
    other_holidays,
)
from maskinrum.planning.analysis import holiday_list, settled
from maskinrum.planning.enums import PlanMeetingKind
from maskinrum.planning.facts.plan import HolidayChoice
from maskinrum.planning.forms import CallOffsForm, HolidaysForm, MeetingForm
from maskinrum.planning.models import PlanMeeting
from maskinrum.planning.queries.facts import call_offs_of, holidays_of
from maskinrum.planning.reports.days import debated_choices, holiday_words, last_listed, meeting_lines
from maskinrum.planning.views.proposing import changed, done_already
from maskinrum.planning.views.reaching import Reached, own_plan, own_reached, reached


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def holidays(request: PageRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Show which days count as closed while the tender runs, and let others count."""
    found = own_reached(request, plan_id)
    plan, choice = found.plan, settled(holidays_of(found.plan.holidays))
    days = holiday_list(HolidayChoice(removed=choice.removed), found.schedule.start, last_listed(found.schedule))
    listed = [(one, holiday_words(one)) for one in days if one.kind != "doubtful"]
    data = request.POST if request.method == "POST" else None
    form = HolidaysForm(data, listed=listed, debated=debated_choices(days), chosen=choice)

    def page() -> HttpResponse:
        return render(request, "planning/holidays.html", {"plan": plan, "form": form})

    after = reverse("planning:holidays", args=[plan.pk])
    return changed(request, plan, form, lambda: other_holidays(form.choice()), page=page, after=after)


@login_required
@require_safe
def meetings(request: PageRequest, plan_id: uuid.UUID) -> HttpResponse:
    """List the meetings that the plan waits for."""
    found = reached(request, plan_id)
    rows = list(found.plan.meetings.select_related("task"))
    context = {"plan": found.plan, "lines": meeting_lines(found.schedule, rows), "can_change": found.is_own}
    return render(request, "planning/meetings.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: PageRequest, plan_id: uuid.UUID, meeting_id: uuid.UUID | None = None) -> HttpResponse:
    """Add a meeting, or change one."""
    found = own_reached(request, plan_id)
    row = _meeting(found, meeting_id)
    form = MeetingForm(request.POST if request.method == "POST" else None, tasks=found.choices(), row=row)

    def page() -> HttpResponse:
        return render(request, "planning/meeting.html", {"plan": found.plan, "form": form, "row": row})

    def change_of() -> Any:
        given = dict(form.cleaned_data)
        kind = PlanMeetingKind(given.pop("kind"))
        return another_meeting(kind, **given, now=timezone.now(), meeting=meeting_id)

    after = reverse("planning:meetings", args=[plan_id])
    return changed(request, found.plan, form, change_of, page=page, after=after)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_meeting(request: PageRequest, plan_id: uuid.UUID, meeting_id: uuid.UUID) -> HttpResponse:
    """Remove a meeting; what it decided ends as calculated again. One that is removed already is left so."""
    found = own_reached(request, plan_id)
    after = reverse("planning:meetings", args=[plan_id])
    row = found.plan.meetings.select_related("task").filter(pk=meeting_id).first()
    if row is None:
        return done_already(request, after)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def page() -> HttpResponse:
        return render(request, "planning/remove_meeting.html", {"plan": found.plan, "row": row, "form": form})

    return changed(request, found.plan, form, partial(one_meeting_less, meeting_id), page=page, after=after)


def _meeting(found: Reached, meeting_id: uuid.UUID | None) -> PlanMeeting | None:
    if meeting_id is None:
        return None
    row = found.plan.meetings.select_related("task").filter(pk=meeting_id).first()
    if row is None:
        raise Http404
    return row


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def call_offs(request: PageRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Say which projects are called off first, and when each is approved."""
    plan = own_plan(request, plan_id)
    form = CallOffsForm(request.POST if request.method == "POST" else None, rows=call_offs_of(plan.first_call_offs))

    def page() -> HttpResponse:
        return render(request, "planning/call_offs.html", {"plan": plan, "form": form})

    after = reverse("planning:plan", args=[plan.pk])
    return changed(request, plan, form, lambda: other_call_offs(form.rows()), page=page, after=after)
