"""The register of evidence: the list, one row, what it said before, and the forms of the secretariat."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.knowledge.actions import retire_evidence, write_evidence
from maskinrum.knowledge.facts.parameters import is_valued, model_names
from maskinrum.knowledge.forms.evidence import (
    EvidenceFilterForm,
    EvidenceForm,
    RetireForm,
    initial_of_card,
    read_evidence_filter,
)
from maskinrum.knowledge.models import EvidenceRow
from maskinrum.knowledge.permissions import can_write_evidence
from maskinrum.knowledge.queries.evidence import (
    card_of,
    evidence_counts,
    evidence_row,
    evidence_versions,
    listed_evidence,
)
from maskinrum.knowledge.reports.evidence_page import amount, shown_card, shown_cards, told_evidence
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import tried

A_PAGE = 25


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """List the rows that answer."""
    form = EvidenceFilterForm(request.GET, counts=evidence_counts())
    asked = read_evidence_filter(form)
    page = Paginator(listed_evidence(asked), A_PAGE).get_page(request.GET.get("side"))
    kept = request.GET.copy()
    kept.pop("side", None)
    context = {
        "form": form,
        "asked": asked,
        "page": page,
        "lines": shown_cards(card_of(row) for row in page),
        "kept": kept.urlencode(),
        "may_write": can_write_evidence(request.viewer),
    }
    return render(request, "knowledge/evidence_index.html", context)


@require_safe
def one(request: PageRequest, key: str) -> HttpResponse:
    """Show one row: what was measured, where, when, how much and how surely."""
    row = evidence_row(key)
    shown = shown_card(card_of(row))
    context = {
        "row": row,
        "shown": shown,
        "card": shown.card,
        "error": "" if row.standard_error is None else amount(row.standard_error, row.unit),
        "is_valued": is_valued(row.applies_to, row.parameter),
        "model": model_names().get(row.applies_to, ""),
        "may_write": can_write_evidence(request.viewer),
    }
    return render(request, "knowledge/evidence_row.html", context)


@require_safe
def history(request: PageRequest, key: str) -> HttpResponse:
    """Show what a row said before, and why it was changed."""
    row = evidence_row(key)
    context = {"row": row, "card": card_of(row), "told": told_evidence(evidence_versions(row))}
    return render(request, "knowledge/evidence_history.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Add a row."""
    return _written(request, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, key: str) -> HttpResponse:
    """Change a row."""
    if not can_write_evidence(request.viewer):
        raise Http404
    return _written(request, evidence_row(key))


def _written(request: PageRequest, row: EvidenceRow | None) -> HttpResponse:
    if not can_write_evidence(request.viewer):
        raise Http404
    initial = initial_of_card(card_of(row), row.revision) if row else None
    is_post = request.method == "POST"
    form = EvidenceForm(request.POST if is_post else None, initial=initial)
    kept: list[EvidenceRow] = []

    def act() -> object:
        given = form.cleaned_data
        words = {"reason": given["reason"], "expected_revision": given["revision"] or 0}
        kept.append(write_evidence(row, card=form.card(), **words, viewer=request.viewer, now=timezone.now()))
        return kept

    if is_post and tried(form, act):
        messages.success(request, _("The row is saved. New analyses take it in; stored ones stay as they are."))
        return redirect("evidence:row", kept[0].key)
    context = {"row": row, "card": card_of(row) if row else None, "form": form}
    return render(request, "knowledge/evidence_form.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: PageRequest, key: str) -> HttpResponse:
    """Retire a row, or put it in force again."""
    if not can_write_evidence(request.viewer):
        raise Http404
    row = evidence_row(key)
    is_post = request.method == "POST"
    form = RetireForm(request.POST if is_post else None, initial={"revision": row.revision})

    def act() -> object:
        given = form.cleaned_data
        return retire_evidence(
            row,
            reason=given["reason"],
            expected_revision=given["revision"],
            is_retired=not row.is_retired,
            viewer=request.viewer,
            now=timezone.now(),
        )

    if is_post and tried(form, act):
        words = _("The row is in force again.") if row.is_retired else _("The row is retired.")
        messages.success(request, words)
        return redirect("evidence:row", row.key)
    return render(request, "knowledge/evidence_retire.html", {"row": row, "card": card_of(row), "form": form})
