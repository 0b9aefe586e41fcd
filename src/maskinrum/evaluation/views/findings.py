"""Findings: the list, one of them, and every step until it is an experience."""

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.evaluation.actions.findings import (
    add_finding_action,
    change_finding,
    close_finding,
    put_finding_aside,
    take_up_finding,
    tell_finding,
    tick_finding_action,
    write_finding,
)
from maskinrum.evaluation.enums import AnswerWay, FindingState
from maskinrum.evaluation.forms.findings import AsideForm, FindingActionForm, FindingForm, NewFindingForm, OutcomeForm
from maskinrum.evaluation.models import Finding
from maskinrum.evaluation.queries import evaluated_partnership, runs_rounds
from maskinrum.evaluation.queries.findings import (
    experience_of,
    finding_of_key,
    findings_in,
    latest_wordings,
    possible_owners,
)
from maskinrum.evaluation.queries.reading import pulse_series, themes_in
from maskinrum.evaluation.queries.rounds import round_of_key
from maskinrum.evaluation.reports.finding_page import finding_shown
from maskinrum.evaluation.reports.words import after_sentence, says
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import DomainError, tried

A_PAGE = 30


@login_required
@require_safe
def index(request: PageRequest, slug: str) -> HttpResponse:
    """List the findings of a partnership, those that wait first."""
    now, today = timezone.now(), timezone.localdate()
    partnership = evaluated_partnership(request.viewer, slug, now=now)
    state = request.GET.get("tilstand", "")
    rows = findings_in(request.viewer, partnership, now=now)
    chosen = rows.filter(state=state) if state in FindingState.values else rows
    page = Paginator(chosen, A_PAGE).get_page(request.GET.get("side"))
    wordings = latest_wordings(partnership, [row.question_id for row in page])
    context = {
        "partnership": partnership,
        "findings": [finding_shown(row, wordings, today) for row in page],
        "page": page,
        "states": FindingState.choices,
        "state": state if state in FindingState.values else "",
        "kept": urlencode({"tilstand": state}) if state in FindingState.values else "",
        "runs": runs_rounds(request.viewer, partnership),
        "here": "findings",
    }
    return render(request, "evaluation/findings.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest, slug: str) -> HttpResponse:
    """Write what one has seen, oneself."""
    now = timezone.now()
    partnership = evaluated_partnership(request.viewer, slug, now=now)
    series = {str(one.question): one for one in pulse_series(request.viewer, partnership, AnswerWay.PERSONAL, now=now)}
    choices = [(key, says(one.wording)) for key, one in series.items()]
    form = NewFindingForm(request.POST if request.method == "POST" else None, questions=choices)
    made: list[Finding] = []

    def act() -> object:
        one = series.get(form.cleaned_data["question"])
        last = next((row for row in reversed(one.rounds) if row.levels), None) if one else None
        seen = round_of_key(request.viewer, last.round_key, now=now) if last else None
        question = one.wording.question if one else None
        value = median_now(last.levels) if last and last.levels else None
        given: dict[str, Any] = {"question": question, "from_round": seen, "value": value}
        made.append(write_finding(partnership, form.words(), **given, viewer=request.viewer, now=now))
        return made[0]

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The finding is written. Those who run the evaluation take it up."))
        return redirect("evaluation:finding", made[0].key)
    return render(request, "evaluation/new_finding.html", {"partnership": partnership, "form": form})


def median_now(levels: tuple[int, ...]) -> float:
    """The median that a finding begins from."""
    from maskinrum.evaluation.analysis.reading_rounds import median_of  # noqa: PLC0415 - the engine, for one number

    return median_of(levels)


@login_required
@require_safe
def show(request: PageRequest, key: str) -> HttpResponse:
    """Show one finding and its next step."""
    return _page(request, finding_of_key(request.viewer, key, now=timezone.now()))


def _page(request: PageRequest, row: Finding, forms: dict[str, Form] | None = None) -> HttpResponse:
    now, viewer = timezone.now(), request.viewer
    shown = finding_shown(row, latest_wordings(row.partnership, [row.question_id]), timezone.localdate())
    runs = runs_rounds(viewer, row.partnership)
    first = {"title": row.title or shown.saw[:200], "text": row.text}
    people = possible_owners(viewer) if runs else {}
    context: dict[str, Any] = {
        "row": row,
        "partnership": row.partnership,
        "shown": shown,
        "runs": runs,
        "today": timezone.localdate(),
        "words_form": FindingForm(initial=first),
        "aside_form": AsideForm(),
        "action_form": FindingActionForm(people=people),
        "outcome_form": OutcomeForm(),
        "experience": experience_of(viewer, row, now=now),
        "about": {"themes": themes_in(row.question.theme_codes) if row.question else ()},
        "wrong": next(iter(forms.values())) if forms else None,
    }
    shown_forms = context | (forms or {})
    shown_forms["action_form"].auto_id = "action_%s"  # the words of the finding stand beside it, with a text of theirs
    return render(request, "evaluation/finding.html", shown_forms)


def _step(
    request: PageRequest,
    key: str,
    name: str,
    form_of: Callable[[], Form],
    act: Callable[[Finding, Any], object],
    said: str,
) -> HttpResponse:
    """Take one step of a finding, or show its page with what was wrong. 404 for who may not take it."""
    row = finding_of_key(request.viewer, key, now=timezone.now())
    if not runs_rounds(request.viewer, row.partnership):
        raise Http404
    form = form_of()
    if not tried(form, lambda: act(row, form)):
        return _page(request, row, {name: form})
    messages.success(request, said)
    return redirect("evaluation:finding", key)


@login_required
@require_POST
def take_up(request: PageRequest, key: str) -> HttpResponse:
    """Take a finding up, in one's own words."""

    def act(row: Finding, form: FindingForm) -> object:
        return take_up_finding(row, form.words(), viewer=request.viewer, now=timezone.now())

    said = _("The finding is taken up. Say what is done about it.")
    return _step(request, key, "words_form", lambda: FindingForm(request.POST), act, said)


@login_required
@require_POST
def change(request: PageRequest, key: str) -> HttpResponse:
    """Say it with other words."""

    def act(row: Finding, form: FindingForm) -> object:
        return change_finding(row, form.words(), viewer=request.viewer, now=timezone.now())

    return _step(request, key, "words_form", lambda: FindingForm(request.POST), act, _("The finding is saved."))


@login_required
@require_POST
def put_aside(request: PageRequest, key: str) -> HttpResponse:
    """Put a finding aside with a reason."""

    def act(row: Finding, form: AsideForm) -> object:
        because = form.cleaned_data["because"]
        return put_finding_aside(row, because=because, viewer=request.viewer, now=timezone.now())

    return _step(request, key, "aside_form", lambda: AsideForm(request.POST), act, _("The finding is put aside."))


@login_required
@require_POST
def add_action(request: PageRequest, key: str) -> HttpResponse:
    """Say what is done, by whom and by when."""

    def act(row: Finding, form: FindingActionForm) -> object:
        return add_finding_action(row, form.facts(), viewer=request.viewer, now=timezone.now())

    people = possible_owners(request.viewer)
    said = _("It is written down. A colleague is reminded a week before.")
    return _step(request, key, "action_form", lambda: FindingActionForm(request.POST, people=people), act, said)


@login_required
@require_POST
def close(request: PageRequest, key: str) -> HttpResponse:
    """Say what came of a finding."""

    def act(row: Finding, form: OutcomeForm) -> object:
        outcome = form.cleaned_data["outcome"]
        return close_finding(row, outcome=outcome, viewer=request.viewer, now=timezone.now())

    said = _("The finding is done. Others can learn from it: make it an experience.")
    return _step(request, key, "outcome_form", lambda: OutcomeForm(request.POST), act, said)


@login_required
@require_POST
def tick(request: PageRequest, key: str, action_id: uuid.UUID) -> HttpResponse:
    """Say that something is done, or not after all."""
    row = finding_of_key(request.viewer, key, now=timezone.now())
    action = get_object_or_404(row.actions, pk=action_id)
    is_done = request.POST.get("done") == "1"
    try:
        tick_finding_action(action, is_done=is_done, viewer=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("evaluation:finding", key)


@login_required
@require_POST
def tell(request: PageRequest, key: str) -> HttpResponse:
    """Begin an experience from a finding that is done."""
    row = finding_of_key(request.viewer, key, now=timezone.now())
    if not runs_rounds(request.viewer, row.partnership):
        raise Http404
    try:
        draft = tell_finding(row, measured=after_sentence(row), viewer=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("evaluation:finding", key)
    messages.success(request, _("The draft is begun from the finding. Read it through before you send it on."))
    return redirect("knowledge:experience", draft.key)
