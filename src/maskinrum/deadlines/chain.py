"""The chain of a procedure: forward from the dispatch of the notice, backward from a wished signature."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from maskinrum.deadlines.counting import Ending, ending
from maskinrum.deadlines.days import FIRST, checked, later, months_later
from maskinrum.deadlines.errors import DeadlineError
from maskinrum.deadlines.periods import Applied, Period, period, prior_notice_window, unverified
from maskinrum.deadlines.rules import Channel, LegalRules, Procedure, Rule
from maskinrum.deadlines.working_days import WorkingDays

# A procedure whose stages are those of another; its own periods come before the other's.
VARIANTS: Final[Mapping[str, str]] = {"innovation_partnership": "dialogue"}
PRIOR_NOTICE: Final = "prior_notice"
SELECTION, EVALUATION, STANDSTILL, SIGNATURE = "selection", "evaluation", "standstill", "signature"
ANSWERED: Final = ("application", "bid", "final_bid")  # bidders may ask until six days before these end

Basis = Literal["statutory", "estimate", "next_day"]


@dataclass(frozen=True, slots=True)
class Question:
    """Which procedure, and under what conditions.

    ``shortenings``: each condition claimed, with the days settled on or nothing. ``days``: days of a stage that
    has no length by law, or more days than its minimum. ``channel``: how the award is told.
    ``prior_notice``: when it was sent.
    """

    procedure: str
    shortenings: Mapping[str, int | None] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)
    channel: Channel = "electronic"
    prior_notice: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``statutory`` is counted by a rule; ``estimate`` is work nobody has given a length by law.

    ``event`` is what it is counted from. The rule of an estimate, where there is one, says that there is no minimum.
    """

    stage: str
    basis: Basis
    event: str
    ending: Ending
    rule: Rule | None = None
    applied: tuple[Applied, ...] = ()
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Watch:
    """A date to watch beside the chain, such as the end of a complaint period; ``stage`` is the step it belongs to."""

    stage: str
    period: Period


@dataclass(frozen=True, slots=True)
class Chain:
    """The whole course. ``variant_of`` names the procedure whose stages were used instead of its own."""

    question: Question
    procedure: Procedure
    variant_of: str | None
    dispatch: date
    steps: tuple[Step, ...]
    watches: tuple[Watch, ...]
    prior_notice_window: tuple[date, date] | None

    def step(self, stage: str) -> Step:
        """The step of a stage; raises ``DeadlineError`` (code ``stage``) when the procedure has none."""
        for step in self.steps:
            if step.stage == stage:
                return step
        known = [step.stage for step in self.steps]
        raise DeadlineError(f"no stage {stage!r}", code="stage", value=stage, choices=known)

    @property
    def earliest_signature(self) -> date:
        """The first day on which the contract may be signed: the day after the standstill."""
        return self.step(SIGNATURE).ending.nominal_end

    @property
    def signature(self) -> date:
        """The first working day on which it may be signed."""
        return self.step(SIGNATURE).ending.end

    @property
    def unverified(self) -> tuple[str, ...]:
        """Every rule nobody vouches for that a date of the chain rests on, in the order met."""
        parts = [*(step.unverified for step in self.steps), *(watch.period.unverified for watch in self.watches)]
        return tuple(dict.fromkeys(name for part in parts for name in part))

    @property
    def not_in_force(self) -> tuple[str, ...]:
        """Every rule with a length whose time the day it is counted from lies outside of, by id."""
        counted = [(step.rule, step.ending) for step in self.steps if step.rule and step.basis == "statutory"]
        counted += [(watch.period.rule, watch.period.ending) for watch in self.watches]
        return tuple(dict.fromkeys(rule.id for rule, ending in counted if not rule.reference.is_in_force(ending.event)))


def forward(rules: LegalRules, working: WorkingDays, question: Question, dispatch: date) -> Chain:
    """The chain from the day the notice is dispatched.

    Raises ``DeadlineError`` for what cannot be counted: codes of ``period``, and ``procedure``, ``shortening`` (none of
    its periods has it), ``stage`` and ``days`` (of a stage), ``channel``, ``prior_notice`` (outside its window),
    ``range``.
    """
    plan = _Plan.of(rules, question)
    steps = tuple(_steps(rules, working, plan, checked(dispatch, "dispatch")))
    window = _window(rules, working, question, dispatch)
    watches = tuple(_watches(rules, working, steps))
    return Chain(question, plan.procedure, plan.variant_of, dispatch, steps, watches, window)


def latest_dispatch(rules: LegalRules, working: WorkingDays, question: Question, wished: date) -> Chain:
    """The chain from the latest working day of dispatch after which the contract can be signed on the wished day.

    Forward is monotone: a later dispatch never leads to an earlier signature. So the day is found by halving. A prior
    notice that was sent bounds it too. Raises ``DeadlineError`` as ``forward`` does, and ``wished`` when no day that
    can be counted with is early enough.
    """
    plan = _Plan.of(rules, question)
    checked(wished, "wished")

    def meets(day: date) -> bool:
        try:
            *_before, last = _steps(rules, working, plan, day)
        except DeadlineError as error:
            if error.code != "range":
                raise
            return False
        return last.ending.end <= wished

    if not meets(FIRST):
        raise DeadlineError(f"no dispatch is early enough for {wished.isoformat()}", code="wished", value=wished)
    early, late = FIRST, min(wished, _after_notice(rules, question) or wished)
    while (days := (late - early).days) > 1:
        middle = later(early, days // 2)
        early, late = (middle, late) if meets(middle) else (early, middle)
    while working.closed(early) is not None:
        early = later(early, -1)
    return forward(rules, working, question, early)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A question whose stages, periods and estimates have been looked up and found possible."""

    question: Question
    procedure: Procedure
    variant_of: str | None
    stages: tuple[str, ...]
    periods: Mapping[str, Rule]
    standstill: Rule
    days: Mapping[str, int]

    @classmethod
    def of(cls, rules: LegalRules, question: Question) -> "_Plan":
        own = rules.procedure(question.procedure)
        variant_of = VARIANTS.get(question.procedure)
        other = own if variant_of is None else rules.procedure(variant_of)
        periods = {**other.periods, **own.periods}
        stages = tuple(_with_work(other.stages))
        _check_shortenings(periods, question)
        days = {**rules.work_days, **_stated_days(stages, question)}
        return cls(question, own, variant_of, stages, periods, _standstill(rules, question.channel), days)


def _with_work(stages: tuple[str, ...]) -> Iterator[str]:
    """The stages, with the client's own work between them."""
    for stage in stages:
        yield stage
        if stage == "application":
            yield SELECTION
    yield EVALUATION


def _check_shortenings(periods: Mapping[str, Rule], question: Question) -> None:
    known = sorted({one.code for rule in periods.values() for one in rule.shortenings})
    for code in question.shortenings:
        if code not in known:
            message = f"no period of {question.procedure} can be shortened by {code!r}"
            raise DeadlineError(message, code="shortening", field=question.procedure, value=code, choices=known)


def _stated_days(stages: tuple[str, ...], question: Question) -> Mapping[str, int]:
    for stage, days in question.days.items():
        if stage not in stages:
            raise DeadlineError(f"no stage {stage!r}", code="stage", value=stage, choices=stages)
        if days < 1:
            raise DeadlineError(f"{stage} must last at least one day", code="days", field=stage, value=days)
    return question.days


def _standstill(rules: LegalRules, channel: str) -> Rule:
    if channel not in rules.standstill:
        known = tuple(rules.standstill)
        raise DeadlineError(f"no standstill for {channel!r}", code="channel", value=channel, choices=known)
    return rules.standstill[channel]


def _steps(rules: LegalRules, working: WorkingDays, plan: _Plan, dispatch: date) -> Iterator[Step]:
    day, before = dispatch, "notice_dispatch"
    for stage in plan.stages:
        step = _step(rules, working, plan, stage, (day, before))
        yield step
        day, before = step.ending.end, stage
    still = period(rules, plan.standstill, day, working)
    yield Step(STANDSTILL, "statutory", plan.standstill.event, still.ending, plan.standstill, (), still.unverified)
    signed = ending(still.end, 1, "days", working, least=0)
    yield Step(SIGNATURE, "next_day", STANDSTILL, signed, unverified=unverified(rules, None, signed))


def _step(rules: LegalRules, working: WorkingDays, plan: _Plan, stage: str, since: tuple[date, str]) -> Step:
    day, before = since
    rule, days = plan.periods.get(stage), plan.days.get(stage)
    if rule is not None and rule.count is not None:
        found = period(rules, rule, day, working, shortenings=plan.question.shortenings, days=days)
        return Step(stage, "statutory", rule.event, found.ending, rule, found.applied, found.unverified)
    if days is None:
        raise DeadlineError(f"{stage} has no length by law: state its days", code="no_count", field=stage)
    counted = ending(day, days, "days", working, least=0)
    return Step(stage, "estimate", before, counted, rule, (), unverified(rules, rule, counted))


def _watches(rules: LegalRules, working: WorkingDays, steps: tuple[Step, ...]) -> Iterator[Watch]:
    """The last day for answers before each deadline of bidders, and the complaint periods each notice starts."""
    for step in steps:
        if step.stage in ANSWERED:
            yield Watch(step.stage, period(rules, rules.rule("supplementary-information"), step.ending.end, working))
        if step.stage == SELECTION:
            yield Watch(step.stage, period(rules, rules.rule("complaint-prequalification"), step.ending.end, working))
        if step.stage == EVALUATION:
            yield Watch(step.stage, period(rules, rules.rule("complaint-framework"), step.ending.end, working))


def _after_notice(rules: LegalRules, question: Question) -> date | None:
    """The first day of dispatch on which a prior notice that was sent is too old, where that bounds anything."""
    longest = rules.rule("prior-notice-window").longest_months
    if question.prior_notice is None or longest is None or PRIOR_NOTICE not in question.shortenings:
        return None
    return later(months_later(question.prior_notice, longest), 1)


def _window(rules: LegalRules, working: WorkingDays, question: Question, dispatch: date) -> tuple[date, date] | None:
    if PRIOR_NOTICE not in question.shortenings:
        return None
    first, last = prior_notice_window(rules, dispatch, working)
    sent = question.prior_notice
    if sent is not None and not first <= sent <= last:
        message = f"a prior notice must be sent from {first.isoformat()} to {last.isoformat()}"
        raise DeadlineError(message, code="prior_notice", field="prior_notice", value=sent, choices=[first, last])
    return first, last
