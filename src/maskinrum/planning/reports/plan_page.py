"""A plan as its page shows it: one sentence, what to watch, and the tasks of each phase."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.knowledge.enums import Phase
from maskinrum.planning.analysis import plan_template
from maskinrum.planning.enums import TaskState
from maskinrum.planning.facts.schedule import DateRange, Schedule, TaskPlan
from maskinrum.planning.facts.warnings import PlanWarning
from maskinrum.planning.models import PlanTask, StartPlan
from maskinrum.planning.phrases.values import in_language
from maskinrum.planning.reports.dates import full_date, period_reason
from maskinrum.shared.figures import of_ten

# The pages on which a field of the plan is mended; all others are terms.
MENDED_AT = {"first_call_offs": "call_offs", "holidays": "holidays"}


@dataclass(frozen=True)
class TaskLine:
    """One task as a list shows it; ``why`` are the steps of how its last day came about."""

    key: str
    name: str
    role: str
    owner: str
    state: str
    state_words: str
    begins: date | None
    ends: date | None
    is_done: bool
    is_late: bool
    is_critical: bool
    is_own: bool
    range_words: str
    why: tuple[str, ...]
    rests_on_law: bool
    is_unverified: bool
    tool: str
    slack_words: str


@dataclass(frozen=True)
class PhaseBlock:
    """The tasks of a phase, and how far they are."""

    code: str
    name: str
    lines: tuple[TaskLine, ...]
    done: int
    left_out: tuple[TaskLine, ...] = ()


@dataclass(frozen=True)
class WarningLine:
    """A warning in words, and where it is mended."""

    severity: str
    words: str
    address: str
    mend: str


@dataclass(frozen=True)
class WatchLine:
    """A legal date beside the tasks, and why it is that day."""

    name: str
    day: date
    why: str
    is_unverified: bool


@dataclass(frozen=True)
class PlanShown:
    """All of a plan that its page shows."""

    sentence: str
    below: tuple[str, ...]
    warnings: tuple[WarningLine, ...]
    phases: tuple[PhaseBlock, ...]
    watches: tuple[WatchLine, ...]
    late: int
    done: int
    count: int
    has_unverified: bool
    disclaimer: str


def plan_shown(
    plan: StartPlan,
    schedule: Schedule,
    tasks: Sequence[PlanTask],
    *,
    owners: Mapping[uuid.UUID, str],
    today: date,
) -> PlanShown:
    """Put a stored schedule in words; nothing is calculated. ``owners`` is empty for readers of other organisations."""
    lines = task_lines(schedule, tasks, owners=owners, today=today)
    shown = [line for line in lines if line.state != TaskState.NOT_RELEVANT]
    return PlanShown(
        sentence=sentence(plan, schedule),
        below=tuple(_below(plan, schedule, today)),
        warnings=tuple(_warning(plan, one) for one in _worst_first(schedule.warnings)),
        phases=tuple(_phases(schedule, tasks, lines)),
        watches=tuple(watch_lines(schedule)),
        late=sum(line.is_late for line in shown),
        done=sum(line.is_done for line in shown),
        count=len(shown),
        has_unverified=bool(schedule.unverified),
        disclaimer=in_language(schedule.disclaimer),
    )


def sentence(plan: StartPlan, schedule: Schedule) -> str:
    """When the agreement is signed, in one sentence with its uncertainty."""
    if plan.signed_on is not None:
        return _("You signed on %(day)s.") % {"day": full_date(plan.signed_on)}
    found = schedule.signature_range
    words = {"day": full_date(found.p50), "first": full_date(found.p10), "last": full_date(found.p90)}
    return _("You will probably sign on %(day)s – in 8 of 10 courses between %(first)s and %(last)s.") % words


def _below(plan: StartPlan, schedule: Schedule, today: date) -> Iterator[str]:
    if plan.signed_on is not None:
        return
    planned = {"day": full_date(schedule.signature), "start": full_date(schedule.start)}
    yield _("If every task takes as long as it most probably does, from %(start)s, it is %(day)s.") % planned
    yield from _wish(schedule)
    if schedule.variant_name is not None and schedule.variant_of is not None:
        names = {"own": in_language(schedule.procedure_name), "other": in_language(schedule.variant_name)}
        yield _("%(own)s has no tasks and times of its own here: those of %(other)s are used.") % names
    if schedule.note is not None:
        yield in_language(schedule.note)
    if schedule.expiry is not None:
        yield _("The term then ends on %(day)s.") % {"day": full_date(schedule.expiry)}


def _wish(schedule: Schedule) -> Iterator[str]:
    wish = schedule.wish
    if wish is None:
        return
    words = {"day": full_date(wish.signature), "chance": of_ten(wish.probability)}
    yield _("A signature on %(day)s at the latest is reached in %(chance)s courses.") % words
    for one in wish.latest_starts:
        if one.day is not None:
            found = {"day": full_date(one.day), "chance": of_ten(one.probability)}
            yield _("Begin on %(day)s at the latest to reach it in %(chance)s.") % found
        else:
            yield _("No day from today on is early enough to reach it in %(chance)s.") % {
                "chance": of_ten(one.probability)
            }


def _worst_first(warnings: Iterable[PlanWarning]) -> list[PlanWarning]:
    order = ("error", "warning", "note")
    return sorted(warnings, key=lambda one: order.index(one.severity))


def _warning(plan: StartPlan, one: PlanWarning) -> WarningLine:
    if key := one.values.get("prolong"):
        address, mend = reverse("planning:prolong", args=[plan.pk, key]), _("Extend the deadline")
    elif one.task and one.field not in MENDED_AT:
        address, mend = reverse("planning:task", args=[plan.pk, one.task]), _("Go to the task")
    elif name := MENDED_AT.get(one.field, ""):
        address, mend = reverse(f"planning:{name}", args=[plan.pk]), _("Mend it")
    elif one.field:
        address, mend = f"{reverse('planning:terms', args=[plan.pk])}#id_{one.field}", _("Mend it")
    else:
        address, mend = "", ""
    return WarningLine(one.severity, one.words, address, mend)


def watch_lines(schedule: Schedule) -> Iterator[WatchLine]:
    """The legal dates beside the tasks, the first first."""
    for watch in sorted(schedule.watches, key=lambda one: one.period.end):
        why = period_reason(watch.period)
        yield WatchLine(in_language(watch.name), watch.period.end, why, bool(watch.period.unverified))


def _phases(schedule: Schedule, tasks: Sequence[PlanTask], lines: Sequence[TaskLine]) -> Iterator[PhaseBlock]:
    codes = {task.key: phase_of(schedule, task) for task in tasks}
    for code, name in Phase.choices:
        own = [line for line in lines if codes.get(line.key) == code]
        shown = tuple(line for line in own if line.state != TaskState.NOT_RELEVANT)
        left_out = tuple(line for line in own if line.state == TaskState.NOT_RELEVANT)
        if own:
            yield PhaseBlock(code, str(name), shown, sum(line.is_done for line in shown), left_out)


def phase_of(schedule: Schedule, task: PlanTask) -> str:
    """The phase of a task: as it is said, planned, or in the template."""
    told = schedule.by_id.get(task.key)
    known = plan_template().by_id.get(task.key)
    return task.phase or (told.phase if told else known.phase if known else Phase.IDEA.value)


def name_of(schedule: Schedule, task: PlanTask) -> str:
    """What a task is called in the active language."""
    if task.title:
        return task.title
    told = schedule.by_id.get(task.key)
    known = plan_template().by_id.get(task.key)
    return in_language(told.name) if told else in_language(known.name) if known else task.key


def task_lines(
    schedule: Schedule, tasks: Sequence[PlanTask], *, owners: Mapping[uuid.UUID, str], today: date
) -> list[TaskLine]:
    """Every task that the plan has, in the order of their days; what was left out last."""
    planned = schedule.by_id
    known = [task for task in tasks if task.key in planned or task.state == TaskState.NOT_RELEVANT]
    lines = [_line(schedule, task, planned.get(task.key), owners, today) for task in known]
    return sorted(lines, key=lambda line: (line.ends is None, line.ends or today, line.key))


def _line(
    schedule: Schedule, task: PlanTask, told: TaskPlan | None, owners: Mapping[uuid.UUID, str], today: date
) -> TaskLine:
    is_done = task.state == TaskState.DONE
    ends = told.end if told else None
    return TaskLine(
        key=task.key,
        name=name_of(schedule, task),
        role=role_words(task, told),
        owner=owners.get(task.owner, "") if task.owner else "",
        state=task.state,
        state_words=str(TaskState(task.state).label),
        begins=told.start if told else None,
        ends=ends,
        is_done=is_done,
        is_late=task.is_open and ends is not None and ends < today,
        is_critical=bool(told and told.critical),
        is_own=task.is_own,
        range_words=range_words(told.end_range) if told else "",
        why=schedule.reasons_in_words(task.key) if told else (),
        rests_on_law=bool(told and told.legal),
        is_unverified=bool(told and told.unverified),
        tool=task.tool.key if task.tool else "",
        slack_words=slack_words(told),
    )


def role_words(task: PlanTask, told: TaskPlan | None) -> str:
    """The roles that do it: the one chosen, else those of the template."""
    roles = plan_template().roles
    slugs = (task.role,) if task.role else told.roles if told else ()
    return ", ".join(in_language(roles[slug]) for slug in slugs if slug in roles)


def range_words(found: DateRange | None) -> str:
    """From when to when a task ends in 8 of 10 courses."""
    if found is None:
        return ""
    if found.p10 == found.p90:
        return full_date(found.p50)
    words = {"first": full_date(found.p10), "last": full_date(found.p90)}
    return _("in 8 of 10 courses from %(first)s to %(last)s") % words


def slack_words(told: TaskPlan | None) -> str:
    """How much later a task may end without moving the signature."""
    if told is None or told.state == "done" or told.slack_days is None:
        return ""
    if told.slack_days <= 0:
        return _("Every day later moves the signature.")
    words = ngettext(
        "It may end %(n)s day later without moving the signature.",
        "It may end %(n)s days later without moving the signature.",
        told.slack_days,
    )
    return words % {"n": told.slack_days}
