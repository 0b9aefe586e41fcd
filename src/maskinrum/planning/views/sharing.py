"""Who beside the own organisation may read a plan."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.views.sharing import Shared, sharing_page, stop_sharing
from maskinrum.planning.permissions import can_share
from maskinrum.planning.views.reaching import own_plan


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: PageRequest, plan_id: uuid.UUID) -> HttpResponse:
    """List who may read the plan, and let another organisation or a person in by name."""
    return sharing_page(request, _shared(request, plan_id))


@login_required
@require_POST
def stop(request: PageRequest, plan_id: uuid.UUID, grant_id: uuid.UUID) -> HttpResponse:
    """Shut one organisation or person out again."""
    return stop_sharing(request, _shared(request, plan_id), grant_id)


def _shared(request: PageRequest, plan_id: uuid.UUID) -> Shared:
    plan = own_plan(request, plan_id)
    if not can_share(request.viewer, plan):
        raise Http404
    return Shared(
        row=plan,
        page=reverse("planning:sharing", args=[plan.pk]),
        stop=lambda grant: reverse("planning:stop_sharing", args=[plan.pk, grant]),
        template="planning/sharing.html",
        context={"plan": plan},
        said_let_in=_("%(name)s can read the plan now."),
        said_stopped=_("%(name)s can no longer read the plan."),
    )
