"""The conflict ladder of the legal data: its steps, the last day of each, and what should have been tried before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache

from maskinrum.deadlines import DeadlineError, Ending, LegalRules, Rule, Text, WorkingDays, ending, last_working_day
from maskinrum.shared.domain import load
from maskinrum.shared.errors import DomainError
from maskinrum.steering.phrases.ladder import out_of_range

NEGOTIATION = ("project-leaders", "management")
NAMES, LADDER_FIRST = "names", "ladder-first"
QUICK_DECISION = "quick-decision"
"""The step whose length is that of what follows it: eight weeks in which the decision can be taken to arbitration.

The legal data name no event for it. The day the decision was given is the first that can be meant, so nobody who keeps
it is late; whether the day it was received counts instead, the data do not say.
"""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder. ``is_ours``: Maskinrum proposes it; AB 18 does not ask for it."""

    slug: str
    number: int
    rule: Rule
    is_ours: bool

    @property
    def name(self) -> Text:
        """What it is called."""
        text = self.rule.reference.text
        return text if text is not None else Text(da=self.slug, en=self.slug)

    @property
    def needs_negotiation(self) -> bool:
        """Whether AB 18 wants the steps of negotiation tried before it."""
        return not self.is_ours and self.slug not in NEGOTIATION


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of something, how it was counted, and the rules that nobody has held against their source."""

    rule: Rule
    ending: Ending
    day: date
    unverified: tuple[str, ...]


@cache
def legal_rules() -> LegalRules:
    """The legal frame that ships."""
    return LegalRules.from_mapping(load("legal"))


@cache
def working_days() -> WorkingDays:
    """The days that are closed, the doubtful ones among them; no last day in working days is counted by those."""
    return WorkingDays.of(legal_rules().holidays)


@cache
def ladder() -> tuple[Rung, ...]:
    """The steps from the lowest to the highest."""
    rules, steps = legal_rules(), sorted(load("legal")["conflict_ladder"], key=lambda step: step["step"])
    return tuple(
        Rung(step["id"], step["step"], rules.rule(step["id"]), is_ours=step["label"] == "I" and not step["paragraph"])
        for step in steps
    )


def rung(slug: str) -> Rung:
    """One step; raises KeyError when there is none of that slug."""
    return {one.slug: one for one in ladder()}[slug]


def later_rungs(slug: str) -> tuple[Rung, ...]:
    """The steps above one."""
    return tuple(one for one in ladder() if one.number > rung(slug).number)


def not_tried(slug: str, tried: Collection[str]) -> tuple[str, ...]:
    """The steps of negotiation below a step that have not been tried, which AB 18 wants tried first."""
    wanted = rung(slug)
    return tuple(one for one in NEGOTIATION if rung(one).number < wanted.number and one not in tried)


def due(slug: str, began: date, decided: date | None = None) -> Due | None:
    """The last day of a step, or None where it has no length. Raises DomainError for a day too far away.

    Nothing runs at the step of the quick decision before the day it was given, which is ``decided``.
    """
    if slug != QUICK_DECISION:
        return _due(rung(slug).rule, began)
    return _due(rung(slug).rule, decided, field="decided_on") if decided is not None else None


def names_due(contract: date) -> Due | None:
    """The last day for naming project leaders and management after the contract."""
    return _due(legal_rules().rule(NAMES), contract)


def _due(rule: Rule, event: date, *, field: str = "began_on") -> Due | None:
    """The day is the one the count alone leads to, and a debated day counts: nobody vouches for a later one."""
    if rule.count is None:
        return None
    try:
        found = _ending(rule, event, rule.count)
    except DeadlineError as error:
        raise DomainError(out_of_range(), field=field) from error
    unverified = [rule.id] if not rule.reference.verified else []
    if found.debated:
        unverified.append("holidays")
    return Due(rule, found, found.nominal_end, tuple(unverified))


def _ending(rule: Rule, event: date, count: int) -> Ending:
    if rule.unit == "working_days":
        return last_working_day(event, count, working_days())
    return ending(event, count, rule.unit, working_days(), least=0)
