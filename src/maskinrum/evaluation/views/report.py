"""The yearly report to boards: what is released, and the files."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maskinrum.evaluation.actions.basis import release_report
from maskinrum.evaluation.actions.proposing import seed_of
from maskinrum.evaluation.enums import AnswerWay, EvaluationPart, ReportSection, RoundState
from maskinrum.evaluation.forms.findings import ReleaseForm
from maskinrum.evaluation.models import Wording
from maskinrum.evaluation.queries import evaluated_partnership, party_organisations, rounds
from maskinrum.evaluation.queries.findings import findings_in, latest_wordings, released_sections, releases_of
from maskinrum.evaluation.queries.reading import answers_of, series_of, wordings_of
from maskinrum.evaluation.queries.taking_part import parties_of_year, with_those_who_answered
from maskinrum.evaluation.reports.finding_page import finding_shown
from maskinrum.evaluation.reports.maturity_page import themes_shown
from maskinrum.evaluation.reports.yearly import Yearly, in_year, report_figures, yearly_document
from maskinrum.evaluation.reports.yearly_sheets import yearly_workbook
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.permissions import can_manage_organisation
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.documents import write_pdf, write_word
from maskinrum.shared.downloads import download
from maskinrum.shared.errors import tried
from maskinrum.shared.limits import is_over_limit, turn
from maskinrum.shared.slugs import slug_of

MOST_A_MINUTE = 30
A_YEAR = re.compile(r"2[01][0-9]{2}")
PLACES, PATIENCE = 2, 20.0
WRITERS: dict[str, Callable[[Yearly], bytes]] = {
    "pdf": lambda report: write_pdf(yearly_document(report)),
    "docx": lambda report: write_word(yearly_document(report)),
    "xlsx": yearly_workbook,
}


@login_required
@require_safe
def yearly(request: PageRequest, slug: str) -> HttpResponse:
    """Say what the report of a year holds, who has released what, and let one's own organisation release it."""
    partnership = evaluated_partnership(request.viewer, slug, now=timezone.now())
    return _page(request, partnership, _year_asked(request))


def _page(request: PageRequest, partnership: Partnership, year: int, form: ReleaseForm | None = None) -> HttpResponse:
    parties = parties_of_year(partnership, year)
    today = {one.pk for one in party_organisations(partnership)}
    given: dict[Any, list[str]] = {one.pk: [] for one in parties}
    for row in releases_of(partnership, year):
        given.setdefault(row.party_id, []).append(row.section)
    own = given.get(request.viewer.organisation) if request.viewer.organisation in today else None
    labels = dict(ReportSection.choices)
    released = released_sections(partnership, year, [one.pk for one in parties])
    context = {
        "partnership": partnership,
        "year": year,
        "years": _years(request, partnership, timezone.now()),
        "parties": [
            (one, [labels[section] for section in sorted(given[one.pk])], one.pk not in today) for one in parties
        ],
        "has_gone": any(one.pk not in today for one in parties),
        "sections": [(one.label, one.value in released) for one in ReportSection if one != ReportSection.WHOLE],
        "can_release": own is not None and can_manage_organisation(request.viewer),
        "form": form or ReleaseForm(initial={"sections": own or []}),
        "here": "report",
    }
    return render(request, "evaluation/yearly.html", context)


def _years(request: PageRequest, partnership: Partnership, now: datetime) -> list[int]:
    """The years in which a round was closed, and this one; the latest first."""
    closed = rounds(request.viewer, now=now).filter(partnership=partnership, state=RoundState.CLOSED)
    found = {day.year for day in closed.values_list("closes_on", flat=True)}
    return sorted({*found, timezone.localdate().year}, reverse=True)


def _year_asked(request: PageRequest) -> int:
    """The year that is asked for, or this one."""
    text = request.GET.get("aar", "")
    return int(text) if A_YEAR.fullmatch(text) else timezone.localdate().year


@login_required
@require_POST
def release(request: PageRequest, slug: str, year: int) -> HttpResponse:
    """Say what of the report one's own organisation lets boards read, and take back the rest."""
    now = timezone.now()
    partnership = evaluated_partnership(request.viewer, slug, now=now)
    if year not in _years(request, partnership, now) or not can_manage_organisation(request.viewer):
        raise Http404
    form = ReleaseForm(request.POST)

    def act() -> object:
        sections = form.cleaned_data["sections"]
        return release_report(partnership, year, sections=sections, viewer=request.viewer, now=now)

    if not tried(form, act):
        return _page(request, partnership, year, form)
    messages.success(request, _("What you release is saved. The next report that is fetched follows it."))
    return redirect(f"{reverse('evaluation:yearly', args=[slug])}?aar={year}")


@login_required
@require_safe
def fetch(request: PageRequest, slug: str, year: int, kind: str) -> HttpResponse:
    """Give the report of a year as a file, with what every party has released."""
    now = timezone.now()
    partnership = evaluated_partnership(request.viewer, slug, now=now)
    if kind not in WRITERS or year not in _years(request, partnership, now):
        raise Http404
    if is_over_limit(request, "yearly_report", most=MOST_A_MINUTE, now=now):
        messages.error(request, _("That was many files in a short while. Wait a minute and fetch this one again."))
        return redirect("evaluation:yearly", slug)
    report = released_report(request, partnership, year, now)
    with turn("yearly_report", places=PLACES, patience=PATIENCE):
        content = WRITERS[kind](report)
    return download(content, name=slug_of(report.title), kind=kind)


def released_report(request: PageRequest, partnership: Partnership, year: int, now: datetime) -> Yearly:
    """Select what is released, and nothing that is not."""
    parties = parties_of_year(partnership, year)
    sections = released_sections(partnership, year, [one.pk for one in parties])
    closed = rounds(request.viewer, now=now).filter(partnership=partnership, state=RoundState.CLOSED)
    until = list(closed.filter(closes_on__year__lte=year).select_related("model").order_by("closes_on", "number"))
    of_year = [row for row in until if row.closes_on.year == year]
    more: dict[str, Any] = {}
    if ReportSection.RATES in sections:
        more["rounds"] = of_year
    if ReportSection.SERIES in sections:
        pulses = [row for row in until if row.part == EvaluationPart.PULSE]
        more["series"] = series_of(pulses, partnership, AnswerWay.PERSONAL)
        more["seeds"] = {row.number: seed_of(row) for row in pulses if row in of_year}
    if ReportSection.MATURITY in sections:
        more |= _maturity(partnership, until, year)
    if ReportSection.FINDINGS in sections:
        more["findings"] = _findings(request, partnership, year, now)
    if ReportSection.FIGURES in sections:
        more["figures"] = report_figures(request.viewer, partnership, year, now)
    return Yearly(partnership, year, timezone.localdate(), frozenset(sections), _asked(of_year), **more)


def _asked(of_year: list[Any]) -> list[Wording]:
    """What the rounds of the year asked, each once."""
    latest = {(row.model_id, row.part): row for row in of_year}
    return list({one.pk: one for row in latest.values() for one in wordings_of(row)}.values())


def _maturity(partnership: Partnership, until: list[Any], year: int) -> dict[str, Any]:
    """The last maturity of the year or before it, against the one before, as it was answered.

    What a party answered that was gone before the year began is told only as far as it released that round's own year.
    """
    last = [row for row in reversed(until) if row.part == EvaluationPart.MATURITY][:2]
    found = answers_of(last)
    if not found:
        return {}
    told_in = last[0].closes_on.year
    if told_in != year and not _is_released_then(partnership, told_in):
        return {}
    parties = with_those_who_answered(party_organisations(partnership), found[0])
    before = found[1] if found[1:] else None
    themes = themes_shown(wordings_of(last[0]), parties, found[0], before)
    return {"maturity": found[0], "parties": parties, "themes": themes}


def _is_released_then(partnership: Partnership, year: int) -> bool:
    """Whether those who are a party no longer released the maturity of an earlier year."""
    today = {one.pk for one in party_organisations(partnership)}
    gone = [one.pk for one in parties_of_year(partnership, year) if one.pk not in today]
    return not gone or ReportSection.MATURITY in released_sections(partnership, year, gone)


def _findings(request: PageRequest, partnership: Partnership, year: int, now: datetime) -> list[Any]:
    # A report goes to the boards of all parties; what the client alone reads is no part of it.
    shared = findings_in(request.viewer, partnership, now=now).filter(visibility=Visibility.PARTNERSHIP)
    rows = in_year(list(shared), year)
    wordings = latest_wordings(partnership, [row.question_id for row in rows])
    return [finding_shown(row, wordings, timezone.localdate()) for row in rows]
