"""The report of a year to the boards: what every party has released, and nothing else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maskinrum.evaluation.analysis.reading_series import read_series
from maskinrum.evaluation.enums import EvaluationPart, FindingState, ReportSection
from maskinrum.evaluation.facts.offers import REPORT_FIGURES, offer, offered
from maskinrum.evaluation.facts.series import ReadSeries
from maskinrum.evaluation.models import Finding, Round, Wording
from maskinrum.evaluation.queries.reading import MaturityRound, QuestionSeries
from maskinrum.evaluation.queries.statistics import statistics_rules
from maskinrum.evaluation.reports.finding_page import FindingShown
from maskinrum.evaluation.reports.maturity_page import ThemeShown, maturity_chart, maturity_table
from maskinrum.evaluation.reports.series_page import drawn_series, series_table
from maskinrum.evaluation.reports.words import rate, says, series_sentence, words_in_language
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.shared import figures
from maskinrum.shared.charts import ChartTable, series_chart
from maskinrum.shared.documents import Block, Column, Document, Figure, Grid, Heading, Items, Paragraph, Tone


@dataclass(frozen=True)
class FigureRow:
    """A figure of the portfolio as it stands in the report: everything is finished text."""

    name: str
    value: str
    interval: str
    note: str


GiveFigures = Callable[[Viewer, Partnership, int, datetime], Sequence[FigureRow]]


def offer_report_figures(name: str, give: GiveFigures) -> None:
    """Offer the figures of a portfolio for a year, as every party may see them; the same name replaces."""
    offer(REPORT_FIGURES, name, give)


def report_figures(viewer: Viewer, partnership: Partnership, year: int, now: datetime) -> tuple[FigureRow, ...]:
    """All that is offered."""
    return tuple(row for give in offered(REPORT_FIGURES) for row in give(viewer, partnership, year, now))


@dataclass(frozen=True)
class Yearly:
    """What a report is made of. What is not among ``sections`` is empty, so that it cannot get in.

    ``asked`` are the wordings of the rounds of the year; ``seeds`` those of the rounds that something is drawn for.
    """

    partnership: Partnership
    year: int
    made_on: date
    sections: frozenset[str]
    asked: Sequence[Wording]
    rounds: Sequence[Round] = ()
    series: Sequence[QuestionSeries] = ()
    maturity: MaturityRound | None = None
    themes: Sequence[ThemeShown] = ()
    parties: Sequence[Organisation] = ()
    findings: Sequence[FindingShown] = ()
    figures: Sequence[FigureRow] = ()
    seeds: Mapping[int, int] | None = None

    @property
    def title(self) -> str:
        """What it is called."""
        return _("Evaluation %(year)s: %(name)s") % {"year": self.year, "name": self.partnership.name}

    def has(self, section: ReportSection) -> bool:
        """Whether every party has released the section."""
        return section.value in self.sections

    @property
    def missing(self) -> list[str]:
        """The sections that are not released, in words."""
        return [str(one.label) for one in ReportSection if one != ReportSection.WHOLE and not self.has(one)]


def yearly_document(report: Yearly) -> Document:
    """The report as a document, in the language that is read."""
    lead = _(
        "What the parties of the partnership have answered and done in %(year)s. The report holds what every party has "
        "released to the boards, and groups of five or more only."
    )
    blocks: list[Block] = [Paragraph(lead % {"year": report.year}, Tone.LEAD)]
    blocks += _asked(report)
    if report.has(ReportSection.RATES):
        blocks += _rates(report)
    if report.has(ReportSection.SERIES):
        blocks += _series(report)
    if report.has(ReportSection.MATURITY):
        blocks += _maturity(report)
    if report.has(ReportSection.FINDINGS):
        blocks += _findings(report)
    if report.has(ReportSection.FIGURES):
        blocks += _figures(report)
    blocks += _limits(report)
    owner = report.partnership.organisation
    is_invented = report.partnership.is_fictitious
    return Document(
        title=report.title,
        language=(get_language() or "da")[:2],
        dated=report.made_on,
        blocks=tuple(blocks),
        subtitle=owner.name if owner else "",
        foot=_("Example: the partnership and its figures are invented") if is_invented else "",
        contents=True,
    )


def _asked(report: Yearly) -> Iterator[Block]:
    yield Heading(_("What was asked"))
    for part, name in EvaluationPart.choices:
        texts = tuple(says(one) for one in report.asked if one.question.part == part)
        if texts:
            yield Paragraph(f"{name}:")
            yield Items(texts)
    if not report.asked:
        yield Paragraph(_("No round was closed in %(year)s.") % {"year": report.year})


def _rates(report: Yearly) -> Iterator[Block]:
    yield Heading(_("How many answered"))
    if report.rounds:
        yield _grid(_("Rounds of the year"), rates_of_year(report))
    else:
        yield Paragraph(_("No round was closed in %(year)s.") % {"year": report.year})


def rates_of_year(report: Yearly) -> ChartTable:
    """The rounds of the year with how many answered, by link and on the wall."""
    head = (_("Round"), _("Part"), _("Closed"), _("Answered by link"), _("On the wall"))
    rows = [
        (
            figures.number(row.number),
            row.get_part_display(),
            date_format(row.closes_on, "SHORT_DATE_FORMAT"),
            rate(row.answered, row.invited) if row.part == EvaluationPart.PULSE else _("by party"),
            figures.number(row.wall_answered) if row.wall_answered else _("no wall"),
        )
        for row in report.rounds
    ]
    return ChartTable(head, tuple(rows), 3)


def _series(report: Yearly) -> Iterator[Block]:
    yield Heading(_("The pulse over time"))
    if not report.series:
        yield Paragraph(_("No round of the pulse is closed yet."))
    for place, one in enumerate(report.series):
        read = read_series(one.rounds, one.begins)
        yield Heading(says(one.wording), 2)
        yield from _one_series(read, place)


def _one_series(read: ReadSeries, place: int) -> Iterator[Block]:
    sentence, table = series_sentence(read), series_table(read)
    if any(row.mean is not None for row in read.rounds):
        chart = series_chart(drawn_series(read, read.marked), ident=f"p{place}", title=sentence, table=table)
        yield Figure(chart.wide, sentence, chart.reading)
    yield Paragraph(sentence)
    yield _grid(_("The figures"), table)


def _maturity(report: Yearly) -> Iterator[Block]:
    yield Heading(_("Maturity"))
    if not report.themes or report.maturity is None:
        yield Paragraph(_("No yearly maturity is closed yet."))
        return
    chart = maturity_chart(report.themes, report.parties)
    yield Paragraph(chart.title)
    yield Figure(chart.wide, chart.title, chart.note)
    yield _grid(_("Level by party"), maturity_table(report.themes, report.parties))


def _findings(report: Yearly) -> Iterator[Block]:
    yield Heading(_("Findings, and what came of them"))
    if not report.findings:
        yield Paragraph(_("Nothing was taken up in %(year)s.") % {"year": report.year})
    for one in report.findings:
        yield Heading(one.title, 2)
        said = [one.saw, one.row.text, one.after, one.row.outcome]
        yield Paragraph(FindingState(one.row.state).label + ".")
        yield from (Paragraph(text) for text in dict.fromkeys(said) if text and text != one.title)
        if one.actions:
            yield Items(tuple(action_said(one, place) for place in range(len(one.actions))))


def action_said(one: FindingShown, place: int) -> str:
    """What was to be done and whether it is, without who does it: boards need no names."""
    action = one.actions[place]
    if action.done_on:
        day = date_format(action.done_on, "SHORT_DATE_FORMAT")
        return _("%(text)s – done on %(day)s") % {"text": action.text, "day": day}
    return _("%(text)s – not done yet") % {"text": action.text}


def _figures(report: Yearly) -> Iterator[Block]:
    yield Heading(_("Figures of the portfolio"))
    if report.figures:
        yield _grid(_("Figures of the portfolio"), figures_table(report))
    else:
        yield Paragraph(_("There are no figures of the portfolio for %(year)s.") % {"year": report.year})


def figures_table(report: Yearly) -> ChartTable:
    """The figures as they were given."""
    head = (_("Figure"), _("Value"), _("Interval"), _("What it rests on"))
    return ChartTable(head, tuple((one.name, one.value, one.interval, one.note) for one in report.figures), 4)


def _limits(report: Yearly) -> Iterator[Block]:
    yield Heading(_("What the report cannot say"))
    yield Items(tuple(limits_of(report)))
    if report.seeds and report.has(ReportSection.SERIES):
        seeds = ", ".join(f"{number}: {seed}" for number, seed in report.seeds.items())
        yield Paragraph(_("Intervals are drawn with these seeds, by round: %(seeds)s.") % {"seeds": seeds}, Tone.QUIET)


def limits_of(report: Yearly) -> Iterator[str]:
    """What nobody should read out of it."""
    if report.missing:
        yield _("These sections are not released by every party, so they are not here: %(names)s.") % {
            "names": ", ".join(report.missing)
        }
    yield _("Whether the partnership is the cause of what is seen: nothing is compared with what would have been else.")
    yield _("What those think who did not answer.")
    yield _("One of twenty statements seems changed by luck alone.")
    yield from (words_in_language(rule) for rule in statistics_rules() if rule["slug"] in {"suppress", "baseline"})


def _grid(caption: str, table: ChartTable) -> Grid:
    columns = tuple(Column(title, numeric=place >= table.text_columns) for place, title in enumerate(table.head))
    return Grid(caption, columns, table.rows, row_titles=True)


def in_year(rows: Sequence[Finding], year: int) -> list[Finding]:
    """The findings that were taken up and worked on in a year, or are still."""
    kept = (FindingState.ACCEPTED, FindingState.CLOSED)
    return [row for row in rows if row.state in kept and row.created_at.year <= year <= _last_year(row, year)]


def _last_year(row: Finding, year: int) -> int:
    return max(year, row.created_at.year) if row.state == FindingState.ACCEPTED else row.changed_at.year
