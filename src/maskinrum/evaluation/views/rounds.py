"""Plan a round, and follow and run one."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.evaluation.actions import (
    cancel_round,
    change_round,
    close_round,
    open_round,
    plan_round,
    put_up_wall,
    rates_of,
)
from maskinrum.evaluation.actions.letters import token_of_wall
from maskinrum.evaluation.enums import EvaluationPart, ResultView, RoundRole, RoundState
from maskinrum.evaluation.facts.grouping import SMALLEST
from maskinrum.evaluation.facts.planning import proposed_days, reminder_days
from maskinrum.evaluation.forms.rounds import DaysForm, PlanForm
from maskinrum.evaluation.models import ResponseRate, Round
from maskinrum.evaluation.permissions import can_answer_for_party
from maskinrum.evaluation.queries import closed_rounds, party_organisations, round_of_key, runs_rounds
from maskinrum.evaluation.queries.inviting import counted_list, open_rounds, parties_answered
from maskinrum.evaluation.queries.reading import answers_of
from maskinrum.evaluation.queries.rounds import run_partnership
from maskinrum.evaluation.queries.taking_part import names_of_groups, with_those_who_answered
from maskinrum.evaluation.views.reaching import done, run_round
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.models import Organisation
from maskinrum.shared.errors import tried
from maskinrum.shared.mail import has_mail_server
from maskinrum.shared.qr import qr_code

PROPOSED_MONTHS = 3


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: PageRequest, slug: str) -> HttpResponse:
    """Plan the next round; the days are proposed three months after the last one."""
    now = timezone.now()
    row = run_partnership(request.viewer, slug, now=now)
    data = request.POST if request.method == "POST" else None
    last = closed_rounds(request.viewer, row, EvaluationPart.PULSE, now=now).order_by("-number").first()
    days = proposed_days(last.opens_on if last else None, timezone.localdate(now), months=PROPOSED_MONTHS)
    form = PlanForm(data, initial={"part": EvaluationPart.PULSE, "opens_on": days[0], "closes_on": days[1]})
    made: list[Round] = []

    def act() -> None:
        made.append(plan_round(row, **form.cleaned_data, viewer=request.viewer, now=now))

    if data is not None and tried(form, act):
        after = "invite" if made[0].part == EvaluationPart.PULSE else "round"
        return redirect(f"evaluation:{after}", made[0].key)
    unclosed = open_rounds(request.viewer, row, now=now)
    return render(request, "evaluation/plan.html", {"partnership": row, "form": form, "unclosed": unclosed})


@login_required
@require_safe
def show(request: PageRequest, key: str) -> HttpResponse:
    """Show how far a round is: its days, who is asked, and how many have answered. Never what."""
    now = timezone.now()
    row = round_of_key(request.viewer, key, now=now)
    is_pulse = row.part == EvaluationPart.PULSE
    parties = party_organisations(row.partnership)
    context = {
        "row": row,
        "partnership": row.partnership,
        "may_run": runs_rounds(request.viewer, row.partnership),
        "is_pulse": is_pulse,
        "state": row.state,
        "has_mail": has_mail_server(),
        "reminders": reminder_days(row.opens_on, row.closes_on) if is_pulse else (),
        "may_answer": not is_pulse and can_answer_for_party(request.viewer, {one.pk for one in parties}),
        "smallest": SMALLEST,
        **(_figures(row) if is_pulse else {"parties": _answered(row, parties)}),
    }
    return render(request, "evaluation/round.html", context)


def _answered(row: Round, parties: list[Organisation]) -> list[tuple[Organisation, int]]:
    """On how many themes each party has answered; of a closed round those are named too that are a party no longer."""
    if row.state == RoundState.CLOSED:
        parties = with_those_who_answered(parties, answers_of([row])[0])
    return parties_answered(row, parties)


def _figures(row: Round) -> dict[str, Any]:
    if row.state == RoundState.PLANNED:
        counted = counted_list(row)
        total = sum(int(str(one["count"])) for one in counted)
        lines = [one | {"role": RoundRole(str(one["role"])).label} for one in counted]
        return {"listed": lines, "total": total, "can_open": total >= SMALLEST}
    stored = row.response_rates.all() if row.state == RoundState.CLOSED else rates_of(row)
    # By size and not as the rows were made: the order of the keys is chance.
    rates = sorted(stored, key=lambda one: (-one.invited, str(one.party_id or ""), one.role))
    names = names_of_groups({one.party_id for one in rates if one.party_id})
    return {
        "by_party": [
            _rate(one, names[one.party_id] if one.party_id else "") for one in rates if one.view == ResultView.PARTY
        ],
        "by_role": [_rate(one, _role(one.role)) for one in rates if one.view == ResultView.ROLE],
    }


def _role(role: str) -> str:
    return str(RoundRole(role).label) if role in RoundRole.values else ""


def _rate(one: ResponseRate, name: str) -> dict[str, Any]:
    share = round(100 * one.answered / one.invited) if one.invited else 0
    return {"name": name or _("The others together"), "rate": one, "share": share}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def days(request: PageRequest, key: str) -> HttpResponse:
    """Move a round."""
    now = timezone.now()
    row = run_round(request, key, now=now)
    data = request.POST if request.method == "POST" else None
    is_open = row.state == RoundState.OPEN
    form = DaysForm(data, initial={"opens_on": row.opens_on, "closes_on": row.closes_on}, is_open=is_open)

    def act() -> object:
        return change_round(row, **form.days(row.opens_on), viewer=request.viewer, now=now)

    if data is not None and tried(form, act):
        return redirect("evaluation:round", row.key)
    return render(request, "evaluation/days.html", {"row": row, "partnership": row.partnership, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PageRequest, key: str) -> HttpResponse:
    """Say what opening does, and open."""
    now = timezone.now()
    row = run_round(request, key, now=now)
    if request.method == "POST":
        words = _("The round is open. Everybody on the list gets a personal link by e-mail.")
        if row.part == EvaluationPart.MATURITY:
            words = _("The round is open. Each party answers for itself.")
        return done(request, row, lambda: open_round(row, viewer=request.viewer, now=now), words)
    if row.state != RoundState.PLANNED:
        return redirect("evaluation:round", row.key)
    figures = _figures(row) if row.part == EvaluationPart.PULSE else {}
    context = {"row": row, "partnership": row.partnership, "has_mail": has_mail_server()}
    return render(request, "evaluation/open.html", context | figures)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PageRequest, key: str) -> HttpResponse:
    """Say what closing does, and close."""
    now = timezone.now()
    row = run_round(request, key, now=now)
    if request.method == "POST":
        words = _("The round is closed. Who was asked is forgotten; what may be shown is shown.")
        return done(request, row, lambda: close_round(row, viewer=request.viewer, now=now), words)
    if row.state != RoundState.OPEN:
        return redirect("evaluation:round", row.key)
    return render(request, "evaluation/close.html", {"row": row, "partnership": row.partnership})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: PageRequest, key: str) -> HttpResponse:
    """Call off a planned round."""
    now = timezone.now()
    row = run_round(request, key, now=now)
    if request.method == "POST":
        cancel_round(row, viewer=request.viewer, now=now)
        return redirect("evaluation:rounds", row.partnership.slug)
    return render(request, "evaluation/cancel.html", {"row": row, "partnership": row.partnership})


@login_required
@require_http_methods(["GET", "HEAD"])
def wall(request: PageRequest, key: str) -> HttpResponse:
    """Show the QR code to print and put on the wall, or offer to make it."""
    row = run_round(request, key, now=timezone.now())
    link = request.build_absolute_uri(reverse("evaluation:wall_answer", args=[token_of_wall(row)]))
    context = {"row": row, "partnership": row.partnership, "link": link}
    if row.wall_digest:
        context["qr"] = qr_code(link, name=_("QR code for the wall"))
    return render(request, "evaluation/wall.html", context)


@login_required
@require_POST
def make_wall(request: PageRequest, key: str) -> HttpResponse:
    """Make the QR code."""
    now = timezone.now()
    row = run_round(request, key, now=now)
    done(request, row, lambda: put_up_wall(row, viewer=request.viewer, now=now), _("Print the page and put it up."))
    return redirect("evaluation:wall", row.key)
