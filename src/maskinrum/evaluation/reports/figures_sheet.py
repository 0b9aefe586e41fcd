"""Portfolio figures as a workbook."""

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maskinrum.evaluation.analysis.figures import by_project, series_of
from maskinrum.evaluation.facts.figures import Figure, FigureSeries, Portfolio, Standing, indicators
from maskinrum.evaluation.phrases.figures import DIRECTIONS, FORMULAS, WITHHELD, quarter_name
from maskinrum.evaluation.reports.figures_page import indicator_name, part_name
from maskinrum.shared.tables import OutColumn, OutSheet, OutValue, write_xlsx


def figures_workbook(portfolio: Portfolio, title: str) -> bytes:
    """All figures by quarter, by project, and what each of them is."""
    series = [series_of(one, portfolio) for one in indicators().values()]
    sheets = [_quarters(series), _projects(portfolio), _meanings(series)]
    return write_xlsx(sheets, language=(get_language() or "da")[:2], title=title)


def _quarters(series: Sequence[FigureSeries]) -> OutSheet:
    columns = (
        OutColumn(_("Figure"), 34),
        OutColumn(_("Quarter"), 12),
        OutColumn(_("Value"), 12, "0.000"),
        OutColumn(_("At least"), 12, "0.000"),
        OutColumn(_("At most"), 12, "0.000"),
        OutColumn(_("Rests on"), 10),
        OutColumn(_("Unit"), 26),
        OutColumn(_("Where it is from"), 40),
    )
    rows: list[Sequence[OutValue]] = []
    for one in series:
        name = indicator_name(one.indicator)
        for quarter, figure in zip(one.quarters, one.figures, strict=True):
            source = (
                " · ".join(part for part in (figure.typed.source, figure.typed.note) if part) if figure.typed else ""
            )
            told = (_cell(figure), figure.low, figure.high, figure.n or None, one.indicator.unit, source)
            rows.append((name, quarter_name(*quarter), *told))
        for part, figures in one.parts.items():
            named = f"{name}: {part_name(part)}"
            for quarter, figure in zip(one.quarters, figures, strict=True):
                told = (_cell(figure), figure.low, figure.high, figure.n or None, one.indicator.unit, "")
                rows.append((named, quarter_name(*quarter), *told))
    return OutSheet(_("Quarters"), columns, rows, for_paper=True, filtered=True, pinned=2)


def _cell(figure: Figure) -> OutValue:
    return str(WITHHELD) if figure.standing is Standing.WITHHELD else figure.value


def _projects(portfolio: Portfolio) -> OutSheet:
    found = by_project(portfolio)
    slugs = list(found[0].figures) if found else []
    told = indicators()
    columns = (OutColumn(_("Project"), 34), *(OutColumn(indicator_name(told[slug]), 16, "0.000") for slug in slugs))
    rows = [(row.project.name, *(_cell(row.figures[slug]) for slug in slugs)) for row in found]
    return OutSheet(_("Projects"), columns, rows, for_paper=True, filtered=True, pinned=1)


def _meanings(series: Sequence[FigureSeries]) -> OutSheet:
    columns = (
        OutColumn(_("Figure"), 34),
        OutColumn(_("What it is"), 70),
        OutColumn(_("Direction"), 26),
        OutColumn(_("All the time"), 12, "0.000"),
        OutColumn(_("At least"), 12, "0.000"),
        OutColumn(_("At most"), 12, "0.000"),
        OutColumn(_("Rests on"), 10),
    )
    rows = [
        (
            indicator_name(one.indicator),
            str(FORMULAS[one.indicator.slug]),
            str(DIRECTIONS[one.indicator.direction]),
            _cell(one.whole),
            one.whole.low,
            one.whole.high,
            one.whole.n or None,
        )
        for one in series
    ]
    return OutSheet(_("What they are"), columns, rows, for_paper=True)
