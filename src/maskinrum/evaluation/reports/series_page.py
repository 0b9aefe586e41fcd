"""The series of a partnership's pulse: one small chart for each question, each with a sentence and a table."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maskinrum.evaluation.analysis.reading_series import SCALE, read_series
from maskinrum.evaluation.facts.series import TRIAL, Measured, ReadSeries, Stretch
from maskinrum.evaluation.models import Wording
from maskinrum.evaluation.queries.reading import QuestionSeries
from maskinrum.evaluation.reports.words import rate, says, series_sentence, signal_in, withheld
from maskinrum.shared import figures
from maskinrum.shared.charts import (
    Chart,
    ChartTable,
    Series,
    SeriesPoint,
    SeriesStretch,
    series_chart,
    series_small,
)


@dataclass(frozen=True)
class ItemShown:
    """One question of the reading page."""

    question: uuid.UUID
    name: str
    sentence: str
    small: SafeString
    table: ChartTable
    has_signal: bool
    latest: str


def items_shown(series: Sequence[QuestionSeries]) -> list[ItemShown]:
    """Every question with its small chart."""
    return [_item(one, place) for place, one in enumerate(series)]


def _item(one: QuestionSeries, place: int) -> ItemShown:
    read = read_series(one.rounds, one.begins)
    name, sentence = says(one.wording), series_sentence(read)
    # A small chart rings what its sentence tells; the question's own page rings and tells all.
    told = set(read.signals[-1].places) if read.signals else set()
    drawn = series_small(drawn_series(read, told), ident=f"s{place}", title=f"{name} {sentence}")
    latest = next((row for row in reversed(read.rounds) if row.median is not None), None)
    words = figures.number(latest.median, 1) if latest else withheld()
    return ItemShown(one.question, name, sentence, drawn, short_table(read), bool(read.signals), words)


def item_chart(one: QuestionSeries) -> tuple[ReadSeries, Chart]:
    """One question alone, with its chart at full size."""
    read = read_series(one.rounds, one.begins)
    sentence = series_sentence(read)
    return read, series_chart(drawn_series(read, read.marked), ident="series", title=sentence, table=series_table(read))


def drawn_series(read: ReadSeries, marked: Collection[int]) -> Series:
    """The series as a chart draws it, with rings at the marked rounds."""
    begins = {one.place: one for one in read.begins}
    points = [
        SeriesPoint(figures.number(row.number), row.mean, place in marked) for place, row in enumerate(read.rounds)
    ]
    stretches = []
    for one in read.stretches:
        begin = begins.get(one.start)
        mark = "" if begin is None else _("other words") if begin.is_wording else _("new basis")
        limits = (one.centre, one.lower, one.upper)
        stretches.append(SeriesStretch(one.start, one.stop, *limits, one.firmness == TRIAL, mark))
    return Series(points, stretches, *SCALE)


def series_table(read: ReadSeries) -> ChartTable:
    """The rounds of a series: mean, median, how many answered and which limits they are held against."""
    head = (_("Round"), _("Closed"), _("Mean"), _("Median"), _("Answers"), _("Response"), _("Limits"))
    held = [words for one in read.stretches for words in [_held(one)] * (one.stop - one.start)]
    signals: dict[int, list[str]] = {}
    for one in read.stretches:
        for signal in one.signals:
            signals.setdefault(signal.places[-1], []).append(signal_in(read, signal))
    rows = []
    for place, row in enumerate(read.rounds):
        number, *middle, response = _short_line(row)
        closed = date_format(row.closed_on, "SHORT_DATE_FORMAT")
        rows.append((number, closed, *middle, response, "; ".join([held[place], *signals.get(place, [])])))
    return ChartTable(head, tuple(rows), 2)


def short_table(read: ReadSeries) -> ChartTable:
    """The same beside a small chart: what is drawn, the median, and how many answered."""
    head = (_("Round"), _("Mean"), _("Median"), _("Answers"), _("Response"))
    return ChartTable(head, tuple(_short_line(row) for row in read.rounds))


def _short_line(row: Measured) -> tuple[str, ...]:
    number, response = _round_said(row.number, row.answered, row.invited, get_language())
    if row.mean is None:
        return (number, *[withheld()] * 3, response)
    return (number, figures.number(row.mean, 2), figures.number(row.median, 1), figures.number(row.count), response)


@lru_cache(maxsize=1024)
def _round_said(number: int, answered: int, invited: int, _language: str | None) -> tuple[str, str]:
    """Number and response rate, the same for every question of a round."""
    return figures.number(number), rate(answered, invited)


def _held(one: Stretch) -> str:
    if one.centre is None:
        return _("too few points")
    return f"{figures.interval(one.lower, one.upper, 1)}, {_firmness(one.firmness)}"


def _firmness(name: str) -> str:
    return _("trial limits") if name == TRIAL else _("fixed limits")


def begins_said(read: ReadSeries, wordings: Sequence[Wording]) -> list[str]:
    """Where a series begins anew, and why: with which words, or for which reason."""
    by_series = {one.series: one for one in wordings}
    said = []
    for begin in read.begins:
        row = read.rounds[begin.place]
        told = {"round": figures.number(row.number)}
        if begin.is_wording and row.wording in by_series:
            told["words"] = says(by_series[row.wording])
            said.append(_("From round %(round)s other words are asked: “%(words)s”") % told)
        elif not begin.is_wording:
            told["reason"] = begin.reason
            said.append(_("From round %(round)s the chart begins anew: %(reason)s") % told)
    return said
