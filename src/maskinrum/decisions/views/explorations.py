"""The longer calculation of a stored analysis: start it, follow it, read what came out."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from maskinrum.decisions.actions import explore_analysis
from maskinrum.decisions.analysis.exploring import explored
from maskinrum.decisions.analysis.keeping import kept_case, kept_findings
from maskinrum.decisions.permissions import can_change
from maskinrum.decisions.queries import analysis_of, exploration_of, is_under_way
from maskinrum.decisions.reports.explored import completed_verdict, explored_page
from maskinrum.decisions.reports.traces import Made, longer_words
from maskinrum.organisations.middleware import PageRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def exploration(request: PageRequest, file_id: uuid.UUID, analysis_id: uuid.UUID) -> HttpResponse:
    """Show what came out, how far it is, or how to start it; a second start does nothing."""
    now = timezone.now()
    stored = analysis_of(request.viewer, file_id, analysis_id, now=now)
    may_start = can_change(request.viewer, stored.decision_file)
    if request.method == "POST":
        if not may_start:
            raise Http404
        explore_analysis(stored, viewer=request.viewer, now=now)
        return redirect("decisions:exploration", file_id, analysis_id)
    job = exploration_of(stored)
    context: dict[str, object] = {
        "file": stored.decision_file,
        "analysis": stored,
        "job": job,
        "can_change": may_start,
        "is_under_way": job is not None and is_under_way(job, now=now),
    }
    if job is not None and job.result is not None:
        case = kept_case(stored)
        found = explored(job.result)
        answer = reverse("decisions:analysis", args=[file_id, analysis_id])
        verdict = completed_verdict(found, kept_findings(stored.findings), answer, case.shipped)
        made = longer_words(Made(job.engine_version, job.machine))
        context |= {"case": case, "page": explored_page(found, case), "verdict": verdict, "made": made}
    return render(request, "decisions/exploration.html", context)
