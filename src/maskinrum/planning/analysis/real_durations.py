"""How long known partnerships took, from the register that ships, beside what a plan says of the same span."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from statistics import mean, quantiles
from typing import Any, Final
from urllib.parse import urlsplit

from maskinrum.deadlines import Text
from maskinrum.planning.facts.real_durations import Compared, FounderTerm, Lasted, ObservedDays, RealDuration
from maskinrum.planning.facts.schedule import Schedule, Span
from maskinrum.shared.domain import load

LEAST_ORGANISATIONS: Final = 5  # fewer would tell how long it took one of them
FOUNDERS: Final = ("fsb-hjem", "og-os")
A_YEAR: Final = 12  # months
DAYS_PER_MONTH: Final = 365.25 / 12
# What the register says of a course, and the span of a plan it is like.
MONTHS: Final[Mapping[str, Span]] = {
    "planning_and_tender_months": "idea_to_signature",
    "months_announcement_to_contract": "notice_to_signature",
}
DAYS: Final[Mapping[str, Span]] = {"days_notice_to_award": "notice_to_award"}


@cache
def real_durations() -> tuple[RealDuration, ...]:
    """Every known course, one for agreements that share it, the longest span first."""
    merged: dict[tuple[Span, int, str], RealDuration] = {}
    for real in (found for entry in load("partnerships")["partnerships"] for found in _of(entry)):
        key = (real.span, real.days, real.source)
        merged[key] = _together(merged[key], real) if key in merged else real
    order = [*MONTHS.values(), *DAYS.values()]
    return tuple(sorted(merged.values(), key=lambda real: (order.index(real.span), -real.days, real.agreements)))


@cache
def founders_terms() -> tuple[FounderTerm, ...]:
    """Term and option of the two housing partnerships that came first, as the register has them."""
    entries = {entry["slug"]: entry for entry in load("partnerships")["partnerships"]}
    return tuple(
        FounderTerm(
            name=entry["name"],
            term_years=entry["term_months"] // A_YEAR,
            option_years=entry["option_months"] // A_YEAR,
            source=urlsplit(entry["sources"][0]["url"]).hostname or "",
        )
        for entry in (entries[slug] for slug in FOUNDERS)
    )


def compare_durations(schedule: Schedule) -> tuple[Compared, ...]:
    """Every known course beside the plan's own days over the same span."""
    return tuple(Compared(real, schedule.span(real.span)) for real in real_durations())


def observed_days(lasted: Iterable[Lasted], least: int = LEAST_ORGANISATIONS) -> tuple[ObservedDays, ...]:
    """How long each task lasted, every organisation once with the mean of its plans; none of fewer than ``least``."""
    by_task: dict[str, dict[str, list[int]]] = {}
    for one in lasted:
        by_task.setdefault(one.task, {}).setdefault(one.organisation, []).append(one.days)
    return tuple(
        ObservedDays(task, len(own), *quantiles([mean(days) for days in own.values()], n=4, method="inclusive"))
        for task, own in sorted(by_task.items())
        if len(own) >= least
    )


def _of(entry: Any) -> Iterator[RealDuration]:
    known = entry.get("procurement") or {}
    for key, span in MONTHS.items():
        if key in known:
            yield _real(entry, span, round(known[key] * DAYS_PER_MONTH), known[key])
    for key, span in DAYS.items():
        if key in known:
            yield _real(entry, span, known[key], None)


def _real(entry: Any, span: Span, days: int, months: float | None) -> RealDuration:
    note = entry["procurement"].get("note")
    return RealDuration(
        agreements=(entry["name"],),
        clients=(entry["client"]["name"],),
        span=span,
        days=days,
        months=months,
        approximate=months is not None,
        note=None if note is None else Text(note["da"], note["en"]),
        label=entry["sources"][0]["label"],
        source=entry["sources"][0]["url"],
    )


def _together(one: RealDuration, other: RealDuration) -> RealDuration:
    return replace(one, agreements=one.agreements + other.agreements, clients=one.clients + other.clients)
