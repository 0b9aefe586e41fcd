"""Portfolio figures: what is measured, in which quarter, and what came out of it."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache, cached_property
from typing import NamedTuple, Self

from maskinrum.partnerships.enums import Inside, ProjectEnd
from maskinrum.shared.domain import load
from maskinrum.steering.facts import BoardProject, DisagreementFacts
from maskinrum.steering.facts.mixing import is_mixed, is_mixed_for_all

MONTHS = 3
MOST_QUARTERS = 80  # a mistyped year must not fill a page
TYPED = ("client_tender_cost", "staff_turnover", "subcontract_bidders", "sme_share", "running_cost")
"""What no record holds, so that a person types it once a quarter."""
DISPUTES = "disputes_by_step"
"""How many disagreements there are, by step and size: the client's alone to see, for nobody else sees all of them."""
BANDS: tuple[tuple[str, Decimal], ...] = (
    ("size_small", Decimal("0.1")),
    ("size_middle", Decimal(1)),
    ("size_large", Decimal("Infinity")),
)
"""Sizes of disagreements, each up to and without so many million DKK; the data state none, these are ours."""
SIZE_UNKNOWN = "size_unknown"
CLIENTS = frozenset({"client_tender_cost", "running_cost"})
"""What the client spends itself: the client's alone to see."""
PRICED = CLIENTS | {
    *("volume_announced", "volume_active", "volume_finished", "ceiling_used"),
    *("cost_deviation", "change_orders", "accidents"),
}
"""What rests on prices, or on hours on site, which tell nearly as much. A price is the client's and that party's."""


class Standing(StrEnum):
    """Whether there is a figure, and if not, why."""

    KNOWN = "known"
    MISSING = "missing"
    WITHHELD = "withheld"


class Quarter(NamedTuple):
    """A quarter of a calendar year."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, MONTHS * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        """The one after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def key(self) -> str:
        """As addresses and forms write it."""
        return f"{self.year}-{self.number}"

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter of a day."""
        return cls(day.year, (day.month + 2) // MONTHS)


def quarter_of_key(key: str) -> Quarter | None:
    """The quarter that an address or a form means, or None."""
    year, _mark, number = key.partition("-")
    if not (year.isascii() and year.isdecimal() and len(year) == 4 and number in {"1", "2", "3", "4"}):
        return None
    return Quarter(int(year), int(number)) if int(year) > 1900 else None


def band_of(size: Decimal | None) -> str:
    """In which band of sizes a disagreement stands; ``size`` is million DKK."""
    if size is None:
        return SIZE_UNKNOWN
    return next(band for band, below in BANDS if size < below)


def quarters_between(first: date, last: date) -> tuple[Quarter, ...]:
    """All quarters from that of one day to that of another, in order; none when they are the wrong way round."""
    found, one, end = [], Quarter.of(first), Quarter.of(last)
    while one <= end:
        found.append(one)
        one = one.next
    return tuple(found)


@dataclass(frozen=True)
class Indicator:
    """One portfolio figure as the model of the evaluation states it.

    ``direction``: lower, higher or context, where neither is better by itself; ``parameter`` of the decision model.
    """

    slug: str
    da: str
    en: str
    unit: str
    direction: str
    formula: str
    parameter: str | None

    @property
    def is_typed(self) -> bool:
        """Whether a person types it."""
        return self.slug in TYPED

    @property
    def is_priced(self) -> bool:
        """Whether it rests on prices."""
        return self.slug in PRICED

    @property
    def is_share(self) -> bool:
        """Whether it is written as a percentage."""
        return self.unit.startswith("share")


@cache
def indicators() -> dict[str, Indicator]:
    """All of them in the order of the model, by slug."""
    names = ("slug", "da", "en", "unit", "direction", "formula", "parameter")
    rows = load("evaluation")["indicators"]["items"]
    return {row["slug"]: Indicator(**{name: row[name] for name in names}) for row in rows}


@dataclass(frozen=True)
class TypedFigure:
    """What somebody typed for a quarter; ``of`` is how many it is a share or a median of, where that is known."""

    indicator: str
    quarter: Quarter
    value: Decimal
    of: int | None = None
    source: str = ""
    note: str = ""


def typed_mark(typed: Iterable[TypedFigure]) -> str:
    """A mark that is another whenever anything is that somebody typed; each value as the database gives it."""
    told = [(one.indicator, str(one.value), one.of, one.source, one.note) for one in typed]
    return hashlib.sha256(repr(sorted(told)).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Sight:
    """Whose prices the viewer may see: all of them as the client, else those of the ``priced`` projects.

    ``is_everybodys``: no one viewer looks, but what leaves is read by all parties, whose ``clients`` see every price.
    """

    sees_all: bool = True
    priced: frozenset[uuid.UUID] = frozenset()
    is_everybodys: bool = False
    clients: frozenset[uuid.UUID] = frozenset()

    def hides(self, project: BoardProject) -> bool:
        """Whether the prices of a project are another party's."""
        return not self.sees_all and project.id not in self.priced

    def may_mix(self, hidden: Sequence[BoardProject]) -> bool:
        """Whether a figure may rest on the prices of these projects, which are others'."""
        if self.is_everybodys:
            return is_mixed_for_all(hidden, self.clients)
        return is_mixed(one.contractor for one in hidden)


@dataclass(frozen=True)
class Portfolio:
    """All that figures are made of. ``projects`` are those of the board, whoever looks; ``sight`` says who looks.

    ``maximum`` is the stated maximum of the agreement in million DKK; ``begins`` the agreement's first day.
    """

    projects: tuple[BoardProject, ...]
    today: date
    disagreements: tuple[DisagreementFacts, ...] = ()
    typed: tuple[TypedFigure, ...] = ()
    maximum: Decimal | None = None
    begins: date | None = None
    sight: Sight = field(default_factory=Sight)

    @cached_property
    def inside(self) -> tuple[BoardProject, ...]:
        """The projects that count: those under the agreement that were not given up."""
        return tuple(one for one in self.projects if one.inside == Inside.YES and one.end != ProjectEnd.GIVEN_UP)

    @cached_property
    def quarters(self) -> tuple[Quarter, ...]:
        """From the first that anything is told of to today's."""
        days = [one.called_off_on or one.started_on or one.handed_over_on for one in self.inside]
        days += [one.opened_on for one in self.disagreements]
        days += [one.quarter.first for one in self.typed]
        days.append(self.begins)
        told = [day for day in days if day is not None and day <= self.today]
        return quarters_between(min(told), self.today)[-MOST_QUARTERS:] if told else ()


@dataclass(frozen=True)
class Figure:
    """A value with its interval, and how many it rests on. Missing and withheld ones have no value at all."""

    standing: Standing
    value: float | None = None
    n: int = 0
    low: float | None = None
    high: float | None = None
    typed: TypedFigure | None = None

    @property
    def has_interval(self) -> bool:
        """Whether there were enough to say how far it may be off."""
        return self.low is not None and self.high is not None


MISSING = Figure(Standing.MISSING)
WITHHELD = Figure(Standing.WITHHELD)


@dataclass(frozen=True)
class FigureSeries:
    """One indicator over the quarters: ``figures`` in their order, ``whole`` of all the time, and ``parts`` of both.

    ``parts``: what it is divided into, by slug (causes of changes, steps of the ladder and sizes).
    """

    indicator: Indicator
    quarters: tuple[Quarter, ...]
    figures: tuple[Figure, ...]
    whole: Figure
    parts: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)

    @property
    def latest(self) -> tuple[Quarter, Figure] | None:
        """The latest quarter with a value."""
        known = [pair for pair in zip(self.quarters, self.figures, strict=True) if pair[1].value is not None]
        return known[-1] if known else None

    @property
    def values(self) -> tuple[float | None, ...]:
        """The values in order, None where there is none."""
        return tuple(figure.value for figure in self.figures)


@dataclass(frozen=True)
class ProjectFigures:
    """What the figures of one project are, by indicator."""

    project: BoardProject
    figures: Mapping[str, Figure]
