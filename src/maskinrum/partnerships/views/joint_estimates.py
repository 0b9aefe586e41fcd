"""A joint estimate is added from an entry that is part of it, and changed by whoever may change all that share it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maskinrum.organisations.middleware import PageRequest
from maskinrum.partnerships.actions import add_joint_estimate, change_joint_estimate
from maskinrum.partnerships.forms.joint_estimates import JointEstimateForm
from maskinrum.partnerships.permissions import can_change_partnership
from maskinrum.partnerships.queries import partnership
from maskinrum.partnerships.queries.joint_estimates import estimate_to_change
from maskinrum.shared.errors import tried


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PageRequest, slug: str) -> HttpResponse:
    """Show the form, and add what was announced for this entry and others together."""
    now = timezone.now()
    row = partnership(request.viewer, slug, now=now)
    if not can_change_partnership(request.viewer, row.organisation_id):
        raise Http404
    form = JointEstimateForm(request.POST if request.method == "POST" else None)

    def act() -> object:
        return add_joint_estimate(
            row,
            form.announced,
            is_besides=form.is_besides,
            source=form.source,
            expected_revision=row.revision,
            viewer=request.viewer,
            now=now,
        )

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The joint estimate is added, and the entry is part of it."))
        return redirect("register:entry", row.slug)
    return render(request, "register/joint_estimate.html", {"row": row, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PageRequest, slug: str, estimate: str) -> HttpResponse:
    """Show the form as the number stands, and save what was typed."""
    now = timezone.now()
    row = partnership(request.viewer, slug, now=now)
    if not can_change_partnership(request.viewer, row.organisation_id):
        raise Http404
    found = estimate_to_change(request.viewer, row, estimate)
    form = JointEstimateForm.of(found, request.POST if request.method == "POST" else None)

    def act() -> object:
        return change_joint_estimate(
            found,
            form.announced,
            source=form.source,
            expected_version=form.expected_version,
            viewer=request.viewer,
            now=now,
        )

    if request.method == "POST" and tried(form, act):
        messages.success(
            request, _("The joint estimate is changed, and stands in the history of every entry that shares it.")
        )
        return redirect("register:entry", row.slug)
    return render(request, "register/joint_estimate_change.html", {"row": row, "form": form, "estimate": found})
