"""What a closed round proposes to look at, and what it says of what was looked at before."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from maskinrum.evaluation.analysis.reading_rounds import compared, median_of, read_round
from maskinrum.evaluation.analysis.reading_series import read_series
from maskinrum.evaluation.enums import AnswerWay, Aspect, EvaluationPart, FindingState, ResultView, RoundState
from maskinrum.evaluation.facts.offers import MEASURES, PROPOSALS, offer, offered
from maskinrum.evaluation.facts.reading import RoundReading
from maskinrum.evaluation.facts.signals import CHANGE, GAP, SPREAD, Proposal
from maskinrum.evaluation.models import Finding, Reading, Result, Round
from maskinrum.evaluation.queries.findings import OPEN_STATES
from maskinrum.evaluation.queries.reading import (
    QuestionSeries,
    answers_of,
    counted_before,
    counted_groups,
    series_of,
    stored_reading,
    wordings_of,
)
from maskinrum.evaluation.queries.statistics import least_gap, least_spread, priors
from maskinrum.knowledge.actions.writing import new_key
from maskinrum.organisations.actions import record
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership

Propose = Callable[[Partnership, datetime], Iterable[Proposal]]

LARGEST_SEED = 2**63 - 1


def offer_proposals(name: str, propose: Propose) -> None:
    """Offer what proposes findings beside the rounds, such as figures of the portfolio; the same name replaces."""
    offer(PROPOSALS, name, propose)


@transaction.atomic
def read_closed_round(row: Round, *, viewer: Viewer, now: datetime) -> Reading | None:
    """Calculate what a closed round says and keep it; propose findings, and measure again what was taken up.

    Doing it again gives the same reading and proposes nothing twice. Nothing is kept of the maturity, of which there
    is nothing to calculate.
    """
    kept = keep_reading(row, now) if row.part == EvaluationPart.PULSE else None
    measure_again(row, viewer=viewer, now=now)
    propose_findings(row, viewer=viewer, now=now)
    return kept


@transaction.atomic
def keep_reading(row: Round, now: datetime) -> Reading:
    """Calculate what a closed round says and keep it, without proposing anything."""
    found = calculated_reading(row)
    values: dict[str, Any] = {"seed": found.seed, "method": found.method, "data": found.to_json()}
    kept, _is_new = Reading.objects.update_or_create(round=row, defaults=values | {"calculated_at": now})
    return kept


def calculated_reading(row: Round) -> RoundReading:
    """What the results of a round say; its seed is its own, so that nobody can choose one."""
    likeness = {view: prior.mean for view, prior in priors().items()}
    return read_round(counted_groups(row), counted_before(row), seed=seed_of(row), likeness=likeness)


def seed_of(row: Round) -> int:
    """The seed of everything that is drawn for a round."""
    return row.pk.int & LARGEST_SEED


@transaction.atomic
def propose_findings(row: Round, *, viewer: Viewer, now: datetime) -> list[Finding]:
    """Propose what a round shows: one finding for a question at most, and none where one is open."""
    proposals = [*_of_round(row), *_of_others(row.partnership, now)]
    is_open = Finding.objects.filter(partnership=row.partnership_id, state__in=OPEN_STATES)
    taken: set[tuple[uuid.UUID | None, str]] = {*is_open.values_list("question", "indicator")}
    known = {*Finding.objects.filter(partnership=row.partnership_id).exclude(sign="").values_list("sign", flat=True)}
    made = []
    for one in proposals:
        if (one.question, one.indicator) in taken or one.sign in known:
            continue
        taken.add((one.question, one.indicator))
        known.add(one.sign)
        made.append(_proposed(row, one, viewer, now))
    return made


def _proposed(row: Round, one: Proposal, viewer: Viewer, now: datetime) -> Finding:
    found = Finding.objects.create(
        key=new_key(),
        partnership=row.partnership,
        organisation=row.organisation,
        visibility=Visibility.ORGANISATION if one.for_client else Visibility.PARTNERSHIP,
        question_id=one.question,
        indicator=one.indicator,
        signal=one.signal,
        sign=one.sign,
        saw=dict(one.saw),
        from_round=row if one.question else None,
        value_before=one.value,
        created_at=now,
        changed_at=now,
    )
    record("propose_finding", found, viewer=viewer, now=now, changes={"signal": [None, one.signal]})
    return found


def _of_others(partnership: Partnership, now: datetime) -> Iterator[Proposal]:
    for propose in offered(PROPOSALS):
        yield from propose(partnership, now)


def _of_round(row: Round) -> Iterator[Proposal]:
    if row.part == EvaluationPart.MATURITY:
        yield from _spreads(row)
        return
    closed = Round.objects.filter(partnership=row.partnership_id, part=row.part, state=RoundState.CLOSED)
    rounds = list(closed.filter(number__lte=row.number).order_by("number"))
    series = series_of(rounds, row.partnership, AnswerWay.PERSONAL)
    for one in series:
        yield from _chart_signals(one, row)
    reading = stored_reading(row) or calculated_reading(row)
    for one in series:
        yield from _differences(one, reading, row)


def _chart_signals(one: QuestionSeries, row: Round) -> Iterator[Proposal]:
    found = read_series(one.rounds, one.begins)
    if not one.rounds or one.rounds[-1].round_key != row.key:
        return
    for signal in reversed(found.fresh):
        first, last = one.rounds[signal.places[0]], found.rounds[signal.places[-1]]
        saw = {
            "above": signal.above,
            "rounds": [one.rounds[place].number for place in signal.places],
            "is_trial": bool(found.last and found.last.firmness == "trial"),
        }
        sign = f"{signal.rule}:{one.question}:{first.round_key}"
        yield Proposal(signal.rule, sign, last.median, one.question, saw=saw)


def _differences(one: QuestionSeries, reading: RoundReading, row: Round) -> Iterator[Proposal]:
    whole = reading.whole(str(one.wording.pk), AnswerWay.PERSONAL)
    if whole is None or whole.median is None:
        return
    if whole.change is not None and whole.change.differs:
        saw = {"estimate": whole.change.estimate, "low": whole.change.low, "high": whole.change.high}
        yield Proposal(CHANGE, f"{CHANGE}:{one.question}:{row.key}", whole.median.estimate, one.question, saw=saw)
    if whole.gap is not None and whole.gap.differs and whole.gap.estimate >= least_gap():
        saw = {"estimate": whole.gap.estimate, "low": whole.gap.low, "high": whole.gap.high}
        sign = f"{GAP}:{one.question}:{row.closes_on.year}"
        yield Proposal(GAP, sign, whole.median.estimate, one.question, saw=saw)


def _spreads(row: Round) -> Iterator[Proposal]:
    answers = answers_of([row])[0]
    for wording in wordings_of(row):
        known = [level for (about, _party), level in answers.levels.items() if about == wording.pk and level]
        spread = max(known) - min(known) if len(known) > 1 else 0
        if spread >= least_spread():
            saw = {"low": min(known), "high": max(known)}
            sign = f"{SPREAD}:{wording.question_id}:{row.key}"
            yield Proposal(SPREAD, sign, float(spread), wording.question_id, saw=saw)


@transaction.atomic
def measure_again(row: Round, *, viewer: Viewer, now: datetime) -> int:
    """Let a closed round say whether what was done helped: of findings that were taken up before it opened."""
    taken = Finding.objects.filter(
        partnership=row.partnership_id, state=FindingState.ACCEPTED, taken_up_on__lte=row.opens_on
    ).select_related("from_round", "question")
    told = 0
    for finding in taken:
        after = _after(finding, row, now)
        if after is None:
            continue
        finding.value_after, finding.after = after
        finding.measured_again = row
        finding.changed_at = now
        finding.save(update_fields=["value_after", "after", "measured_again", "changed_at"])
        record("measure_finding_again", finding, viewer=viewer, now=now)
        told += 1
    return told


def _after(finding: Finding, row: Round, now: datetime) -> tuple[float | None, dict[str, Any]] | None:
    if finding.indicator:
        values = [measure(row.partnership, finding.indicator, now) for measure in offered(MEASURES)]
        known = [value for value in values if value is not None]
        return (known[0], {}) if known else None
    if finding.question is None or finding.from_round is None or finding.question.part != row.part:
        return None
    if row.part == EvaluationPart.MATURITY:
        return _spread_after(finding.question_id, row)
    return _median_after(finding, finding.from_round, row)


def _spread_after(question: uuid.UUID | None, row: Round) -> tuple[float | None, dict[str, Any]] | None:
    answers = answers_of([row])[0]
    asked = {wording.pk for wording in wordings_of(row) if wording.question_id == question}
    known = [level for (about, _party), level in answers.levels.items() if about in asked and level]
    return (float(max(known) - min(known)), {}) if len(known) > 1 else None


def _median_after(finding: Finding, before: Round, row: Round) -> tuple[float | None, dict[str, Any]] | None:
    rows = Result.objects.filter(
        round__in=[before, row],
        wording__question=finding.question_id,
        way=AnswerWay.PERSONAL,
        view=ResultView.ALL,
        aspect=Aspect.AGREEMENT,
    ).values_list("round", "wording", "levels")
    found = {one: (wording, levels) for one, wording, levels in rows}
    if row.pk not in found:
        return None
    wording, levels = found[row.pk]
    earlier = found.get(before.pk, (None, None))
    if levels is None or earlier[1] is None:
        return None, {"is_withheld": True}
    if earlier[0] != wording:
        return None, {"has_other_words": True}
    difference = compared(levels, earlier[1], seed=seed_of(row))
    return median_of(levels), {
        "estimate": difference.estimate,
        "low": difference.low,
        "high": difference.high,
        "median_before": median_of(earlier[1]),
        "before": sum(earlier[1]),
        "after": sum(levels),
    }
