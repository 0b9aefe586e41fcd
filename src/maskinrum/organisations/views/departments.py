"""The departments of the organisation, and of those it runs; and who runs whom."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maskinrum.organisations.actions import (
    add_department,
    change_department,
    confirm_administration,
    end_administration,
    remove_department,
    state_administration,
)
from maskinrum.organisations.forms import AdministrationForm, DepartmentForm
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.permissions import can_manage_organisation
from maskinrum.organisations.queries import administrations, organisations_kept, organisations_to_share_with, version_of
from maskinrum.organisations.queries import departments as departments_kept
from maskinrum.organisations.views.organisation import managed_or_404, own_or_404
from maskinrum.shared.errors import tried


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def departments(request: PageRequest) -> HttpResponse:
    """List the departments, and add one."""
    own_or_404(request)
    kept = organisations_kept(request.viewer)
    data = request.POST if request.method == "POST" else None
    form = DepartmentForm(data, organisations=kept, initial={"organisation": request.viewer.organisation})

    def act() -> object:
        return add_department(**form.cleaned_data, viewer=request.viewer, now=timezone.now())

    if data is not None and tried(form, act):
        messages.success(request, _("%(name)s is added.") % {"name": form.cleaned_data["name"]})
        return redirect("organisation:departments")
    context = {"departments": departments_kept(request.viewer), "form": form, "runs_others": len(kept) > 1}
    return render(request, "organisations/departments.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def department(request: PageRequest, department_id: uuid.UUID) -> HttpResponse:
    """Change what a department is called, or take it off the list."""
    found = get_object_or_404(departments_kept(request.viewer), pk=department_id)
    initial = {"number": found.number, "name": found.name, "homes": found.homes}
    form = DepartmentForm(request.POST if request.method == "POST" else None, organisations=None, initial=initial)

    def act() -> object:
        seen: dict[str, Any] = {"expected_version": request.POST.get("version", ""), "viewer": request.viewer}
        return change_department(found, **form.cleaned_data, **seen, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("%(name)s is changed.") % {"name": found.name})
        return redirect("organisation:departments")
    return render(
        request, "organisations/department.html", {"department": found, "form": form, "version": version_of(found)}
    )


@login_required
@require_POST
def remove(request: PageRequest, department_id: uuid.UUID) -> HttpResponse:
    """Take a department off the list; pressed twice it says the same."""
    found = get_object_or_404(departments_kept(request.viewer, with_removed=True), pk=department_id)
    remove_department(found, viewer=request.viewer, now=timezone.now())
    messages.success(request, _("%(name)s is off the list.") % {"name": found.name})
    return redirect("organisation:departments")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def administration(request: PageRequest) -> HttpResponse:
    """Show who runs whose housing, and say so of another organisation."""
    own = own_or_404(request) if request.method != "POST" else managed_or_404(request)
    data = request.POST if request.method == "POST" else None
    form = AdministrationForm(data, organisations=organisations_to_share_with(request.viewer))

    def act() -> object:
        other, runs_it = form.cleaned_data["organisation"], form.cleaned_data["side"] == "administrator"
        sides = (own, other) if runs_it else (other, own)
        return state_administration(
            administrator=sides[0], administered=sides[1], viewer=request.viewer, now=timezone.now()
        )

    if data is not None and tried(form, act):
        messages.success(request, _("The other organisation must confirm it before it counts."))
        return redirect("organisation:administration")
    context = {
        "own": own,
        "administrations": administrations(request.viewer),
        "is_manager": can_manage_organisation(request.viewer),
        "form": form,
    }
    return render(request, "organisations/administration.html", context)


@login_required
@require_POST
def confirm(request: PageRequest, administration_id: uuid.UUID) -> HttpResponse:
    """Confirm what the other organisation says."""
    managed_or_404(request)
    found = get_object_or_404(administrations(request.viewer), pk=administration_id)
    confirm_administration(found, viewer=request.viewer, now=timezone.now())
    messages.success(request, _("It is confirmed and counts from now on."))
    return redirect("organisation:administration")


@login_required
@require_POST
def end(request: PageRequest, administration_id: uuid.UUID) -> HttpResponse:
    """End it, or say no to what the other organisation says."""
    managed_or_404(request)
    found = get_object_or_404(administrations(request.viewer), pk=administration_id)
    end_administration(found, viewer=request.viewer, now=timezone.now())
    messages.success(request, _("It is ended."))
    return redirect("organisation:administration")
