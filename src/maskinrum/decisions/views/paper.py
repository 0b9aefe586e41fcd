"""The board paper: one press stores the analysis and gives it; a stored one gives it again, in either language."""

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maskinrum.decisions.analysis.draws import draw_again
from maskinrum.decisions.analysis.keeping import kept_case
from maskinrum.decisions.models import Analysis
from maskinrum.decisions.queries import analysis_of, decision_file, exploration_of
from maskinrum.decisions.reports.paper import draws_csv, model_workbook, paper_document
from maskinrum.decisions.reports.traces import Made
from maskinrum.decisions.views.analyses import keep_posted
from maskinrum.decisions.views.turns import turn_of
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.documents import Document, write_pdf, write_word
from maskinrum.shared.downloads import download
from maskinrum.shared.errors import DomainError
from maskinrum.shared.limits import is_over_limit

LANGUAGES = ("da", "en")
WRITERS: dict[str, Callable[[Document], bytes]] = {"pdf": write_pdf, "docx": write_word}


@login_required
@require_POST
def make(request: PageRequest, file_id: uuid.UUID, kind: str) -> HttpResponse:
    """Store what the page of the file showed, and give its board paper in the language of the page."""
    now = timezone.now()
    file = decision_file(request.viewer, file_id, now=now)
    if kind not in WRITERS:
        raise Http404
    _refuse_too_often(request)
    stored = keep_posted(request, file, now=now)
    return _given(request, analysis_of(request.viewer, file.pk, stored.pk, now=now), _language(), kind)


@login_required
@require_safe
def fetch(request: PageRequest, file_id: uuid.UUID, analysis_id: uuid.UUID, language: str, kind: str) -> HttpResponse:
    """Give the board paper of a stored analysis; nothing is calculated."""
    stored = analysis_of(request.viewer, file_id, analysis_id, now=timezone.now())
    if kind not in WRITERS or language not in LANGUAGES:
        raise Http404
    _refuse_too_often(request)
    return _given(request, stored, language, kind)


@login_required
@require_safe
def model(request: PageRequest, file_id: uuid.UUID, analysis_id: uuid.UUID) -> HttpResponse:
    """Give the whole model of a stored analysis as Excel; nothing is calculated."""
    stored = analysis_of(request.viewer, file_id, analysis_id, now=timezone.now())
    _refuse_too_often(request)
    with turn_of(request):
        content = model_workbook(stored, language=_language(), **_explored(stored))
    return download(content, name=f"{_('model')}-v{stored.number}", kind="xlsx")


@login_required
@require_safe
def draws(request: PageRequest, file_id: uuid.UUID, analysis_id: uuid.UUID) -> HttpResponse:
    """Give every future of a stored analysis as CSV; the name of the file says what they were drawn with."""
    stored = analysis_of(request.viewer, file_id, analysis_id, now=timezone.now())
    case = kept_case(stored)
    _refuse_too_often(request)
    with turn_of(request):
        drawn = draw_again(case, stored.inputs, stored.result)
        content = b"".join(draws_csv(drawn, language=_language()))
    name = f"{_('futures')}-v{stored.number}-{_('seed')}-{stored.seed}-{_('engine')}-{stored.engine_version}"
    return download(content, name=name, kind="csv")


def _refuse_too_often(request: PageRequest) -> None:
    """Writing a paper takes most of a second, so there is an end to it in a minute. Raises DomainError."""
    if is_over_limit(request, "paper", most=settings.PAPERS_PER_MINUTE, now=timezone.now()):
        raise DomainError(
            _("That was many papers and models in a short while. Wait a minute and fetch this one again.")
        )


def _explored(stored: Analysis) -> dict[str, Any]:
    """What the longer calculation found, and what it was made with, where it is done."""
    job = exploration_of(stored)
    if job is None or job.result is None:
        return {}
    return {"explored": job.result, "explored_with": Made(job.engine_version, job.machine)}


def _language() -> str:
    return (get_language() or "da")[:2]


def _given(request: PageRequest, stored: Analysis, language: str, kind: str) -> HttpResponse:
    page = reverse("decisions:analysis", args=[stored.decision_file_id, stored.pk])
    with turn_of(request):
        address = request.build_absolute_uri(page)
        document = paper_document(stored, language=language, address=address, **_explored(stored))
        content = WRITERS[kind](document)
    with override(language):
        name = _("board-paper")
    return download(content, name=f"{name}-v{stored.number}", kind=kind)
