"""Stored analyses of a decision file: store one, list them, show one as it stands, calculate it again, compare two."""

import uuid
from dataclasses import replace
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.decisions.actions import keep_analysis, remove_analysis
from maskinrum.decisions.analysis.calculation import Case
from maskinrum.decisions.analysis.comparing import calculate_again
from maskinrum.decisions.analysis.exploring import explored
from maskinrum.decisions.analysis.keeping import answer, ask, kept_calculation, kept_case, kept_findings, kept_readiness
from maskinrum.decisions.analysis.readiness import readiness_to_keep
from maskinrum.decisions.forms import VersionsForm
from maskinrum.decisions.models import Analysis, DecisionFile
from maskinrum.decisions.permissions import can_change, can_remove_analysis
from maskinrum.decisions.queries import analyses_of, analysis_of, decision_file, exploration_of, latest_snapshot
from maskinrum.decisions.reports.analyses import between, said_again
from maskinrum.decisions.reports.answer import answer_page
from maskinrum.decisions.reports.explored import completed_verdict
from maskinrum.decisions.reports.findings import findings_page
from maskinrum.decisions.reports.readiness_kept import readiness_said
from maskinrum.decisions.reports.traces import told_as_of_today
from maskinrum.decisions.reports.verdict import VerdictWords
from maskinrum.decisions.views.files import case_of, posted_assumptions
from maskinrum.decisions.views.turns import turn_of
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.queries import grants_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def analyses(request: PageRequest, file_id: uuid.UUID) -> HttpResponse:
    """List the versions, or store what the page of the file showed as the next."""
    file = decision_file(request.viewer, file_id, now=timezone.now())
    if request.method == "POST":
        return _keep(request, file)
    rows = list(analyses_of(file))
    context = {
        "file": file,
        "rows": rows,
        "form": VersionsForm(versions=rows),
        "can_change": can_change(request.viewer, file),
    }
    return render(request, "decisions/analyses.html", context)


@login_required
@require_safe
def analysis(request: PageRequest, file_id: uuid.UUID, analysis_id: uuid.UUID) -> HttpResponse:
    """Show an analysis as it was stored; nothing is calculated."""
    stored = analysis_of(request.viewer, file_id, analysis_id, now=timezone.now())
    case = kept_case(stored)
    told = kept_readiness(stored.readiness)
    findings = findings_page(kept_findings(stored.findings), shipped=case.shipped)
    page = answer_page(kept_calculation(case, stored.result), told.grounds)
    context = {
        "file": stored.decision_file,
        "analysis": stored,
        "case": case,
        "page": replace(page, verdict=findings.verdict) if findings else page,
        "findings": findings,
        "told_today": told_as_of_today() if stored.shipped is None else "",
        "ready": readiness_said(told),
        "completed": _completed(stored, case),
        "can_change": can_change(request.viewer, stored.decision_file),
        "can_remove": can_remove_analysis(request.viewer, stored.decision_file),
    }
    return render(request, "decisions/analysis.html", context)


def _completed(stored: Analysis, case: Case) -> VerdictWords | None:
    """The verdict by the whole rule, where the longer calculation found it and what is stored did not."""
    job = exploration_of(stored)
    if job is None or job.result is None:
        return None
    return completed_verdict(explored(job.result), kept_findings(stored.findings), shipped=case.shipped)


@login_required
@require_safe
def again(request: PageRequest, file_id: uuid.UUID, analysis_id: uuid.UUID) -> HttpResponse:
    """Calculate a stored analysis once more from what is stored of it, and say whether the same comes out."""
    stored = analysis_of(request.viewer, file_id, analysis_id, now=timezone.now())
    case = kept_case(stored)
    with turn_of(request):
        grounds = kept_readiness(stored.readiness).grounds
        found = calculate_again(case, stored.inputs, stored.result, stored.findings, grounds)
    context = {"file": stored.decision_file, "analysis": stored, "said": said_again(found, stored)}
    return render(request, "decisions/analysis_again.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PageRequest, file_id: uuid.UUID, analysis_id: uuid.UUID) -> HttpResponse:
    """Say what goes and what stays, then delete the version."""
    now = timezone.now()
    stored = analysis_of(request.viewer, file_id, analysis_id, now=now)
    if not can_remove_analysis(request.viewer, stored.decision_file):
        raise Http404
    if request.method == "POST":
        number = stored.number
        remove_analysis(stored, viewer=request.viewer, now=now)
        messages.success(request, _("Version %(number)s is deleted.") % {"number": number})
        return redirect("decisions:analyses", file_id)
    others = analyses_of(stored.decision_file).exclude(pk=stored.pk).count()
    context = {
        "file": stored.decision_file,
        "analysis": stored,
        "job": exploration_of(stored),
        "others": others,
        "is_shared": grants_of(stored.decision_file, now=now).exists(),
    }
    return render(request, "decisions/remove_analysis.html", context)


@login_required
@require_safe
def compare(request: PageRequest, file_id: uuid.UUID) -> HttpResponse:
    """Show what changed between two versions, and how far the answer moved; without a choice, the two latest."""
    file = decision_file(request.viewer, file_id, now=timezone.now())
    rows = list(analyses_of(file))
    form = VersionsForm(request.GET or None, versions=rows)
    context: dict[str, object] = {"file": file, "form": form, "rows": rows}
    if len(rows) > 1 and (not form.is_bound or form.is_valid()):
        before, after = (analysis_of(request.viewer, file.pk, one.pk, now=timezone.now()) for one in form.chosen())
        context |= {"before": before, "after": after, "between": between(before, after)}
    return render(request, "decisions/analyses_compared.html", context)


def keep_posted(request: PageRequest, file: DecisionFile, *, now: datetime) -> Analysis:
    """Store what the page of the file showed as its next version, or find the latest where nothing has changed.

    Http404 for whoever may not change the file.
    """
    if not can_change(request.viewer, file):
        raise Http404
    snapshot = latest_snapshot(file)
    case = case_of(file, snapshot)
    if request.POST.get("what_if"):
        case = replace(case, assumptions=posted_assumptions(request, file))
    asked = ask(case, readiness_to_keep(file))
    latest = analyses_of(file).first()
    if latest is not None and asked.is_answered_by(latest):
        return latest
    with turn_of(request):
        kept = answer(asked)
    return keep_analysis(file, case=case, rows=snapshot.rows, kept=kept, viewer=request.viewer, now=now)


def _keep(request: PageRequest, file: DecisionFile) -> HttpResponse:
    now = timezone.now()
    stored = keep_posted(request, file, now=now)
    if stored.created_at == now:
        said = _("The analysis is stored as version %(number)s.")
    else:
        said = _("Nothing has changed since version %(number)s, so no new one was stored. This is it.")
    messages.success(request, said % {"number": stored.number})
    return redirect("decisions:analysis", file.pk, stored.pk)
