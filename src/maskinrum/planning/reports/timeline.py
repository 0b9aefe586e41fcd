"""A plan over the months: drawn up to the start of the agreement, and the whole of it as a table."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from maskinrum.knowledge.enums import Phase
from maskinrum.planning.enums import TaskState
from maskinrum.planning.facts.schedule import Schedule
from maskinrum.planning.models import PlanTask, StartPlan
from maskinrum.planning.reports.dates import full_date
from maskinrum.planning.reports.plan_page import TaskLine, phase_of, sentence, task_lines
from maskinrum.shared.charts import Chart, Course, CourseGroup, CourseRow, course_chart
from maskinrum.shared.charts.chart import ChartTable

DRAWN = (Phase.IDEA, Phase.CLARIFICATION, Phase.PREPARATION, Phase.TENDER, Phase.SET_UP)


def timeline_chart(plan: StartPlan, schedule: Schedule, tasks: Sequence[PlanTask], *, today: date) -> Chart:
    """Draw the tasks of the phases up to the start; what comes years later would press all the rest together."""
    lines = [line for line in task_lines(schedule, tasks, owners={}, today=today) if line.ends is not None]
    codes = {task.key: phase_of(schedule, task) for task in tasks}
    course = Course(
        start=schedule.start,
        today=today,
        groups=[
            CourseGroup(f"{phase.value} {phase.label}", list(_rows(schedule, lines, codes, phase.value)))
            for phase in DRAWN
        ],
        milestone=schedule.signature,
        milestone_name=_("Signature"),
    )
    note = _("Not drawn: mid-term, closing and final evaluation, which follow years later. They stand in the table.")
    table = timeline_table(schedule, lines, codes)
    return course_chart(course, ident="plan", title=sentence(plan, schedule), table=table, note=note)


def _rows(schedule: Schedule, lines: Sequence[TaskLine], codes: dict[str, str], phase: str) -> Iterator[CourseRow]:
    for line in lines:
        if codes[line.key] != phase or line.begins is None or line.ends is None or line.state == TaskState.NOT_RELEVANT:
            continue
        told = schedule.task(line.key)
        latest = told.end_range.p90 if told.end_range else None
        yield CourseRow(line.name, line.begins, line.ends, latest, is_done=line.is_done, is_critical=line.is_critical)


def timeline_table(schedule: Schedule, lines: Sequence[TaskLine], codes: dict[str, str]) -> ChartTable:
    """All tasks with their days."""
    head = (_("Task"), _("Phase"), _("How far"), _("Begins"), _("Ends"), _("9 of 10 courses by"))
    rows = []
    for line in sorted(lines, key=lambda one: (codes[one.key], one.ends or schedule.start)):
        told = schedule.task(line.key)
        latest = full_date(told.end_range.p90) if told.end_range else ""
        begins, ends = (full_date(day) if day else "" for day in (line.begins, line.ends))
        rows.append((line.name, codes[line.key], line.state_words, begins, ends, latest))
    return ChartTable(head, tuple(rows), text_columns=6)
