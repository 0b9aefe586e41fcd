"""The alternatives: drawn, tabled, and where the partnership's difference comes from."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.calculation import Calculation
from maskinrum.decisions.enums import Alternative
from maskinrum.decisions.reports.charts import breakdown_chart, outcome_chart
from maskinrum.decisions.reports.paper.parts import charted
from maskinrum.decisions.reports.paper.stored import Stored
from maskinrum.decisions.reports.sentences import SEPARATE
from maskinrum.shared.documents import Block, Cell, Column, Grid, Heading, Paragraph, Span, Tone
from maskinrum.shared.figures import hundredths, interval, money, number, percent, signed


def alternatives(stored: Stored) -> Iterator[Block]:
    """What else could be done, on the same futures."""
    calculation = stored.calculation
    yield Heading(_("The alternatives"))
    yield Paragraph(
        _(
            "Every alternative is calculated on the same %(n)s futures for the same projects. The others are "
            "held against separate tenders, which cost %(cost)s on average."
        )
        % {"n": number(calculation.result.futures), "cost": money(calculation.result.model(SEPARATE).cost.mean)}
    )
    yield from charted(outcome_chart(calculation), tells_rows=False)
    yield _table(calculation)
    yield Paragraph(
        _(
            "Minus is cheaper. Nine of ten futures lie within the interval. “Cheaper” is against separate tenders, and "
            "“cheapest” against all, both as futures out of 100."
        ),
        Tone.QUIET,
    )
    chart = breakdown_chart(calculation)
    if chart is not None:
        yield from charted(chart)


def _table(calculation: Calculation) -> Grid:
    columns = (
        Column(_("Alternative"), 3.4),
        Column(_("Mean difference, DKK m"), 1.5, numeric=True),
        Column(_("Nine of ten futures, DKK m"), 1.8, numeric=True),
        Column(_("Cheaper"), 1, numeric=True),
        Column(_("Cheapest"), 1.1, numeric=True),
        Column(_("Inside the agreement"), 1.3, numeric=True),
    )
    order = sorted(calculation.result.models, key=lambda model: model.regret.mean)
    rows = tuple(_row(calculation, model.slug) for model in order)
    return Grid(_("The alternatives, the cheapest on average first"), columns, rows, row_titles=True)


def _row(calculation: Calculation, slug: str) -> tuple[Cell, ...]:
    model = calculation.result.model(slug)
    name = str(Alternative(slug).label)
    best = hundredths(model.p_best)
    none: Cell = (Span(_("no agreement"), quiet=True),)
    inside = none if model.share_inside is None else percent(model.share_inside.mean)
    if model.difference is None or slug == SEPARATE or model.p_better is None:
        held_against: Cell = (Span(_("held against"), quiet=True),)
        return name, "0", held_against, "", best, inside
    spread = interval(model.difference.p05, model.difference.p95, sign=True)
    return name, signed(model.difference.mean, 1), spread, hundredths(model.p_better), best, inside
