"""One task as its page shows it."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from maskinrum.knowledge.enums import Phase
from maskinrum.knowledge.facts.relevance import Context
from maskinrum.knowledge.models import Tool
from maskinrum.knowledge.reports.tool_page import ToolLine, tool_line
from maskinrum.planning.analysis import plan_template
from maskinrum.planning.facts.schedule import Schedule
from maskinrum.planning.models import PlanTask
from maskinrum.planning.phrases.values import in_language
from maskinrum.planning.reports.dates import period_reason
from maskinrum.planning.reports.plan_page import TaskLine, name_of, phase_of, task_lines

TOOLS = 3


@dataclass(frozen=True)
class TaskShown:
    """A task, what comes before and after it, and what it is to give. ``line`` is None where the plan has it not."""

    name: str
    phase: str
    line: TaskLine | None
    deliverable: str
    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]
    legal: str
    themes: tuple[str, ...]
    lasts: tuple[int, int, int] | None
    recurs_months: int | None


@dataclass(frozen=True)
class ToolBeside:
    """A tool that opens beside a task; ``is_attached``: somebody chose it for the task."""

    line: ToolLine
    is_attached: bool


def task_shown(
    schedule: Schedule,
    task: PlanTask,
    tasks: Sequence[PlanTask],
    *,
    owners: Mapping[uuid.UUID, str],
    today: date,
) -> TaskShown:
    """Put one task in words."""
    told = schedule.by_id.get(task.key)
    names = {one.key: name_of(schedule, one) for one in tasks}
    found = task_lines(schedule, [task], owners=owners, today=today)
    before = told.predecessors if told else ()
    after = [one.id for one in schedule.tasks if task.key in one.predecessors]
    return TaskShown(
        name=names.get(task.key, task.key),
        phase=str(Phase(phase_of(schedule, task)).label),
        line=found[0] if found else None,
        deliverable=in_language(told.deliverable) if told and told.deliverable else "",
        before=tuple((key, names.get(key, key)) for key in before),
        after=tuple((key, names.get(key, key)) for key in after),
        legal=period_reason(told.legal) if told and told.legal else "",
        themes=told.themes if told else (),
        lasts=(told.days.low, told.days.mode, told.days.high) if told else None,
        recurs_months=told.recurs_months if told else None,
    )


def context_of(schedule: Schedule, task: PlanTask) -> Context:
    """What experiences matter beside a task."""
    told = schedule.by_id.get(task.key)
    known = plan_template().by_id.get(task.key)
    themes = told.themes if told else known.themes if known else ()
    return Context(themes=tuple(themes), phase=phase_of(schedule, task), role="client")


def tools_beside(tools: Iterable[Tool], *, attached: uuid.UUID | None, context: Context) -> list[ToolBeside]:
    """The tool that was put to a task, then those for its phase that share a theme with it, most themes first.

    ``tools`` in the order of ``listed_tools``, which holds among those that fit alike.
    """
    found = []
    for row in tools:
        shared = len(set(context.themes) & set(row.theme_codes.split()))
        if row.pk == attached or (shared and context.phase in row.phase_codes.split()):
            found.append((row.pk != attached, -shared, row))
    first = sorted(found, key=lambda one: one[:2])[:TOOLS]
    return [ToolBeside(tool_line(row, next(iter(row.versions.all()), None)), row.pk == attached) for *_, row in first]


def role_choices() -> list[tuple[str, str]]:
    """The roles of the template as choices."""
    named = ((slug, in_language(words)) for slug, words in plan_template().roles.items())
    return [(slug, words[:1].upper() + words[1:]) for slug, words in named]


def tool_choices(tools: Iterable[Tool]) -> list[tuple[str, str]]:
    """Tools as choices, in the active language where it is written."""
    is_english = (get_language() or "da")[:2] == "en"
    return [(str(one.pk), (one.title_en if is_english else "") or one.title) for one in tools]
