"""One plan: its page, its timeline, its months and what was changed. Nothing is calculated here."""

import uuid

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maskinrum.organisations.middleware import PageRequest
from maskinrum.planning.permissions import can_share
from maskinrum.planning.queries import changes_of, owners_of, removals_of
from maskinrum.planning.reports.changes import change_lines
from maskinrum.planning.reports.month import month_shown, read_month
from maskinrum.planning.reports.plan_page import name_of, plan_shown
from maskinrum.planning.reports.timeline import timeline_chart
from maskinrum.planning.views.reaching import own_reached, reached

A_PAGE = 30


@login_required
@require_safe
def show(request: PageRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Show when the agreement is signed, what to watch, and the tasks of each phase."""
    found, today = reached(request, plan_id), timezone.localdate()
    context = {
        "plan": found.plan,
        "page": plan_shown(found.plan, found.schedule, found.tasks, owners=found.owners, today=today),
        "can_change": found.is_own,
        "can_share": can_share(request.viewer, found.plan),
        "today": today,
    }
    return render(request, "planning/plan.html", context)


@login_required
@require_safe
def timeline(request: PageRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Draw the plan over the months, with the same as a table."""
    found, today = reached(request, plan_id), timezone.localdate()
    chart = timeline_chart(found.plan, found.schedule, found.tasks, today=today)
    return render(request, "planning/timeline.html", {"plan": found.plan, "item": chart, "can_change": found.is_own})


@login_required
@require_safe
def month(request: PageRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Show one month day by day; without a choice the one that is now, or the first of the plan."""
    found, today = reached(request, plan_id), timezone.localdate()
    first = read_month(request.GET.get("maaned", ""), found.schedule, today)
    meetings = list(found.plan.meetings.all())
    shown = month_shown(found.schedule, found.tasks, meetings, found.plan, first=first, today=today)
    return render(request, "planning/month.html", {"plan": found.plan, "month": shown, "can_change": found.is_own})


@login_required
@require_safe
def changes(request: PageRequest, plan_id: uuid.UUID) -> HttpResponse:
    """List who moved which date, and why; for the own organisation only."""
    found = own_reached(request, plan_id)
    page = Paginator(changes_of(found.plan), A_PAGE).get_page(request.GET.get("side"))
    people = owners_of(row.changed_by for row in page)
    names = {task.key: name_of(found.schedule, task) for task in found.tasks}
    lines = list(change_lines(page, people=people, names=names, removals=removals_of(found.plan)))
    return render(request, "planning/changes.html", {"plan": found.plan, "lines": lines, "page": page})
