"""What became of the projects of a stored analysis, held against what it said. For the own organisation alone."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.decisions.analysis.exploring import explored
from maskinrum.decisions.analysis.hindsight import USUAL, look_back
from maskinrum.decisions.analysis.keeping import kept_case
from maskinrum.decisions.facts import look_back as when_to_look_back
from maskinrum.decisions.forms import ForecastForm, OutcomesForm
from maskinrum.decisions.models import Analysis
from maskinrum.decisions.permissions import can_change
from maskinrum.decisions.queries import analysis_of, exploration_of, is_unwritten
from maskinrum.decisions.reports.hindsight import due_words, hindsight_page
from maskinrum.organisations.middleware import PageRequest
from maskinrum.partnerships.actions import record_outcomes
from maskinrum.partnerships.models import Project
from maskinrum.partnerships.queries import outcome_of, outcomes_version, projects_of_old
from maskinrum.shared.errors import tried


@login_required
@require_safe
def hindsight(request: PageRequest, file_id: uuid.UUID, analysis_id: uuid.UUID) -> HttpResponse:
    """Show each project's forecast beside what came, and how well the ranges held."""
    stored = _own_analysis(request, file_id, analysis_id)
    stored_on = timezone.localdate(stored.created_at)
    due, unwritten = when_to_look_back(stored.rows, stored_on, timezone.localdate()), is_unwritten(stored)
    context: dict[str, object] = {
        "file": stored.decision_file,
        "analysis": stored,
        "due": due_words(due, is_unwritten=unwritten),
    }
    job = exploration_of(stored)
    if job is not None and job.result is not None:
        case = kept_case(stored)
        forecasts = explored(job.result).forecasts
        form = ForecastForm(request.GET or None, alternatives=list(forecasts), usual=USUAL)
        rows = {str(project.pk): project for project in _projects(request, stored)}
        outcomes = {
            place: outcome_of(rows[row["project"]]) for place, row in enumerate(stored.rows) if row["project"] in rows
        }
        found = look_back(forecasts[form.chosen()], outcomes, stored.case_date)
        context |= {"form": form, "page": hindsight_page(found, case), "has_projects": bool(rows)}
    return render(request, "decisions/hindsight.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def outcomes(request: PageRequest, file_id: uuid.UUID, analysis_id: uuid.UUID) -> HttpResponse:
    """Write what became of the projects."""
    stored = _own_analysis(request, file_id, analysis_id)
    projects = _projects(request, stored)
    form = OutcomesForm(
        request.POST if request.method == "POST" else None, projects=projects, today=timezone.localdate()
    )
    version = request.POST.get("version", "")

    def act() -> object:
        nonlocal version
        sent, version = version, outcomes_version(projects)
        return record_outcomes(
            stored.decision_file.organisation,
            outcomes=form.outcomes(),
            expected_version=sent,
            viewer=request.viewer,
            now=timezone.now(),
        )

    if form.is_bound and tried(form, act):
        messages.success(request, _("What became of the projects is saved."))
        return redirect("decisions:hindsight", file_id, analysis_id)
    context = {
        "file": stored.decision_file,
        "analysis": stored,
        "form": form,
        "version": version if form.is_bound else outcomes_version(projects),
    }
    return render(request, "decisions/outcomes.html", context)


def _own_analysis(request: PageRequest, file_id: uuid.UUID, analysis_id: uuid.UUID) -> Analysis:
    stored = analysis_of(request.viewer, file_id, analysis_id, now=timezone.now())
    if not can_change(request.viewer, stored.decision_file):
        raise Http404
    return stored


def _projects(request: PageRequest, stored: Analysis) -> list[Project]:
    """The projects of an analysis in its order, those that are gone left out."""
    order = [uuid.UUID(row["project"]) for row in stored.rows]
    found = {project.pk: project for project in projects_of_old(request.viewer, order)}
    return [found[one] for one in order if one in found]
