"""The list of recommendations, one of them, what it said before, and the form that the secretariat writes it in."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.knowledge.actions import write_recommendation
from maskinrum.knowledge.facts import theme_named, themes_named
from maskinrum.knowledge.facts.recommendations import RecommendationFacts
from maskinrum.knowledge.forms.recommendations import RecommendationForm, initial_of, initial_typed
from maskinrum.knowledge.forms.telling import THEME_FIELDS
from maskinrum.knowledge.models import Recommendation
from maskinrum.knowledge.permissions import can_share_by_name, can_write_recommendation
from maskinrum.knowledge.queries import versions_told
from maskinrum.knowledge.queries.choices import to_weigh
from maskinrum.knowledge.queries.recommendations import (
    recommendation,
    recommendation_facts,
    recommendations,
    weighed,
)
from maskinrum.knowledge.reports.recommendation_page import by_phase, told_versions
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import tried
from maskinrum.shared.tables import clean_text

LOOK, LONGEST = "look", 200


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """List the recommendations by phase, each with how well it stands."""
    now = timezone.now()
    rows = list(recommendations(request.viewer, now=now).select_related("organisation"))
    context = {
        "groups": by_phase(weighed(request.viewer, rows, now=now)),
        "today": timezone.localdate(),
        "may_write": can_write_recommendation(request.viewer),
    }
    return render(request, "knowledge/recommendations.html", context)


@require_safe
def one(request: PageRequest, key: str) -> HttpResponse:
    """Show one recommendation with what speaks for it and against it."""
    now = timezone.now()
    row = recommendation(request.viewer, key, now=now)
    context = {
        "row": row,
        "line": weighed(request.viewer, [row], now=now)[0],
        "statement": {"da": row.statement, "en": row.statement_en},
        "reasons": {"da": row.reasons, "en": row.reasons_en},
        "caveat": {"da": row.caveat, "en": row.caveat_en},
        "themes": themes_named(row.theme_codes),
        "is_late": row.review_on < timezone.localdate(),
        "may_write": can_write_recommendation(request.viewer),
        "may_share": can_share_by_name(request.viewer, row),
    }
    return render(request, "knowledge/recommendation.html", context)


@require_safe
def versions(request: PageRequest, key: str) -> HttpResponse:
    """Show what it said before, word by word."""
    row = recommendation(request.viewer, key, now=timezone.now())
    told = told_versions(versions_told(request.viewer, row))
    context = {"row": row, "told": told, "statement": {"da": row.statement, "en": row.statement_en}}
    return render(request, "knowledge/recommendation_versions.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Write a new one."""
    return _written(request, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, key: str) -> HttpResponse:
    """Change one."""
    return _written(request, recommendation(request.viewer, key, now=timezone.now()))


def _written(request: PageRequest, row: Recommendation | None) -> HttpResponse:
    if not can_write_recommendation(request.viewer):
        raise Http404
    now = timezone.now()
    facts = recommendation_facts(row) if row else RecommendationFacts()
    is_post, looks = request.method == "POST", LOOK in request.POST
    words, offered, found = _offered(request, facts, now)
    initial = initial_of(facts, row.revision) if row else None
    form = RecommendationForm(
        request.POST if is_post and not looks else None,
        experiences=offered,
        initial=initial_typed(request.POST) if looks else initial,
    )
    kept: list[Recommendation] = []

    def act() -> object:
        said, seen = form.facts(kept=facts), form.cleaned_data["revision"] or 0
        kept.append(write_recommendation(row, facts=said, expected_revision=seen, viewer=request.viewer, now=now))
        return kept

    if is_post and not looks and tried(form, act):
        messages.success(request, _("The recommendation is saved, and counts as reviewed today."))
        return redirect("recommendations:recommendation", kept[0].key)
    context = {"row": row, "form": form, "words": words, "found": found, "looks": looks}
    return render(request, "knowledge/recommendation_form.html", context)


def _offered(request: PageRequest, facts: RecommendationFacts, now: datetime) -> tuple[str, list[tuple[str, str]], int]:
    """The words looked for, the experiences to tick, and how many of them were found."""
    typed = request.POST
    chosen = {*facts.support, *facts.counter, *typed.getlist("support"), *typed.getlist("counter")}
    words = clean_text(typed.get("find", ""))[:LONGEST]
    themes = {typed.get(name, "") for name in THEME_FIELDS} - {""} or set(facts.themes)
    known = [code for code in themes if theme_named(code)]
    today = timezone.localdate()
    offered, found = to_weigh(request.viewer, chosen, words=words, themes=known, now=now, today=today)
    return words, offered, found
