"""Findings that portfolio figures propose, and their values as they are measured again."""

from collections.abc import Iterator
from datetime import datetime

from maskinrum.evaluation.facts.figures import DISPUTES
from maskinrum.evaluation.facts.signals import Proposal
from maskinrum.evaluation.queries.figures import whole_portfolio
from maskinrum.partnerships.models import Partnership

SIGNAL = "figure"


def figure_proposals(partnership: Partnership, now: datetime) -> Iterator[Proposal]:
    """A finding for each figure whose latest finished quarter is a signal of its control chart.

    Figures on prices are left out: a finding is read by all parties. One about disagreements is the client's own.
    """
    from maskinrum.evaluation.analysis.figures import chart_of, figure_series  # noqa: PLC0415 - the engine takes time

    portfolio = whole_portfolio(partnership, now=now)
    for series in figure_series(portfolio):
        chart = None if series.indicator.is_priced else chart_of(series, portfolio.today)
        if chart is None or not chart.signals:
            continue
        last = chart.signals[-1]
        over = [place for place, value in enumerate(chart.values) if value == value]  # noqa: PLR0124 - not a number
        if last.places[-1] != over[-1]:
            continue
        quarter, value = series.quarters[last.places[-1]], series.figures[last.places[-1]].value
        saw = {"rule": last.rule.value, "above": last.above, "quarter": quarter.key}
        sign = f"{last.rule.value}:{series.indicator.slug}:{quarter.key}"
        slug = series.indicator.slug
        yield Proposal(SIGNAL, sign, value, indicator=slug, saw=saw, for_client=slug == DISPUTES)


def figure_now(partnership: Partnership, indicator: str, now: datetime) -> float | None:
    """The latest value of a figure that those who read findings of it may read, or None."""
    from maskinrum.evaluation.analysis.figures import series_of  # noqa: PLC0415 - the engine takes time
    from maskinrum.evaluation.facts.figures import indicators  # noqa: PLC0415

    told = indicators().get(indicator)
    if told is None or told.is_priced:
        return None
    latest = series_of(told, whole_portfolio(partnership, now=now), every_interval=False).latest
    return latest[1].value if latest else None
