"""The answer and the posted table as files."""

import json
import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maskinrum.decisions.analysis.calculation import Case, engine_inputs
from maskinrum.decisions.analysis.readiness import ReadinessGrounds
from maskinrum.decisions.analysis.remembering import answer_of, break_even_of, findings_of
from maskinrum.decisions.analysis.verdicts import whole_document
from maskinrum.decisions.queries import decision_file
from maskinrum.decisions.reports.tables import result_csv, result_workbook
from maskinrum.decisions.reports.verdict_tables import drivers_csv
from maskinrum.decisions.views.files import what_if
from maskinrum.decisions.views.readiness import grounds_shown
from maskinrum.decisions.views.trial import posted_case, trial
from maskinrum.decisions.views.turns import turn_of
from maskinrum.organisations.middleware import PageRequest
from maskinrum.partnerships.reports import portfolio_workbook
from maskinrum.shared.downloads import download


@login_required
@require_safe
def result(request: PageRequest, file_id: uuid.UUID, kind: str) -> HttpResponse:
    """Give the answer that the address shows as Excel, CSV or JSON."""
    file = decision_file(request.viewer, file_id, now=timezone.now())
    if kind not in {"xlsx", "csv", "json"}:
        raise Http404
    case, _panel = what_if(request, file)
    with turn_of(request):
        content = _content(case, grounds_shown(request, file), kind, title=file.title)
    return download(content, name=_("result"), kind=kind)


@login_required
@require_safe
def drivers(request: PageRequest, file_id: uuid.UUID) -> HttpResponse:
    """Give what drives the answer as CSV; there is none where there is nothing to decide."""
    file = decision_file(request.viewer, file_id, now=timezone.now())
    case, _panel = what_if(request, file)
    with turn_of(request):
        findings = findings_of(engine_inputs(case), grounds_shown(request, file))
    if findings is None:
        raise Http404
    return download(drivers_csv(findings, language=get_language() or "da"), name=_("drivers"), kind="csv")


def _content(case: Case, grounds: ReadinessGrounds, kind: str, *, title: str) -> bytes:
    language = get_language() or "da"
    inputs = engine_inputs(case)
    calculation, findings = answer_of(inputs), findings_of(inputs, grounds)
    if kind == "xlsx":
        return result_workbook(calculation, findings, title=title, language=language)
    if kind == "csv":
        return result_csv(calculation, findings, language=language)
    document = whole_document(calculation, break_even_of(inputs), inputs, findings)
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False).encode()


@require_POST
def trial_portfolio(request: PageRequest) -> HttpResponse:
    """Give the posted table as an Excel file, so that a visitor can keep it at home."""
    case = posted_case(request)
    if case is None:
        return trial(request)
    return download(portfolio_workbook(case.facts, get_language() or "da"), name=_("projects"), kind="xlsx")
