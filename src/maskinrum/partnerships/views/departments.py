"""Which department each project is about."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.queries import departments as departments_kept
from maskinrum.partnerships.actions import tie_to_departments
from maskinrum.partnerships.forms import DepartmentsForm
from maskinrum.partnerships.permissions import can_keep_projects
from maskinrum.partnerships.queries import projects, ties_version
from maskinrum.shared.errors import tried


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def departments(request: PageRequest) -> HttpResponse:
    """Tie each project of the list to the department whose homes it is about."""
    if not can_keep_projects(request.viewer):
        raise Http404
    rows = list(projects(request.viewer).select_related("department__organisation"))
    kept = list(departments_kept(request.viewer))
    several = len({one.organisation_id for one in kept}) > 1
    data = request.POST if request.method == "POST" else None
    form = DepartmentsForm(data, projects=rows, departments=kept, several=several)

    def act() -> object:
        seen: dict[str, Any] = {"expected_version": request.POST.get("version"), "viewer": request.viewer}
        return tie_to_departments(form.chosen(), **seen, now=timezone.now())

    if data is not None and tried(form, act):
        messages.success(request, ngettext("The choice is saved.", "The choices are saved.", len(rows)))
        return redirect("partnerships:departments")
    context = {"form": form, "departments": kept, "version": ties_version(rows)}
    return render(request, "partnerships/departments.html", context)
