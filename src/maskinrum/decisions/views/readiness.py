"""Is the organisation of a file ready: the common result, joint answers, one's own points, and the weights."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.decisions.actions import answer_readiness, score_readiness, weigh_readiness
from maskinrum.decisions.analysis.readiness import (
    ReadinessGrounds,
    Standing,
    answered_gates,
    criteria,
    gates,
    grounds_from,
    questions,
    standing_of,
)
from maskinrum.decisions.forms import AnswersForm, PointsForm, WeightsForm, read_revision
from maskinrum.decisions.models import DecisionFile
from maskinrum.decisions.permissions import can_change
from maskinrum.decisions.queries import decision_file, own_points, points_by_person, said_of
from maskinrum.decisions.reports.readiness import ReadinessPage, readiness_page, suggestion_words
from maskinrum.knowledge.facts.relevance import Context
from maskinrum.knowledge.reports.block import Beside, experiences_beside_each
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import tried


@login_required
@require_safe
def show(request: PageRequest, file_id: uuid.UUID) -> HttpResponse:
    """Show what is common to all who may read the file; names and single points to the own organisation only."""
    file = decision_file(request.viewer, file_id, now=timezone.now())
    mine = can_change(request.viewer, file)
    page = readiness_page(
        file,
        standing_of(file, for_others=not mine),
        by_person=points_by_person(request.viewer, file),
        own_count=len(own_points(request.viewer, file)) if mine else None,
        beside=_beside(request),
    )
    return render(request, "decisions/readiness.html", {"file": file, "page": page, "can_change": mine})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: PageRequest, file_id: uuid.UUID) -> HttpResponse:
    """Answer gates and questions together."""
    file = _own_file(request, file_id)
    said = said_of(file)
    # Whoever is told of a colleague's answers may save again, and then knows; a slip of one's own keeps the old number.
    form = AnswersForm(request.POST if request.method == "POST" else None, said=said)

    revision = _revision(request)

    def act() -> object:
        nonlocal revision
        sent, revision = revision, said.revision
        return answer_readiness(file, answers=form.answers(), figures=form.figures(), **_by(request, sent))

    if form.is_bound and tried(form, act):
        messages.success(request, _("The answers are saved."))
        return redirect("decisions:readiness", file.pk)
    beside = _beside(request)
    context = {
        "file": file,
        "form": form,
        "revision": revision if form.is_bound else said.revision,
        "parts": [
            {"fields": [form[one.slug], form[f"{one.slug}-note"]], "beside": beside[one.slug]}
            for one in answered_gates()
        ],
        "questions": [form[one.slug] for one in questions()],
    }
    return render(request, "decisions/readiness_answers.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def points(request: PageRequest, file_id: uuid.UUID) -> HttpResponse:
    """Give one's own points, without seeing those of others."""
    file = _own_file(request, file_id)
    form = PointsForm(request.POST if request.method == "POST" else None, own=own_points(request.viewer, file))

    def act() -> object:
        return score_readiness(file, scores=form.scores(), viewer=request.viewer, now=timezone.now())

    if form.is_bound and tried(form, act):
        messages.success(request, _("Your points are saved."))
        return redirect("decisions:readiness", file.pk)
    standing, beside = standing_of(file), _beside(request)
    parts = [
        {
            "fields": [form[one.slug], form[f"{one.slug}-evidence"]],
            "suggestion": suggestion_words(one, standing.metrics),
            "links": one.source_links,
            "beside": beside[one.slug],
        }
        for one in criteria()
    ]
    return render(request, "decisions/readiness_points.html", {"file": file, "form": form, "parts": parts})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def weights(request: PageRequest, file_id: uuid.UUID) -> HttpResponse:
    """Let criteria count more or less."""
    file = _own_file(request, file_id)
    standing = standing_of(file)
    form = WeightsForm(request.POST if request.method == "POST" else None, weights=standing.weights)

    revision = _revision(request)

    def act() -> object:
        nonlocal revision
        sent, revision = revision, standing.said.revision
        return weigh_readiness(file, weights=form.cleaned_data, **_by(request, sent))

    if form.is_bound and tried(form, act):
        messages.success(request, _("The weights are saved."))
        return redirect("decisions:readiness", file.pk)
    context = {
        "file": file,
        "form": form,
        "revision": revision if form.is_bound else standing.said.revision,
        "rows": [{"field": form[one.slug], "standard": one.weight} for one in criteria()],
    }
    return render(request, "decisions/readiness_weights.html", context)


def standing_shown(request: PageRequest, file: DecisionFile) -> Standing:
    """How ready the organisation is, as a page of this viewer may tell it: no more than readiness's own page shows."""
    return standing_of(file, for_others=not can_change(request.viewer, file))


def readiness_summary(request: PageRequest, file: DecisionFile, standing: Standing) -> ReadinessPage:
    """The few lines of what ``standing_shown`` gives that stand on the file's own page."""
    mine = can_change(request.viewer, file)
    own_count = len(own_points(request.viewer, file)) if mine else None
    return readiness_page(file, standing, own_count=own_count)


def grounds_shown(request: PageRequest, file: DecisionFile) -> ReadinessGrounds:
    """What readiness gives the verdict on a page of this viewer."""
    return grounds_from(standing_shown(request, file))


def _own_file(request: PageRequest, file_id: uuid.UUID) -> DecisionFile:
    file = decision_file(request.viewer, file_id, now=timezone.now())
    if not can_change(request.viewer, file):
        raise Http404
    return file


def _by(request: PageRequest, revision: int) -> dict[str, Any]:
    return {"expected_revision": revision, "viewer": request.viewer, "now": timezone.now()}


def _revision(request: PageRequest) -> int:
    """The revision that the page was drawn from; -1, which never is, for what no page of ours wrote."""
    typed = request.POST.get("revision", "")
    return 0 if typed == "0" else read_revision(typed) or -1


def _beside(request: PageRequest) -> dict[str, list[Beside]]:
    """The experiences beside every gate and criterion, in one reading for the whole page."""
    themes = {one.slug: one.themes for one in gates()} | {one.slug: one.themes for one in criteria()}
    contexts = {slug: Context(codes, role="client") for slug, codes in themes.items()}
    return experiences_beside_each(request.viewer, contexts)
