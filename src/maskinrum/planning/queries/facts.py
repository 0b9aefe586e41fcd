"""Rows of a plan as the facts that are calculated with."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from maskinrum.deadlines import Text
from maskinrum.planning.enums import Direction, TaskState
from maskinrum.planning.facts.plan import (
    Approval,
    CallerFacts,
    Channel,
    Days,
    FirstCallOff,
    HolidayChoice,
    Kind,
    PlanFacts,
    TaskFacts,
)
from maskinrum.planning.models import PlanMeeting, PlanTask, StartPlan


def plan_facts(
    plan: StartPlan, tasks: Sequence[PlanTask], meetings: Iterable[PlanMeeting], *, today: date
) -> PlanFacts:
    """What is said of a plan. The meetings that decide a task set on which days it can end, unless it is done."""
    decided = dict[uuid.UUID | None, list[date]]()
    for one in meetings:
        decided.setdefault(one.task_id, []).append(one.day)
    said = (task_facts(task, decided.get(task.pk, ())) for task in tasks)
    return PlanFacts(
        procedure=plan.procedure,
        today=today,
        start=plan.start if plan.direction == Direction.FORWARD else None,
        wished_signature=plan.wished_signature,
        tasks=tuple(one for one in said if one is not None),
        callers=callers_of(plan.callers),
        kind=cast("Kind", plan.kind),
        expected_mdkk=plan.expected_mdkk,
        maximum_mdkk=plan.maximum_mdkk,
        term_months=plan.term_months,
        option_months=plan.option_months,
        justification=plan.justification,
        teams=plan.teams,
        criteria=tuple(line.strip() for line in plan.criteria.splitlines() if line.strip()),
        first_call_offs=call_offs_of(plan.first_call_offs),
        shortenings=dict(plan.shortenings),
        prior_notice=plan.prior_notice,
        channel=cast("Channel", plan.channel),
        holidays=holidays_of(plan.holidays),
    )


def task_facts(task: PlanTask, decided_on: Iterable[date] = ()) -> TaskFacts | None:
    """What is said of a task; None where it is as the template has it."""
    is_done = task.state == TaskState.DONE
    meetings = () if is_done else tuple(sorted(set(decided_on)))
    facts = TaskFacts(
        id=task.key,
        name=Text(task.title, task.title) if task.title else None,
        phase=task.phase or None,
        days=_days(task),
        predecessors=None if task.predecessors is None else tuple(task.predecessors),
        not_before=task.not_before,
        fixed_end=None if meetings else task.due_on,
        started=task.started_on,
        finished=task.done_on if is_done else None,
        skipped=task.state == TaskState.NOT_RELEVANT,
        meetings=meetings,
    )
    return None if facts == TaskFacts(id=task.key) else facts


def _days(task: PlanTask) -> Days | None:
    if task.low is None or task.mode is None or task.high is None:
        return None
    return Days(task.low, task.mode, task.high)


def callers_of(rows: Iterable[dict[str, Any]]) -> tuple[CallerFacts, ...]:
    """Who may call off, from what is stored."""
    return tuple(CallerFacts(row["name"], None if row["value"] is None else Decimal(row["value"])) for row in rows)


def callers_stored(callers: Iterable[CallerFacts]) -> list[dict[str, Any]]:
    """The same as it is stored: figures exactly, as text."""
    return [{"name": one.name, "value": None if one.value_mdkk is None else str(one.value_mdkk)} for one in callers]


def call_offs_of(rows: Iterable[dict[str, Any]]) -> tuple[FirstCallOff, ...]:
    """The first call-offs, from what is stored."""
    return tuple(
        FirstCallOff(
            project=row["project"],
            call_off=_day(row["call_off"]),
            approvals={cast("Approval", name): date.fromisoformat(day) for name, day in row["approvals"].items()},
            given=tuple(row.get("given", ())),
        )
        for row in rows
    )


def call_offs_stored(rows: Iterable[FirstCallOff]) -> list[dict[str, Any]]:
    """The same as it is stored."""
    return [
        {
            "project": one.project,
            "call_off": one.call_off.isoformat() if one.call_off else None,
            "approvals": {name: day.isoformat() for name, day in one.approvals.items()},
        }
        | ({"given": list(one.given)} if one.given else {})
        for one in rows
    ]


def holidays_of(stored: dict[str, Any]) -> HolidayChoice:
    """The doubtful days that count, all where nothing is stored, and the own days added to the list and removed."""
    doubtful = tuple(stored["doubtful"]) if "doubtful" in stored else None
    days = {name: tuple(date.fromisoformat(day) for day in stored.get(name, ())) for name in ("added", "removed")}
    return HolidayChoice(doubtful, added=days["added"], removed=days["removed"])


def holidays_stored(choice: HolidayChoice) -> dict[str, list[str]]:
    """The same as it is stored."""
    days = {
        "added": [day.isoformat() for day in sorted(choice.added)],
        "removed": [day.isoformat() for day in sorted(choice.removed)],
    }
    return days if choice.doubtful is None else days | {"doubtful": list(choice.doubtful)}


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
