"""What a partnership would share, who has said yes, and what is shared now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maskinrum.evaluation.analysis.comparison import shared_rows
from maskinrum.evaluation.facts.comparison import SHAREABLE, SharedRow
from maskinrum.evaluation.facts.figures import Portfolio, indicators
from maskinrum.evaluation.models import SharedFigure
from maskinrum.evaluation.phrases.comparison import MEASURES
from maskinrum.evaluation.queries.consents import Consents
from maskinrum.knowledge.facts.parameters import parameter_names
from maskinrum.knowledge.reports.evidence_page import amount
from maskinrum.shared.figures import number


@dataclass(frozen=True)
class SharedLine:
    """One figure as others would read it; ``parameter`` is the number of the decision model it tells of, or empty.

    ``has_error_later``: it rests on prices, so its error is told when all have said yes.
    """

    slug: str
    measure: str
    figure: str
    error: str
    n: str
    years: str
    parameter: str
    counts: bool
    has_error_later: bool = False


@dataclass(frozen=True)
class ComparisonPage:
    """``sentence`` says how things stand; ``lines`` are exactly what would be, or is, shared."""

    sentence: str
    lines: list[SharedLine]


def comparison_page(portfolio: Portfolio, consents: Consents, *, is_invented: bool) -> ComparisonPage:
    """What would be shared today, whoever looks, and how far the consents are."""
    rows = shared_rows(portfolio, with_clients=consents.has_tender_cost)
    lines = [_line(row, is_agreed=consents.are_whole) for row in rows]
    return ComparisonPage(_sentence(consents, len(rows), is_invented=is_invented), lines)


def clients_lines(portfolio: Portfolio) -> list[SharedLine]:
    """What is the client's alone and could be shared too: for the client's eyes until it says yes to that."""
    return [_line(row) for row in shared_rows(portfolio, with_clients=True) if row.shareable.is_clients]


def _sentence(consents: Consents, shared: int, *, is_invented: bool) -> str:
    if not consents.are_whole:
        words = _("Nothing is shared: %(given)s of %(all)s parties have said yes.")
        return words % {"given": len(consents.rows) - len(consents.missing), "all": len(consents.rows)}
    if is_invented:
        return _("All have said yes. Since the partnership is invented, its figures stay here and count nowhere.")
    if not shared:
        return _("All have said yes. Nothing is old enough, and of so many projects, that it may be shared.")
    return _("All have said yes. %(n)s figures are shared.") % {"n": shared}


def _line(row: SharedRow, *, is_agreed: bool = True) -> SharedLine:
    one, told = row.shareable, indicators()[row.shareable.indicator]
    is_kept = told.is_priced and not is_agreed
    return SharedLine(
        slug=one.indicator,
        measure=str(MEASURES[one.indicator]),
        figure=_told(row.estimate, one.unit),
        error="" if row.standard_error is None or is_kept else _told(row.standard_error, one.unit),
        n=number(row.n),
        years=_years(row.first_year, row.last_year),
        parameter=parameter_names().get(told.parameter or "", ""),
        counts=one.is_poolable and row.standard_error is not None,
        has_error_later=is_kept,
    )


def told_figures(rows: Sequence[SharedFigure]) -> list[tuple[str, str]]:
    """What a partnership shares, beside its name: what was measured, and the figure with what it rests on."""
    return [
        (
            str(MEASURES[row.indicator]),
            _("%(figure)s (%(n)s in %(years)s)")
            % {
                "figure": _told(row.estimate, row.unit),
                "n": number(row.projects),
                "years": _years(row.first_year, row.last_year),
            },
        )
        for row in rows
    ]


def _told(value: float, unit: str) -> str:
    # A share is told in per cent, so it keeps one decimal like the rest.
    return amount(round(value, 3 if unit == "share" else 1), unit)


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def counted_lines(counts: Mapping[str, int]) -> list[tuple[str, str, str]]:
    """Every figure that may be shared, which number of the decision model it tells of, and from how many it comes."""
    names = parameter_names()
    return [
        (
            str(MEASURES[one.indicator]),
            names.get(indicators()[one.indicator].parameter or "", ""),
            number(counts.get(one.indicator, 0)),
        )
        for one in SHAREABLE
    ]
