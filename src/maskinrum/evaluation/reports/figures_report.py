"""Portfolio figures in the yearly report, as every party may see them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from maskinrum.evaluation.analysis.figures import series_of
from maskinrum.evaluation.facts.figures import Standing, indicators, quarter_of_key
from maskinrum.evaluation.phrases.figures import quarter_name, unit_words
from maskinrum.evaluation.queries.figures import everybodys_portfolio
from maskinrum.evaluation.reports.figures_page import between, indicator_name, rule_words, shown
from maskinrum.evaluation.reports.yearly import FigureRow
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.figures import number


def figure_rows(viewer: Viewer, partnership: Partnership, year: int, now: datetime) -> Sequence[FigureRow]:
    """The latest quarter of the year with a value, of each figure that every party may see, whoever fetches it.

    The report goes to the boards of all: in the client's own copy, too, stands no sum and nothing that is its alone.
    """
    del viewer
    portfolio = everybodys_portfolio(partnership, now=now)
    rows = []
    for indicator in indicators().values():
        series = series_of(indicator, portfolio)
        known = [
            (quarter, figure)
            for quarter, figure in zip(series.quarters, series.figures, strict=True)
            if quarter.year == year and figure.standing is Standing.KNOWN
        ]
        if known:
            quarter, figure = known[-1]
            words = (quarter_name(*quarter), unit_words(indicator.unit), _("rests on %(n)s") % {"n": number(figure.n)})
            note = " · ".join(word for word in words if word)
            rows.append(
                FigureRow(indicator_name(indicator), shown(figure, indicator), between(figure, indicator), note)
            )
    return rows


def say_figure_signal(name: str, saw: Mapping[str, Any]) -> str:
    """What a figure's signal saw, in words; the figure is named by ``name``."""
    quarter = quarter_of_key(saw["quarter"])
    told = next((one for one in indicators().values() if indicator_name(one) == name), None)
    if quarter is None or told is None:
        return name
    return f"{name}: {rule_words(told, quarter, saw['rule'], above=saw['above'])}"


def name_of_indicator(slug: str) -> str:
    """What a figure is called, or nothing for one that is not known."""
    told = indicators().get(slug)
    return indicator_name(told) if told else ""
