"""What the evaluation is and what is asked, for everybody; and the partnerships one takes part in."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maskinrum.evaluation.enums import EvaluationPart, RoundState
from maskinrum.evaluation.facts.planning import MONTHS_BETWEEN, proposed_days
from maskinrum.evaluation.queries import (
    closed_rounds,
    evaluated_partnership,
    evaluated_partnerships,
    runs_rounds,
    shipped_questions,
)
from maskinrum.evaluation.queries.inviting import open_rounds, pulse_due_since
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.domain import load
from maskinrum.steering.queries import boards

A_PAGE = 12


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Explain what is asked, how often, and why nobody can be recognised; list one's own partnerships."""
    shipped = shipped_questions()
    context = {
        "pulse": [one for one in shipped if one.part == EvaluationPart.PULSE],
        "maturity": [one for one in shipped if one.part == EvaluationPart.MATURITY],
        "scale": load("evaluation")["pulse"]["scale"],
        "levels": load("evaluation")["maturity"]["levels"],
        "own": list(evaluated_partnerships(request.viewer, now=timezone.now())),
    }
    return render(request, "evaluation/index.html", context)


@login_required
@require_safe
def overview(request: PageRequest, slug: str) -> HttpResponse:
    """Show the rounds of one partnership: what runs, what was held, and what comes next."""
    now = timezone.now()
    row = evaluated_partnership(request.viewer, slug, now=now)
    current = list(open_rounds(request.viewer, row, now=now))
    held = {part: closed_rounds(request.viewer, row, part, now=now).order_by("-number") for part in EvaluationPart}
    pulses = Paginator(held[EvaluationPart.PULSE], A_PAGE).get_page(request.GET.get("side"))
    last = held[EvaluationPart.PULSE].first()
    context = {
        "partnership": row,
        "current": current,
        "pulses": pulses,
        "maturities": list(held[EvaluationPart.MATURITY]),
        "may_run": runs_rounds(request.viewer, row),
        "next_day": proposed_days(last.opens_on if last else None, timezone.localdate(now), months=MONTHS_BETWEEN)[0],
        "due_since": pulse_due_since(request.viewer, row, now=now),
        "has_board": boards(request.viewer).filter(partnership=row).exists(),
        "has_pulse": any(one.part == EvaluationPart.PULSE for one in current),
        "OPEN": RoundState.OPEN,
    }
    return render(request, "evaluation/overview.html", context)
