"""The plans there are, and what one has taken on in them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maskinrum.organisations.middleware import PageRequest
from maskinrum.planning.analysis.example import example_plan
from maskinrum.planning.queries import own_plans, own_tasks, plans_due, shared_plans
from maskinrum.planning.reports.own_tasks import own_task_lines
from maskinrum.planning.reports.plan_page import plan_shown


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Explain what a plan gives; list those of a member's organisation, and those shared with whoever is known."""
    viewer, now = request.viewer, timezone.now()
    context: dict[str, object] = {"today": timezone.localdate()}
    if viewer.is_member:
        late = plans_due(viewer, now=now, today=timezone.localdate())
        context["own"] = [(plan, late.get(plan.pk, 0)) for plan in own_plans(viewer, now=now)]
    if viewer.is_known:
        context["shared"] = list(shared_plans(viewer, now=now))
        context["tasks"] = own_task_lines(list(own_tasks(viewer, now=now)[:5]), today=timezone.localdate())
    return render(request, "planning/index.html", context)


@require_safe
def example(request: PageRequest) -> HttpResponse:
    """Show everybody what a plan looks like, on one of an organisation that does not exist."""
    today = timezone.localdate()
    found = example_plan(today)
    context = {
        "plan": found.plan,
        "page": plan_shown(found.plan, found.schedule, found.tasks, owners={}, today=today),
        "is_example": True,
    }
    return render(request, "planning/example.html", context)


@login_required
@require_safe
def mine(request: PageRequest) -> HttpResponse:
    """List what the viewer has taken on, the next due first."""
    rows = list(own_tasks(request.viewer, now=timezone.now()))
    return render(request, "planning/mine.html", {"tasks": own_task_lines(rows, today=timezone.localdate())})
