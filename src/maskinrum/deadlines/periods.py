"""A statutory period from its event: the count after shortenings, the end, and all it rests on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from maskinrum.deadlines.counting import Ending, earliest_before, ending, last_day_before, last_working_day
from maskinrum.deadlines.errors import DeadlineError
from maskinrum.deadlines.rules import LegalRules, Rule, Shortening
from maskinrum.deadlines.working_days import WorkingDays

HOLIDAYS = "holidays"


@dataclass(frozen=True, slots=True)
class Applied:
    """A shortening that was claimed, and the count it would give alone."""

    shortening: Shortening
    count: int


@dataclass(frozen=True, slots=True)
class Period:
    """A counted statutory period with what shortened it. ``unverified`` names each rule nobody vouches for."""

    rule: Rule
    ending: Ending
    applied: tuple[Applied, ...]
    unverified: tuple[str, ...]

    @property
    def end(self) -> date:
        """The last day of the period."""
        return self.ending.end


def period(
    rules: LegalRules,
    rule: Rule,
    event: date,
    working: WorkingDays,
    *,
    shortenings: Mapping[str, int | None] | None = None,
    days: int | None = None,
) -> Period:
    """Count a period from its event, or backwards from its deadline where the rule says so.

    A rule in working days says by when something must be done, so its end is a ``last_working_day``.

    ``shortenings`` are the conditions claimed, each with the days settled on or nothing for as few as allowed; those
    the rule does not have are passed over. They do not add up: the shortest decides. ``days`` is a longer period by
    choice. Raises ``DeadlineError``: ``no_count`` where the law states no length and ``days`` is not given,
    ``too_short`` for fewer days than the minimum, ``shortening_days`` for days a shortening does not allow.
    """
    least, applied = _shortened(rule, shortenings or {})
    if least is None and days is None:
        raise DeadlineError(f"{rule.id} has no statutory length", code="no_count", field=rule.id)
    if least is not None and days is not None and days < least:
        raise DeadlineError(
            f"{rule.id} lasts at least {least}", code="too_short", field=rule.id, value=days, choices=[least]
        )
    count = days or least or 0
    in_working_days = rule.unit == "working_days"
    found = last_working_day(event, count, working) if in_working_days else ending(event, count, rule.unit, working)
    return Period(rule, found, applied, unverified(rules, rule, found, applied))


def prior_notice_window(rules: LegalRules, notice: date, working: WorkingDays) -> tuple[date, date]:
    """The first and the last day on which a prior notice can be sent that is to shorten the period of a notice."""
    rule = rules.rule("prior-notice-window")
    if rule.count is None or rule.longest_months is None:
        raise DeadlineError(f"{rule.id} needs days and max_months", code="no_count", field=rule.id)
    first = earliest_before(notice, rule.longest_months)
    return first, last_day_before(notice, rule.count, working).end


def unverified(rules: LegalRules, rule: Rule | None, found: Ending, applied: Iterable[Applied] = ()) -> tuple[str, ...]:
    """The rules nobody vouches for that an end rests on, by id; the list of holidays is called ``holidays``."""
    return tuple(dict.fromkeys(_unverified(rules, rule, found, applied)))


def _unverified(rules: LegalRules, rule: Rule | None, found: Ending, applied: Iterable[Applied]) -> Iterator[str]:
    if rule is not None and not rule.reference.verified:
        yield rule.id
    for one in applied:
        if rule is not None and not one.shortening.verified:
            yield f"{rule.id}:{one.shortening.code}"
    for move in found.moves:
        counting = rules.counting.get(move.rule)
        if counting is not None and not counting.verified:
            yield move.rule
        if move.closed is not None and move.closed.slug and not rules.holidays.verified:
            yield HOLIDAYS
    if found.debated and not rules.holidays.verified:
        yield HOLIDAYS


def _shortened(rule: Rule, chosen: Mapping[str, int | None]) -> tuple[int | None, tuple[Applied, ...]]:
    if rule.count is None:
        return None, ()
    full = rule.count
    applied = tuple(
        Applied(one, _count(rule, one, full, chosen[one.code])) for one in rule.shortenings if one.code in chosen
    )
    return min([full, *(one.count for one in applied)]), applied


def _count(rule: Rule, shortening: Shortening, full: int, settled: int | None) -> int:
    least = shortening.least if shortening.least is not None else full - (shortening.minus or 0)
    if settled is None:
        return least
    if not least <= settled <= full:
        message = f"{shortening.code} allows {rule.id} from {least} to {full} days"
        raise DeadlineError(
            message, code="shortening_days", field=shortening.code, value=settled, choices=[least, full]
        )
    return settled
