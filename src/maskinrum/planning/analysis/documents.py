"""What the contract notice must state, filled from a plan, and the legal dates with all they rest on."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from maskinrum.deadlines import DeadlineError, Period, Text
from maskinrum.deadlines.periods import prior_notice_window
from maskinrum.planning.analysis.calendar import working_days
from maskinrum.planning.analysis.explaining import legal_reason, moves
from maskinrum.planning.analysis.legal import legal_rules
from maskinrum.planning.analysis.template import plan_template
from maskinrum.planning.analysis.warnings.dates import LADDER_NAMES
from maskinrum.planning.analysis.warnings.law import PRIOR_NOTICE, WINDOW
from maskinrum.planning.analysis.watching import ANSWERS
from maskinrum.planning.facts.documents import (
    ItemState,
    LegalDate,
    NoticeItem,
    PlannedDate,
    PriorNotice,
    Statute,
)
from maskinrum.planning.facts.plan import HolidayChoice, PlanFacts
from maskinrum.planning.facts.schedule import LegalWatch, Schedule, TaskPlan
from maskinrum.shared.domain import load
from maskinrum.shared.slugs import slug_of

LATEST: Final = (ANSWERS, LADDER_NAMES)  # what is watched because something must be done by then
COUNTING_LAW: Final = "fristforordningen"
SELECTED: Final = "application"  # the stage in which teams are chosen

Value = Callable[[PlanFacts, Schedule], object]


def notice_items(facts: PlanFacts, schedule: Schedule) -> tuple[NoticeItem, ...]:
    """Everything the contract notice must state, in its order, with what the plan says or that it is missing."""
    return tuple(_item(entry, facts, schedule) for entry in _entries())


def claimed_prior_notice(
    schedule: Schedule, *, shortenings: Collection[str], sent: date | None, holidays: HolidayChoice
) -> PriorNotice | None:
    """The prior notice that a plan claims to shorten a period by, with the days on which it can be sent."""
    if PRIOR_NOTICE not in shortenings:
        return None
    rules = legal_rules()
    notice = schedule.task(plan_template().with_event("notice_dispatch")).end
    first, last = prior_notice_window(rules, notice, working_days(holidays))
    reference = rules.rule(WINDOW).reference
    return PriorNotice(reference, notice, first, last, sent, statute_of(reference.paragraph))


def statute_of(paragraph: str | None) -> Statute | None:
    """The law that a paragraph belongs to, in the version it was read in; None for what is no law of the data."""
    return _statutes().get(slug_of((paragraph or "").partition(" ")[0]))


def counting_statute() -> Statute | None:
    """The law by which days are counted, whatever period they are of."""
    return _statutes().get(COUNTING_LAW)


@cache
def _statutes() -> Mapping[str, Statute]:
    return {
        one["id"]: Statute(one["id"], Text(one["da"], one["en"]), one["source"], one["verified"])
        for one in load("legal")["statutes"]
    }


def legal_file(schedule: Schedule) -> tuple[LegalDate, ...]:
    """All legal dates of a plan by their day: the minimum of each task, and what is watched beside them."""
    found = [_of_task(task, task.legal) for task in schedule.tasks if task.legal is not None]
    found += [_of_watch(watch, schedule) for watch in schedule.watches]
    return tuple(sorted(found, key=lambda one: (one.end, one.rule)))


@cache
def _entries() -> tuple[Any, ...]:
    """The items as they ship. Raises ``ValueError`` for one that is unknown or refers to no rule."""
    entries = tuple(load("notice")["items"])
    for entry in entries:
        if entry.get("field") and entry["id"] not in VALUES:
            raise ValueError(f"notice.yaml: nothing of a plan fills {entry['id']}")
        if "legal_ref" in entry:
            try:
                legal_rules().reference(entry["legal_ref"])
            except DeadlineError as error:
                raise ValueError(f"notice.yaml: {entry['id']}: {error}") from error
    return entries


def _item(entry: Any, facts: PlanFacts, schedule: Schedule) -> NoticeItem:
    name = entry["id"]
    reference = legal_rules().reference(entry["legal_ref"]) if "legal_ref" in entry else None
    value = VALUES[name](facts, schedule) if entry.get("field") else None
    return NoticeItem(
        id=name,
        title=Text(entry["da"], entry["en"]),
        help=Text(entry["help"]["da"], entry["help"]["en"]),
        state=_state(name, value, facts) if entry.get("field") else "not_in_plan",
        value=value,
        field=entry.get("field", ""),
        reference=entry.get("legal_ref"),
        paragraph=entry["paragraph"] if reference is None else reference.paragraph,
        verified=entry["verified"] if reference is None else reference.verified,
        source=None if reference is None else reference.source,
    )


def _state(name: str, value: object, facts: PlanFacts) -> ItemState:
    needed = NEEDED.get(name)
    if needed is not None and not needed(facts):
        return "not_needed"
    return "missing" if value in (None, "", ()) else "stated"


def _is_long(facts: PlanFacts) -> bool:
    return (facts.term_months or 0) + (facts.option_months or 0) > legal_rules().framework.longest_months


def _selects(facts: PlanFacts) -> bool:
    return SELECTED in legal_rules().procedure(facts.procedure).stages


def _dispatch(_facts: PlanFacts, schedule: Schedule) -> tuple[PlannedDate, ...]:
    task = schedule.task(plan_template().with_event("notice_dispatch"))
    return (PlannedDate(task.id, task.name, task.end),)


def _deadlines(_facts: PlanFacts, schedule: Schedule) -> tuple[PlannedDate, ...]:
    deadlines = {task.id for task in plan_template().tasks if task.is_deadline}
    return tuple(PlannedDate(task.id, task.name, task.end) for task in schedule.tasks if task.id in deadlines)


VALUES: Final[Mapping[str, Value]] = {
    "callers": lambda facts, _schedule: facts.callers,
    "procedure": lambda _facts, schedule: schedule.procedure_name,
    "kind": lambda facts, _schedule: facts.kind,
    "expected": lambda facts, _schedule: facts.expected_mdkk,
    "maximum": lambda facts, _schedule: facts.maximum_mdkk,
    "term": lambda facts, _schedule: facts.term_months,
    "option": lambda facts, _schedule: facts.option_months,
    "justification": lambda facts, _schedule: facts.justification.strip(),
    "teams": lambda facts, _schedule: facts.teams,
    "criteria": lambda facts, _schedule: facts.criteria,
    "dispatch": _dispatch,
    "deadlines": _deadlines,
    "shortenings": lambda facts, _schedule: tuple(sorted(facts.shortenings)),
}
NEEDED: Final[Mapping[str, Callable[[PlanFacts], bool]]] = {
    "justification": _is_long,
    "teams": _selects,
    "shortenings": lambda facts: bool(facts.shortenings),
}


def _of_task(task: TaskPlan, legal: Period) -> LegalDate:
    return LegalDate(
        rule=legal.rule.id,
        task=task.id,
        task_name=task.name,
        name=task.name,
        event=legal.ending.event,
        end=legal.end,
        is_done=task.state == "done",
        period=legal,
        reasons=(legal_reason(legal, "legal_minimum", decides=legal.end == task.end), *moves(legal.ending)),
        unverified=legal.unverified,
        bound="earliest",
        planned=task.end,
        is_kept=task.end >= legal.end if task.state == "done" else None,
        statute=statute_of(legal.rule.reference.paragraph),
    )


def _of_watch(watch: LegalWatch, schedule: Schedule) -> LegalDate:
    task, found = schedule.task(watch.task), watch.period
    held = _held_against(watch, schedule)
    planned = max((one.end for one in held), default=None)
    is_held = all(one.state == "done" for one in held)
    return LegalDate(
        rule=watch.rule,
        task=watch.task,
        task_name=task.name,
        name=watch.name,
        event=found.ending.event,
        end=found.end,
        is_done=task.state == "done",
        period=found,
        reasons=(legal_reason(found, "legal_period", decides=True), *moves(found.ending)),
        unverified=found.unverified,
        bound="latest" if watch.rule in LATEST else "runs",
        planned=planned,
        is_kept=planned <= found.end if planned is not None and is_held else None,
        statute=statute_of(found.rule.reference.paragraph),
    )


def _held_against(watch: LegalWatch, schedule: Schedule) -> list[TaskPlan]:
    """The tasks that must be done by a last day of the law: those of its rule, and of answers those beside it."""
    if watch.rule not in LATEST:
        return []
    tasks = [task for task in schedule.tasks if task.legal_ref == watch.rule]
    if watch.rule != ANSWERS:
        return tasks
    beside = set(schedule.task(watch.task).predecessors)
    return [task for task in tasks if beside & set(task.predecessors)]
