"""One decision file: its answer, what it is called, which projects it rests on."""

import uuid
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.decisions.actions import (
    change_assumptions,
    open_decision_file,
    remove_decision_file,
    rename_decision_file,
    take_snapshot,
)
from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.analysis.calculation import Case, engine_inputs
from maskinrum.decisions.analysis.parameters import read_assumptions
from maskinrum.decisions.analysis.pooling import renewed_now
from maskinrum.decisions.analysis.readiness import grounds_from
from maskinrum.decisions.analysis.remembering import (
    answer_of,
    break_even_of,
    findings_of,
    standard_chance_of,
    what_ifs_of,
)
from maskinrum.decisions.forms import DecisionFileForm, ProjectsForm, WhatIfForm, read_revision
from maskinrum.decisions.models import DecisionFile, PortfolioSnapshot
from maskinrum.decisions.permissions import can_change, can_share
from maskinrum.decisions.queries import decision_file, is_deleted, latest_snapshot, snapshot_facts
from maskinrum.decisions.reports.answer import answer_page
from maskinrum.decisions.reports.break_even import break_even_chart, break_even_words
from maskinrum.decisions.reports.findings import findings_page
from maskinrum.decisions.views.readiness import grounds_shown, readiness_summary, standing_shown
from maskinrum.decisions.views.turns import turn_of, turn_of_part
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.queries import own_organisation
from maskinrum.partnerships.queries import projects as own_projects
from maskinrum.shared.errors import DomainError, tried


@login_required
@require_safe
def show(request: PageRequest, file_id: uuid.UUID) -> HttpResponse:
    """Show the answer; what the panel says differently is in the address and changes nothing stored."""
    file = decision_file(request.viewer, file_id, now=timezone.now())
    case, panel = what_if(request, file)
    with turn_of(request):
        calculation, standard = answer_of(engine_inputs(case)), standard_chance_of(case)
    ready = standing_shown(request, file)
    context = {
        "file": file,
        "case": case,
        "snapshot": latest_snapshot(file),
        "panel": panel,
        "page": answer_page(calculation, grounds_from(ready), standard),
        "what_if": request.GET.urlencode(),
        "differs": case.assumptions != read_assumptions(file.assumptions),
        "can_change": can_change(request.viewer, file),
        "can_share": can_share(request.viewer, file),
        "ready": readiness_summary(request, file, ready),
    }
    return render(request, "decisions/file.html", context)


@login_required
@require_safe
def break_even(request: PageRequest, file_id: uuid.UUID) -> HttpResponse:
    """Show how large the portfolio would have to be; a part of the answer that takes longer, so it loads by itself."""
    file = decision_file(request.viewer, file_id, now=timezone.now())
    case, _panel = what_if(request, file)
    with turn_of_part(request):
        found = break_even_of(engine_inputs(case))
    context = {"file": file, "break_even": break_even_chart(found, case), "break_even_words": break_even_words(found)}
    template = "decisions/_break_even.html" if request.htmx else "decisions/break_even.html"
    return render(request, template, context)


@login_required
@require_safe
def findings(request: PageRequest, file_id: uuid.UUID) -> HttpResponse:
    """Show the whole verdict and what drives it; a part of the answer that takes longer, so it loads by itself."""
    file = decision_file(request.viewer, file_id, now=timezone.now())
    case, _panel = what_if(request, file)
    with turn_of_part(request):
        inputs = engine_inputs(case)
        found, tried = findings_of(inputs, grounds_shown(request, file)), what_ifs_of(inputs)
    what_if_said = request.GET.urlencode()
    answer = None if request.htmx else f"{reverse('decisions:file', args=[file.pk])}?{what_if_said}"
    context = {
        "file": file,
        "findings": findings_page(found, answer, tried),
        "what_if": what_if_said,
        "can_share": can_share(request.viewer, file),
    }
    return render(request, "decisions/_findings.html" if request.htmx else "decisions/findings.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Start a file on chosen projects of the organisation acted for."""
    organisation = own_organisation(request.viewer)
    if organisation is None:
        raise Http404
    choices = list(own_projects(request.viewer))
    data = request.POST if request.method == "POST" else None
    form = DecisionFileForm(data, initial={"case_date": timezone.localdate().replace(day=1)})
    chosen = ProjectsForm(data, projects=choices)
    if data is not None and form.is_valid() and chosen.is_valid():
        file = open_decision_file(
            organisation, projects=chosen.chosen(), viewer=request.viewer, now=timezone.now(), **form.cleaned_data
        )
        return redirect("decisions:file", file.pk)
    return render(request, "decisions/new.html", {"form": form, "chosen": chosen, "projects": choices})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, file_id: uuid.UUID) -> HttpResponse:
    """Change title, case date and note; or keep what the panel says as the file's assumptions."""
    file = _own_file(request, file_id)
    if request.method == "POST" and "keep" in request.POST:
        return _keep_assumptions(request, file)
    data = request.POST if request.method == "POST" else None
    form = DecisionFileForm(data, initial={"title": file.title, "case_date": file.case_date, "note": file.note})
    by: dict[str, Any] = {"expected_revision": _seen(request), "viewer": request.viewer, "now": timezone.now()}
    if data is not None and tried(form, lambda: rename_decision_file(file, **by, **form.cleaned_data)):
        return redirect("decisions:file", file.pk)
    return render(request, "decisions/edit.html", {"file": file, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def projects(request: PageRequest, file_id: uuid.UUID) -> HttpResponse:
    """Choose the projects again, as they stand today."""
    file = _own_file(request, file_id)
    choices = list(own_projects(request.viewer))
    data = request.POST if request.method == "POST" else None
    inside = {row["project"] for row in latest_snapshot(file).rows}
    chosen = ProjectsForm(data, projects=choices, inside=inside)
    by: dict[str, Any] = {"expected_revision": _seen(request), "viewer": request.viewer, "now": timezone.now()}
    if data is not None and tried(chosen, lambda: take_snapshot(file, projects=chosen.chosen(), **by)):
        messages.success(request, _("The file now rests on the projects as they stand today."))
        return redirect("decisions:file", file.pk)
    return render(request, "decisions/projects.html", {"file": file, "chosen": chosen, "projects": choices})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PageRequest, file_id: uuid.UUID) -> HttpResponse:
    """Ask once, then delete the file; the projects stay. Pressed twice it says the same."""
    is_gone = request.method == "POST" and is_deleted(request.viewer, file_id)
    file = None if is_gone else _own_file(request, file_id)
    if file is not None and request.method == "POST":
        remove_decision_file(file, viewer=request.viewer, now=timezone.now())
    if request.method == "POST":
        messages.success(request, _("The decision file is deleted. Your projects are still on the list."))
        return redirect("decisions:index")
    return render(request, "decisions/remove.html", {"file": file})


def _seen(request: PageRequest) -> int:
    """The revision of the file that the posted page was drawn from."""
    return read_revision(request.POST.get("revision", ""))


def case_of(file: DecisionFile, snapshot: PortfolioSnapshot | None = None) -> Case:
    """The stored case of a file: its latest snapshot, unless given, and its assumptions."""
    facts = tuple(snapshot_facts(snapshot or latest_snapshot(file)))
    return Case(facts, file.case_date, read_assumptions(file.assumptions), file.seed, renewed=renewed_now())


def _own_file(request: PageRequest, file_id: uuid.UUID) -> DecisionFile:
    file = decision_file(request.viewer, file_id, now=timezone.now())
    if not can_change(request.viewer, file):
        raise Http404
    return file


def what_if(request: PageRequest, file: DecisionFile) -> tuple[Case, WhatIfForm]:
    """The case of a file with what the panel in the address says differently, and the panel."""
    case = case_of(file)
    panel = WhatIfForm(request.GET or None, base=case.assumptions, renewed=case.renewed)
    if panel.is_bound and panel.is_valid():
        case = replace(case, assumptions=panel.assumptions())
    return case, panel


def posted_assumptions(request: PageRequest, file: DecisionFile) -> Assumptions:
    """What the panel beside the answer said, sent back by a button. Raises DomainError when it cannot be read."""
    panel = WhatIfForm(
        QueryDict(request.POST.get("what_if", "")), base=read_assumptions(file.assumptions), renewed=renewed_now()
    )
    if not panel.is_valid():
        raise DomainError(_("The assumptions could not be read. Nothing was changed; go back and calculate again."))
    return panel.assumptions()


def _keep_assumptions(request: PageRequest, file: DecisionFile) -> HttpResponse:
    change_assumptions(
        file,
        assumptions=posted_assumptions(request, file),
        expected_revision=_seen(request),
        viewer=request.viewer,
        now=timezone.now(),
    )
    messages.success(request, _("The assumptions are saved in the file."))
    return redirect("decisions:file", file.pk)
