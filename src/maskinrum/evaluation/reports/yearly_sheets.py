"""The yearly report as a workbook: the same sections, and no others."""

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maskinrum.evaluation.analysis.reading_series import read_series
from maskinrum.evaluation.enums import ReportSection
from maskinrum.evaluation.reports.maturity_page import maturity_table
from maskinrum.evaluation.reports.series_page import series_table
from maskinrum.evaluation.reports.words import says
from maskinrum.evaluation.reports.yearly import Yearly, action_said, figures_table, limits_of, rates_of_year
from maskinrum.shared.charts import ChartTable
from maskinrum.shared.tables import OutColumn, OutSheet, write_xlsx

WIDE, NARROW = 44, 18


def yearly_workbook(report: Yearly) -> bytes:
    """The report as Excel, in the language that is read."""
    return write_xlsx(list(_sheets(report)), language=(get_language() or "da")[:2], title=report.title)


def _sheets(report: Yearly) -> Iterator[OutSheet]:
    asked = [(one.question.get_part_display(), says(one)) for one in report.asked]
    yield OutSheet(_("Asked"), (OutColumn(_("Part"), NARROW), OutColumn(_("Statement"), 90)), asked, for_paper=True)
    if report.has(ReportSection.RATES):
        yield _sheet(_("Answered"), rates_of_year(report))
    if report.has(ReportSection.SERIES):
        yield _series(report)
    if report.has(ReportSection.MATURITY) and report.themes:
        yield _sheet(_("Maturity"), maturity_table(report.themes, report.parties))
    if report.has(ReportSection.FINDINGS):
        yield _findings(report)
    if report.has(ReportSection.FIGURES):
        yield _sheet(_("Figures of the portfolio"), figures_table(report))
    cannot = [(one,) for one in limits_of(report)]
    yield OutSheet(_("Cannot say"), (OutColumn(_("What the report cannot say"), 110),), cannot, for_paper=True)


def _sheet(name: str, table: ChartTable) -> OutSheet:
    columns = tuple(OutColumn(title, WIDE if place == 0 else NARROW) for place, title in enumerate(table.head))
    return OutSheet(name, columns, list(table.rows), for_paper=True)


def _series(report: Yearly) -> OutSheet:
    rows, head = list[tuple[str, ...]](), tuple[str, ...]()
    for one in report.series:
        table = series_table(read_series(one.rounds, one.begins))
        head = table.head
        rows += [(says(one.wording), *row) for row in table.rows]
    columns = (OutColumn(_("Statement"), WIDE), *(OutColumn(title, NARROW) for title in head))
    return OutSheet(_("Over time"), columns, rows, for_paper=True, filtered=True)


def _findings(report: Yearly) -> OutSheet:
    columns = (
        OutColumn(_("What we see"), WIDE),
        OutColumn(_("How far is it?"), NARROW),
        OutColumn(_("What the signal saw"), WIDE),
        OutColumn(_("What was done"), WIDE),
        OutColumn(_("The round after"), WIDE),
        OutColumn(_("What came of it"), WIDE),
    )
    rows = [
        (
            one.title,
            one.row.get_state_display(),
            one.saw,
            "; ".join(action_said(one, place) for place in range(len(one.actions))),
            one.after,
            one.row.outcome,
        )
        for one in report.findings
    ]
    return OutSheet(_("Findings"), columns, rows, for_paper=True)
