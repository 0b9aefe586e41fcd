"""The projects of a board over the years, by team."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from maskinrum.partnerships.enums import ProjectEnd
from maskinrum.shared.charts import Chart, Course, CourseGroup, CourseRow, course_chart
from maskinrum.shared.charts.chart import ChartTable
from maskinrum.steering.analysis import tail_of, team_gaps, works_of
from maskinrum.steering.analysis.warning_words import day_words, gap_words, tail_words
from maskinrum.steering.facts.board import BoardProject
from maskinrum.steering.facts.meters import BoardTerms
from maskinrum.steering.reports.board_words import stage


def timeline_chart(projects: Sequence[BoardProject], terms: BoardTerms, *, today: date) -> Chart | None:
    """Draw what is not given up; None where there is nothing to draw."""
    shown = [one for one in projects if one.end != ProjectEnd.GIVEN_UP]
    if not shown:
        return None
    groups: dict[str, list[CourseRow]] = defaultdict(list)
    for one in shown:
        start, end = works_of(one, today)
        groups[one.contractor_name].append(CourseRow(one.name, start, end, is_done=one.is_over))
    ordered = sorted(groups.items(), key=lambda item: (not item[0], item[0].casefold()))
    first = min(row.begins for rows in groups.values() for row in rows)
    course = Course(
        start=min(first, terms.starts_on or first).replace(day=1),
        today=today,
        groups=[CourseGroup(name or _("Not chosen yet"), rows) for name, rows in ordered],
        milestone=terms.expires_on or today,
        milestone_name=_("Agreement ends") if terms.expires_on else _("Its end is not known"),
    )
    reading = _("Solid: handed over. Dashed: under works or planned. One group for each team.")
    return course_chart(
        course, ident="board", title=_title(shown, terms, today), table=_table(shown, today), reading=reading
    )


def _title(projects: Sequence[BoardProject], terms: BoardTerms, today: date) -> str:
    gap = next(iter(team_gaps(projects, terms, today)), None)
    if gap:
        return gap_words(gap, today)
    tail = tail_of(projects, terms, today)
    return tail_words(tail) if tail else _("Every team has work ahead, without holes of two months or more.")


def _table(projects: Sequence[BoardProject], today: date) -> ChartTable:
    head = (_("Project"), _("Contractor"), _("How far"), _("Begins"), _("Ends"))
    rows = []
    for one in projects:
        start, end = works_of(one, today)
        team = one.contractor_name or _("Not chosen yet")
        rows.append((one.name, team, stage(one), day_words(start), day_words(end)))
    return ChartTable(head, tuple(rows), text_columns=5)
