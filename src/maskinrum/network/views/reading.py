"""The list of questions, one of them, and one's own."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from maskinrum.knowledge.facts import themes_named
from maskinrum.knowledge.queries.choices import partnership_names
from maskinrum.network.forms.questions import QuestionFilterForm, read_list_filter
from maskinrum.network.permissions import (
    OPEN_STATES,
    can_answer,
    can_ask,
    can_clarify,
    can_edit,
    can_keep,
    can_see_asker,
    is_asker,
)
from maskinrum.network.phrases import reasons_in_words
from maskinrum.network.queries import (
    contributions,
    facet_counts,
    follows_question,
    listed,
    made_experiences,
    own_questions,
    question,
    routing_of,
)
from maskinrum.network.reports.questions import below, line_of
from maskinrum.organisations.middleware import PageRequest

A_PAGE = 20


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """List the questions that answer: those that wait first."""
    now = timezone.now()
    form = QuestionFilterForm(request.GET, counts=facet_counts(request.viewer, now=now))
    asked = read_list_filter(form)
    page = Paginator(listed(request.viewer, asked, now=now), A_PAGE).get_page(request.GET.get("side"))
    kept = request.GET.copy()
    kept.pop("side", None)
    context = {
        "form": form,
        "asked": asked,
        "page": page,
        "lines": [line_of(row) for row in page],
        "kept": kept.urlencode(),
        "can_ask": can_ask(request.viewer),
    }
    return render(request, "network/questions.html", context)


@require_safe
def one(request: PageRequest, key: str) -> HttpResponse:
    """Show a question, what was answered, and what the viewer can do next."""
    viewer, now = request.viewer, timezone.now()
    row = question(viewer, key, now=now)
    written = list(contributions(row))
    answers, clarifications = below(viewer, row, written, made_experiences(viewer, written, now=now))
    came = routing_of(viewer, row)
    context = {
        "row": row,
        "themes": themes_named(row.theme_codes),
        "partnership": next(iter(partnership_names(viewer, [row.partnership_id], now=now).values()), ""),
        "answers": answers,
        "clarifications": clarifications,
        "reason": reasons_in_words(came.shared, get_language() or "da") if came else "",
        "is_asker": is_asker(viewer, row),
        "is_open": row.state in OPEN_STATES,
        "versions": list(row.versions.all()) if row.edited_at else [],
        "may_edit": can_edit(viewer, row),
        "may_answer": can_answer(viewer, row),
        "may_clarify": can_clarify(viewer, row),
        "follows": follows_question(viewer, row),
        "may_keep": can_keep(viewer, row),
        "may_see_asker": can_see_asker(viewer, row),
        "about": {"themes": tuple(row.theme_codes.split()), "phase": row.phase},
    }
    return render(request, "network/question.html", context)


@login_required
@require_safe
def mine(request: PageRequest) -> HttpResponse:
    """List what the viewer asked, and what the own organisation asked where the viewer decides."""
    page = Paginator(own_questions(request.viewer, now=timezone.now()), A_PAGE).get_page(request.GET.get("side"))
    return render(request, "network/mine.html", {"page": page, "lines": [line_of(row) for row in page]})
