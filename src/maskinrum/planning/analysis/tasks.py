"""The tasks of one plan: the template by its procedure, with what the client has said of them, and the law of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from maskinrum.deadlines import DeadlineError, LegalRules, Procedure, Rule, Text
from maskinrum.deadlines.chain import VARIANTS
from maskinrum.planning.analysis.errors import PlanRefusedError
from maskinrum.planning.analysis.template import changed_by, rerouted
from maskinrum.planning.facts.plan import Days, PlanFacts, TaskFacts
from maskinrum.planning.facts.template import Template, TemplateTask

REQUIRED_EVENTS: Final = ("notice_dispatch", "award_notice")


@dataclass(frozen=True, slots=True)
class PlanTask:
    """One task of a plan. ``rule``: the period it holds, or the rule that says it has no length by law.

    ``started`` and ``finished``: as it was, or as it follows: a period runs from its event whoever says so.
    """

    template: TemplateTask
    own: bool
    days_from: Literal["template", "own"]
    said: TaskFacts
    rule: Rule | None
    started: date | None
    finished: date | None

    @property
    def id(self) -> str:
        """The id of the task."""
        return self.template.id

    @property
    def has_minimum(self) -> bool:
        """Whether the law says how long it lasts at least."""
        return self.rule is not None and self.rule.count is not None


@dataclass(frozen=True, slots=True)
class PlanTasks:
    """All tasks of a plan, and of which procedure they are. ``dropped``: ids the procedure has no task for."""

    procedure: Procedure
    variant: str
    tasks: tuple[PlanTask, ...]
    dropped: tuple[str, ...]

    @property
    def variant_of(self) -> str | None:
        """The procedure whose tasks are used instead of its own."""
        return None if self.variant == self.procedure.slug else self.variant


def plan_tasks(facts: PlanFacts, template: Template, rules: LegalRules) -> PlanTasks:
    """The tasks; raises ``PlanRefusedError`` (``own_task``, ``predecessor``, ``required``, or as legal time does)."""
    try:
        procedure = rules.procedure(facts.procedure)
    except DeadlineError as error:
        raise PlanRefusedError.from_deadline(error, "procedure") from error
    slug = VARIANTS.get(procedure.slug, procedure.slug)
    said = {task.id: task for task in facts.tasks}
    skipped = {task.id for task in facts.tasks if task.skipped and task.finished is None}
    gone = {name for name in template.variants[slug].skip if name not in said or said[name].finished is None}
    own = [_own(task) for task in facts.tasks if task.id not in template.by_id]
    every = [_said(task, said.get(task.id)) for task in (*changed_by(template, slug), *own)]
    _check_predecessors(every)
    laws = _laws(rules, procedure, slug, facts)
    for task in every:
        if task.id in skipped - gone and _is_required(task, laws):
            raise PlanRefusedError("required", field="skipped", task=task.id, name=task.name)
    found = tuple(_planned(task, said, template, laws) for task in rerouted(every, gone | skipped))
    return PlanTasks(procedure, slug, found, tuple(sorted((gone - skipped) & set(said))))


def _is_required(task: TemplateTask, laws: Mapping[str, Rule]) -> bool:
    """Whether the law's periods or the signature rest on a task."""
    rule = laws.get(task.legal_ref or "")
    has_minimum = rule is not None and rule.count is not None
    return has_minimum or task.is_milestone or task.event in REQUIRED_EVENTS


def _own(task: TaskFacts) -> TemplateTask:
    if task.skipped:
        return TemplateTask(task.id, "", Text("", ""), Days(1, 1, 1), task.predecessors or ())
    if task.name is None or task.days is None:
        raise PlanRefusedError("own_task", field="name" if task.name is None else "days", task=task.id)
    return TemplateTask(task.id, task.phase or "", task.name, task.days, task.predecessors or ())


def _said(task: TemplateTask, said: TaskFacts | None) -> TemplateTask:
    if said is None:
        return task
    return replace(
        task,
        name=said.name or task.name,
        phase=said.phase or task.phase,
        days=said.days or task.days,
        predecessors=task.predecessors if said.predecessors is None else said.predecessors,
    )


def _check_predecessors(tasks: list[TemplateTask]) -> None:
    known = {task.id for task in tasks}
    for task in tasks:
        for name in task.predecessors:
            if name not in known:
                raise PlanRefusedError("predecessor", field="predecessors", task=task.id, other=name)


def _planned(
    task: TemplateTask, said: Mapping[str, TaskFacts], template: Template, laws: Mapping[str, Rule]
) -> PlanTask:
    own = said.get(task.id, TaskFacts(task.id))
    rule = laws.get(task.legal_ref or "")
    return PlanTask(
        template=task if rule is None else replace(task, legal_ref=rule.id),
        own=task.id not in template.by_id,
        days_from="template" if own.days is None else "own",
        said=own,
        rule=rule,
        started=own.started or _event(task, rule, said),
        finished=own.finished,
    )


def _event(task: TemplateTask, rule: Rule | None, said: Mapping[str, TaskFacts]) -> date | None:
    """The day of the event that has begun a period: all it waits for is done."""
    if not task.predecessors or not (task.is_deadline or (rule is not None and rule.count is not None)):
        return None
    ends = [said[name].finished if name in said else None for name in task.predecessors]
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else None


def _laws(rules: LegalRules, procedure: Procedure, variant: str, facts: PlanFacts) -> Mapping[str, Rule]:
    """The rule of each reference of a task: the procedure's own where it borrows another's tasks."""
    if facts.channel not in rules.standstill:
        error = DeadlineError("channel", code="channel", value=facts.channel, choices=tuple(rules.standstill))
        raise PlanRefusedError.from_deadline(error, "channel")
    laws = dict(_periods(rules, procedure, variant))
    laws |= {rule.id: rules.standstill[facts.channel] for rule in rules.standstill.values()}
    known = sorted({one.code for rule in laws.values() for one in rule.shortenings})
    for code in facts.shortenings:
        if code not in known:
            error = DeadlineError("shortening", code="shortening", value=code, choices=known)
            raise PlanRefusedError.from_deadline(error, "shortenings")
    return laws


def _periods(rules: LegalRules, procedure: Procedure, variant: str) -> Iterator[tuple[str, Rule]]:
    for stage, rule in rules.procedure(variant).periods.items():
        yield rule.id, procedure.periods.get(stage, rule)
