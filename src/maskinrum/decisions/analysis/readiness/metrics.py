"""What a portfolio says by itself about readiness: each metric with its value and the projects behind it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.analysis.parameters import parameter_row
from maskinrum.decisions.enums import Alternative
from maskinrum.partnerships.facts import ProjectFacts, months_between
from maskinrum.partnerships.queries import ApprovalFacts, approval_state

FIRST_YEARS = 24.0
LAST_YEAR = 12.0
LEAST_ALIKE = 3
SCHEME_A = 6
TERM = "term_months + option_months"


@dataclass(frozen=True)
class Metric:
    """A value, or None where it is not known, and the names of the projects that decide it.

    ``of`` is how many projects it was worked out over; None where it does not come from projects.
    """

    value: float | None
    projects: tuple[str, ...] = ()
    of: int | None = None


UNKNOWN = Metric(None)


@dataclass(frozen=True)
class Agreement:
    """The agreement as the file assumes it, in months from the case date: it opens, and its base term is over."""

    opens: float
    term: float
    option: float

    @property
    def closes(self) -> float:
        return self.opens + self.term


@dataclass(frozen=True)
class Row:
    """One project of the portfolio; ``start`` months from the case date, ``chance`` that it is carried out."""

    facts: ProjectFacts
    start: float
    approval: ApprovalFacts

    @property
    def budget(self) -> float:
        return float(self.facts.budget)

    @property
    def end(self) -> float:
        return self.start + float(self.facts.duration)

    @property
    def chance(self) -> float:
        own = self.facts.realisation
        return float(self.approval.realisation if own is None else own)

    @property
    def may_go_in(self) -> bool:
        """Marked as eligible, and not contracted already outside any new agreement."""
        return self.facts.eligible and not self.approval.is_committed


def agreement_of(assumptions: Assumptions) -> Agreement:
    """The agreement with the typical values in force."""

    def typical(slug: str) -> float:
        found = parameter_row((Alternative.STRATEGIC_PARTNERSHIP.value, slug), assumptions).in_force
        return found.typical if found else 0.0

    return Agreement(typical("setup_time"), typical("term"), typical("extension"))


def metrics_of(
    facts: Iterable[ProjectFacts], *, case_date: date, agreement: Agreement, figures: Mapping[str, float]
) -> dict[str, Metric]:
    """Every metric of the frame. What has been handed over is left out; what nobody has typed is not known."""
    rows = [
        Row(one, months_between(case_date, one.planned_start), approval)
        for one in facts
        if not (approval := approval_state(one.approval)).is_handed_over
    ]
    inside = [row for row in rows if row.may_go_in]
    early = [row for row in rows if row.start <= FIRST_YEARS]
    groups = Counter(row.facts.group for row in rows if row.facts.group)
    return {
        "projects_past_own_decision": _count([row for row in inside if row.approval.past_own_decision], inside),
        "volume_per_year": _per_year(inside),
        "idle_share": _idle(inside, agreement),
        "similar_share": _share(rows, lambda row: groups[row.facts.group] >= LEAST_ALIKE),
        "share_scheme_a_or_later": _share(rows, lambda row: row.approval.order >= SCHEME_A),
        "problem_share": _share(rows, lambda row: row.facts.problem_project),
        "pipeline_certainty_2y": _certainty(early),
        "largest_share": _largest(rows),
        "not_started_last_year": _share(inside, lambda row: row.start > agreement.closes - LAST_YEAR),
        # Nothing is called off before there is an agreement.
        "ceiling_used": UNKNOWN,
        TERM: Metric(agreement.term + agreement.option),
        **{name: Metric(figures.get(name)) for name in ("expected_teams", "group_supplier_share")},
    }


def _count(chosen: Sequence[Row], among: Sequence[Row]) -> Metric:
    return Metric(float(len(chosen)), _names(chosen), len(among))


def _share(rows: Sequence[Row], belongs: Callable[[Row], bool]) -> Metric:
    chosen = [row for row in rows if belongs(row)]
    return Metric(_ratio(_volume(chosen), _volume(rows)), _names(chosen), len(rows))


def _per_year(rows: Sequence[Row]) -> Metric:
    if not rows:
        return Metric(None, of=0)
    years = (max(row.end for row in rows) - min(row.start for row in rows)) / 12
    return Metric(_ratio(_volume(rows), years), (), len(rows))


def _idle(rows: Sequence[Row], agreement: Agreement) -> Metric:
    """The share of the base term that no project fills, by planned starts."""
    worked, reached = 0.0, agreement.opens
    for row in sorted(rows, key=lambda row: row.start):
        begins, ends = max(row.start, reached), min(row.end, agreement.closes)
        if ends > begins:
            worked, reached = worked + ends - begins, ends
    idle = _ratio(agreement.term - worked, agreement.term)
    return Metric(idle, (), len(rows)) if rows else Metric(None, of=0)


def _certainty(rows: Sequence[Row]) -> Metric:
    expected = sum(row.budget * row.chance for row in rows)
    return Metric(_ratio(expected, _volume(rows)), _names(sorted(rows, key=lambda row: row.chance)), len(rows))


def _largest(rows: Sequence[Row]) -> Metric:
    if not rows:
        return Metric(None, of=0)
    largest = max(rows, key=lambda row: row.budget)
    return Metric(_ratio(largest.budget, _volume(rows)), (largest.facts.name,), len(rows))


def _volume(rows: Iterable[Row]) -> float:
    return sum(row.budget for row in rows)


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole > 0 else None


def _names(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(row.facts.name for row in rows)
