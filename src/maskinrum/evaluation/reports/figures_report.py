"""Portfolio figures in the yearly report, as its reader may see them."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from maskinrum.evaluation.analysis.figures import series_of
from maskinrum.evaluation.facts.figures import Standing, indicators
from maskinrum.evaluation.phrases.figures import quarter_name, unit_words
from maskinrum.evaluation.queries.figures import figure_room
from maskinrum.evaluation.reports.figures_page import between, indicator_name, shown
from maskinrum.evaluation.reports.yearly import FigureRow
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.figures import number


def figure_rows(viewer: Viewer, partnership: Partnership, year: int, now: datetime) -> Sequence[FigureRow]:
    """The latest quarter of the year with a value, of each figure that the reader may see."""
    portfolio = figure_room(viewer, partnership.slug, now=now).portfolio
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
            rows.append(FigureRow(indicator_name(indicator), shown(figure, indicator), between(figure, indicator), note))
    return rows
