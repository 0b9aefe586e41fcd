"""Reading closed rounds: the pulse over time, one question, one round, and maturity by party."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.evaluation.actions.basis import begin_anew, take_back_basis
from maskinrum.evaluation.actions.proposing import calculated_reading
from maskinrum.evaluation.enums import AnswerWay, EvaluationPart, RoundRole, RoundState
from maskinrum.evaluation.forms.answering import one_thing
from maskinrum.evaluation.forms.findings import NewBasisForm
from maskinrum.evaluation.models import NewBasis
from maskinrum.evaluation.queries import (
    closed_rounds,
    evaluated_partnership,
    party_organisations,
    round_of_key,
    runs_rounds,
)
from maskinrum.evaluation.queries.findings import findings_in, waiting_findings, wordings_asked
from maskinrum.evaluation.queries.reading import (
    QuestionSeries,
    has_wall,
    maturity_rounds,
    own_words,
    pulse_series,
    stored_reading,
    wordings_of,
)
from maskinrum.evaluation.queries.taking_part import names_of_groups, with_those_who_answered
from maskinrum.evaluation.reports.finding_page import finding_shown
from maskinrum.evaluation.reports.maturity_page import maturity_chart, themes_shown
from maskinrum.evaluation.reports.round_page import groups_shown, items_read, rates_table, round_chart
from maskinrum.evaluation.reports.series_page import begins_said, item_chart, items_shown
from maskinrum.evaluation.reports.words import says
from maskinrum.knowledge.facts.relevance import Context
from maskinrum.knowledge.reports.block import experiences_beside_each
from maskinrum.organisations.middleware import PageRequest
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import tried

MOST_BESIDE = 1


def way_asked(request: PageRequest) -> AnswerWay:
    """Personal links, or the wall where that is asked for."""
    return AnswerWay.WALL if request.GET.get("vej") == "vaeg" else AnswerWay.PERSONAL


@login_required
@require_safe
def development(request: PageRequest, slug: str) -> HttpResponse:
    """Show every question of the pulse over time."""
    now = timezone.now()
    partnership = evaluated_partnership(request.viewer, slug, now=now)
    way = way_asked(request)
    series = pulse_series(request.viewer, partnership, way, now=now)
    rounds = closed_rounds(request.viewer, partnership, EvaluationPart.PULSE, now=now).order_by("-number")
    context = {
        "partnership": partnership,
        "items": items_shown(series),
        "is_wall": way == AnswerWay.WALL,
        "has_wall": has_wall(request.viewer, partnership, now=now),
        "rounds": rounds[:6],
        "waiting": waiting_findings(request.viewer, partnership, now=now),
        "here": "development",
    }
    return render(request, "evaluation/development.html", context)


@login_required
@require_safe
def question(request: PageRequest, slug: str, question_id: uuid.UUID) -> HttpResponse:
    """Show one question over time, at full size, with where it begins anew and what was found."""
    now = timezone.now()
    partnership = evaluated_partnership(request.viewer, slug, now=now)
    one = _series(request, partnership, question_id)
    read, chart = item_chart(one)
    found = findings_in(request.viewer, partnership, now=now).filter(question=question_id)
    words, today = {question_id: one.wording}, timezone.localdate()
    bases = NewBasis.objects.filter(partnership=partnership, wording__question=question_id)
    context = {
        "partnership": partnership,
        "item": one,
        "name": says(one.wording),
        "chart": chart,
        "begins": begins_said(read, wordings_asked(partnership, question_id)),
        "bases": bases.select_related("from_round"),
        "findings": [finding_shown(row, words, today) for row in found],
        "is_wall": way_asked(request) == AnswerWay.WALL,
        "runs": runs_rounds(request.viewer, partnership),
        "about": {"themes": one.themes},
    }
    return render(request, "evaluation/question.html", context)


def _series(request: PageRequest, partnership: Partnership, question_id: uuid.UUID) -> QuestionSeries:
    """The series of one question of a partnership that the viewer may see, or Http404."""
    way, now = way_asked(request), timezone.now()
    found = pulse_series(request.viewer, partnership, way, now=now, question=question_id)
    if not found:
        raise Http404
    return found[0]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_basis(request: PageRequest, slug: str, question_id: uuid.UUID) -> HttpResponse:
    """Let the chart of a question begin anew from a round, for a reason."""
    now = timezone.now()
    partnership = evaluated_partnership(request.viewer, slug, now=now)
    if not runs_rounds(request.viewer, partnership):
        raise Http404
    one = _series(request, partnership, question_id)
    rows = list(closed_rounds(request.viewer, partnership, EvaluationPart.PULSE, now=now))
    words = _("Round %(number)s")
    choices = [(row.key, words % {"number": row.number}) for row in rows]
    form = NewBasisForm(request.POST if request.method == "POST" else None, rounds=choices)

    def act() -> object:
        row = next(row for row in rows if row.key == form.cleaned_data["round"])
        reason = form.cleaned_data["reason"]
        return begin_anew(row, one.wording, reason=reason, viewer=request.viewer, now=now)

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The chart begins anew with that round."))
        return redirect("evaluation:question", slug, question_id)
    context = {"partnership": partnership, "item": one, "name": says(one.wording), "form": form}
    return render(request, "evaluation/new_basis.html", context)


@login_required
@require_POST
def drop_basis(request: PageRequest, slug: str, question_id: uuid.UUID, basis_id: uuid.UUID) -> HttpResponse:
    """Let the chart go on as if it had not begun anew."""
    partnership = evaluated_partnership(request.viewer, slug, now=timezone.now())
    if not runs_rounds(request.viewer, partnership):
        raise Http404
    rows = NewBasis.objects.select_related("partnership").filter(partnership=partnership)
    row = get_object_or_404(rows, pk=basis_id, wording__question=question_id)
    take_back_basis(row, viewer=request.viewer, now=timezone.now())
    messages.success(request, _("The chart goes on from where it was."))
    return redirect("evaluation:question", slug, question_id)


@login_required
@require_safe
def round_results(request: PageRequest, key: str) -> HttpResponse:
    """Show what one closed round of the pulse says."""
    now = timezone.now()
    row = round_of_key(request.viewer, key, now=now)
    if row.part != EvaluationPart.PULSE or row.state != RoundState.CLOSED:
        raise Http404
    way = way_asked(request)
    reading = stored_reading(row) or calculated_reading(row)
    wordings = wordings_of(row)
    items = items_read(wordings, reading, way)
    rates = list(row.response_rates.order_by("view", "-invited", "id"))
    stored = {uuid.UUID(one.party) for one in reading.groups if one.party}
    stored |= {one.party_id for one in rates if one.party_id}
    names = {str(key): name for key, name in names_of_groups(stored).items()}
    roles = {role: str(label) for role, label in RoundRole.choices}
    views = (groups_shown("party", wordings, reading, names), groups_shown("role", wordings, reading, roles))
    told = [one for one in items if one.change or one.gap]
    contexts = {str(one.question): Context(themes=one.themes) for one in told}
    beside = experiences_beside_each(request.viewer, contexts, limit=MOST_BESIDE) if contexts else {}
    context = {
        "row": row,
        "partnership": row.partnership,
        "chart": round_chart(items) if items else None,
        "told": [{"item": one, "beside": beside.get(str(one.question), [])} for one in told],
        "views": [] if way == AnswerWay.WALL else [one for one in views if one],
        "rates": rates_table(rates, names | roles),
        "own_words": own_words(request.viewer, row, now=now),
        "one_thing": one_thing()["text"],
        "is_wall": way == AnswerWay.WALL,
        "seed": reading.seed,
    }
    return render(request, "evaluation/round_results.html", context)


@login_required
@require_safe
def maturity(request: PageRequest, slug: str) -> HttpResponse:
    """Show how far apart the parties are on each theme, and how that has changed."""
    now = timezone.now()
    partnership = evaluated_partnership(request.viewer, slug, now=now)
    found = maturity_rounds(request.viewer, partnership, now=now)
    latest = found[0].row if found else None
    context: dict[str, Any] = {"partnership": partnership, "latest": latest, "here": "maturity"}
    if found:
        parties = with_those_who_answered(party_organisations(partnership), found[0])
        themes = themes_shown(wordings_of(found[0].row), parties, found[0], found[1] if found[1:] else None)
        wide = {str(one.question): Context(themes=one.themes) for one in themes if one.is_wide}
        beside = experiences_beside_each(request.viewer, wide, limit=MOST_BESIDE) if wide else {}
        context["rows"] = [{"theme": one, "beside": beside.get(str(one.question), [])} for one in themes]
        context["chart"] = maturity_chart(themes, parties) if themes else None
    return render(request, "evaluation/maturity.html", context)
