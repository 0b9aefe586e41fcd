"""Every assumption with its range, reason, strength and sources; read by all, changed in a trial or in an own file."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.decisions.actions import change_assumptions
from maskinrum.decisions.analysis.assumptions import COMMON, Assumptions
from maskinrum.decisions.analysis.parameters import MODELS_WITH_NUMBERS, parameter_rows, read_assumptions
from maskinrum.decisions.analysis.pooling import renewed_priors
from maskinrum.decisions.enums import Alternative
from maskinrum.decisions.forms import RangesForm, read_revision
from maskinrum.decisions.permissions import can_change
from maskinrum.decisions.queries import decision_file
from maskinrum.decisions.reports.assumptions import ShownParameter, shown_parameters
from maskinrum.decisions.reports.subjects import subject_of
from maskinrum.decisions.reports.told_parameters import told_parameter
from maskinrum.decisions.views.carrying import CarriedCase
from maskinrum.decisions.views.trial import posted_case, trial
from maskinrum.knowledge.facts.relevance import Context
from maskinrum.knowledge.queries import evidence_in_force
from maskinrum.knowledge.reports.block import Beside, experiences_beside, experiences_beside_each
from maskinrum.knowledge.reports.evidence_page import shown_cards
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import DomainError

FIRST = Alternative.STRATEGIC_PARTNERSHIP.value
THEMES = {
    Alternative.SEPARATE.value: ("C4", "B2"),
    Alternative.PARALLEL_FRAMEWORKS.value: ("A4", "C6"),
    Alternative.ADVISER_FRAMEWORK.value: ("C4", "A4"),
    Alternative.EARLY_INVOLVEMENT.value: ("F2", "A4"),
    Alternative.STRATEGIC_PARTNERSHIP.value: ("A2", "F4", "C4"),
    Alternative.JOINT_PARTNERSHIP.value: ("B5", "A2"),
    Alternative.NOT_YET.value: ("A2", "A5"),
    COMMON: ("C5", "C7", "A2"),
}
"""What the assumptions of each alternative are about, for the experiences beside them."""


@dataclass(frozen=True)
class Entry:
    """A parameter, what is told of it, its three fields where it can be changed, and what others experienced."""

    shown: ShownParameter
    told: SafeString
    fields: list[Any]
    beside: list[Beside]


@require_safe
def standard_assumptions(request: PageRequest) -> HttpResponse:
    """Show the shipped assumptions to everybody."""
    here = _model(request.GET.get("model"))
    return render(request, "decisions/assumptions.html", _context(request, here, Assumptions(), None))


@require_POST
def trial_assumptions(request: PageRequest) -> HttpResponse:
    """Change the assumptions of a first answer, or answer with them: nothing is stored, the page carries everything."""
    carried, case = CarriedCase(request.POST), posted_case(request)
    before = _model(request.POST.get("here"))
    here = _model(request.POST.get("model") or before)
    assumptions, form = case.assumptions if case else carried.assumptions, None
    if request.POST.get("reset"):
        assumptions = Assumptions()
    elif "here" in request.POST:
        form = RangesForm(request.POST, rows=parameter_rows(before, assumptions))
        if form.is_valid():
            assumptions, form = form.applied_to(assumptions), None
        else:
            here = before
    if form is None and request.POST.get("act") == "calculate":
        request.POST = carried.posted_with(assumptions)  # type: ignore[assignment]
        return trial(request)
    form = form or RangesForm(rows=parameter_rows(here, assumptions))
    context = _context(request, here, assumptions, form) | {
        "action": reverse("decisions:trial_assumptions"),
        "carried": carried.hidden(assumptions),
        "here": here,
    }
    return render(request, "decisions/assumptions.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def file_assumptions(request: PageRequest, file_id: uuid.UUID) -> HttpResponse:
    """Change the assumptions stored in a file."""
    file = decision_file(request.viewer, file_id, now=timezone.now())
    if not can_change(request.viewer, file):
        raise Http404
    assumptions = read_assumptions(file.assumptions)
    here = _model(request.POST.get("model") or request.GET.get("model"))
    form = RangesForm(request.POST if request.method == "POST" else None, rows=parameter_rows(here, assumptions))
    if request.method == "POST" and (request.POST.get("reset") or form.is_valid()):
        wanted = Assumptions() if request.POST.get("reset") else form.applied_to(assumptions)
        try:
            change_assumptions(
                file,
                assumptions=wanted,
                expected_revision=read_revision(request.POST.get("revision", "")),
                viewer=request.viewer,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The assumptions are saved in the file."))
            return redirect(f"{reverse('decisions:assumptions', args=[file.pk])}?model={here}")
    context = _context(request, here, assumptions, form) | {"file": file, "here": here}
    return render(request, "decisions/assumptions.html", context)


def _model(slug: str | None) -> str:
    if slug in (None, ""):
        return FIRST
    if slug not in {*MODELS_WITH_NUMBERS, COMMON}:
        raise Http404
    return str(slug)


def _context(request: PageRequest, here: str, assumptions: Assumptions, form: RangesForm | None) -> dict[str, Any]:
    names = {slug: str(Alternative(slug).label) for slug in MODELS_WITH_NUMBERS} | {COMMON: _("Common to all")}
    order = [FIRST, *(slug for slug in names if slug != FIRST)]
    return {
        "form": form,
        "entries": _entries(request, here, assumptions, form),
        "tabs": [{"slug": slug, "name": names[slug], "is_here": slug == here} for slug in order],
        "here_name": names[here],
        "beside": experiences_beside(request.viewer, Context(THEMES[here], "F1", "client")),
    }


def _entries(request: PageRequest, here: str, assumptions: Assumptions, form: RangesForm | None) -> list[Entry]:
    cards = evidence_in_force()
    parameters = shown_parameters(here, assumptions, renewed_priors(cards))
    named = {key for shown in parameters for key in shown.source_ids}
    sources = {card.card.id: card for card in shown_cards(cards[key] for key in named if key in cards)}
    slugs = [shown.row.slug for shown in parameters]
    beside = experiences_beside_each(request.viewer, {slug: subject_of(slug) for slug in slugs})
    return [
        Entry(
            shown,
            told_parameter(shown, tuple(sources[key] for key in shown.source_ids if key in sources)),
            _fields(form, shown),
            beside[shown.row.slug],
        )
        for shown in parameters
    ]


def _fields(form: RangesForm | None, shown: ShownParameter) -> list[Any]:
    if form is None or not shown.row.can_be_changed:
        return []
    return [form[f"{shown.row.slug}-{part}"] for part in ("least", "typical", "most")]
