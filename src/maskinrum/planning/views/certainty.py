"""How sure a plan is, what moves it, and whether its real durations count among those of others."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maskinrum.organisations.middleware import PageRequest
from maskinrum.planning.actions import lend_durations
from maskinrum.planning.analysis import observed_days, plan_alternatives, plan_swings
from maskinrum.planning.permissions import can_share
from maskinrum.planning.queries import lasted_tasks, plan_facts
from maskinrum.planning.reports.certainty import (
    alternative_lines,
    critical_lines,
    observed_lines,
    real_lines,
    swing_lines,
)
from maskinrum.planning.views.reaching import own_plan, reached
from maskinrum.shared.limits import turn

PLACES, PATIENCE = 2, 10.0


@login_required
@require_safe
def certainty(request: PageRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Hold the plan against real courses; what would move it is calculated when it is asked for (``hvad-nu``)."""
    found = reached(request, plan_id)
    lasted = lasted_tasks(is_fictitious=found.plan.organisation.is_fictitious)
    context = {
        "plan": found.plan,
        "real": list(real_lines(found.schedule)),
        "critical": critical_lines(found.schedule),
        "observed": list(observed_lines(observed_days(lasted))),
        "can_change": found.is_own,
        "can_share": can_share(request.viewer, found.plan),
    }
    if "hvad-nu" in request.GET:
        facts = plan_facts(found.plan, found.tasks, list(found.plan.meetings.all()), today=timezone.localdate())
        with turn("plan_what_if", places=PLACES, patience=PATIENCE):
            context["swings"] = swing_lines(plan_swings(facts))
            context["alternatives"] = alternative_lines(plan_alternatives(facts))
    return render(request, "planning/certainty.html", context)


@login_required
@require_POST
def lend(request: PageRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Let the real durations count among those of others, or no more."""
    plan = own_plan(request, plan_id)
    if not can_share(request.viewer, plan):
        raise Http404
    plan = lend_durations(plan, is_lent="lend" in request.POST, viewer=request.viewer, now=timezone.now())
    said = _("The real durations count now.") if plan.shares_durations else _("The real durations no longer count.")
    messages.success(request, said)
    return redirect("planning:certainty", plan_id)
