"""Warnings about the first projects: approvals that come too late for their call-off."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from maskinrum.planning.facts.plan import Approval, FirstCallOff, PlanFacts
from maskinrum.planning.facts.schedule import Schedule
from maskinrum.planning.facts.template import Template
from maskinrum.planning.facts.warnings import PlanWarning

FIELD: Final = "first_call_offs"
# What must be there before a call-off; scheme B comes after it, and the contract is conditional on that.
BEFORE: Final[tuple[Approval, ...]] = ("department_meeting", "scheme_a")
CHAIN, CONDITION = "scheme-chain", "scheme-b-condition"


def first_call_off_warnings(facts: PlanFacts, schedule: Schedule, template: Template) -> Iterator[PlanWarning]:
    """Department meetings and schemes A and B held against the first call-offs."""
    if not facts.first_call_offs:
        yield PlanWarning("first-call-offs-missing", "note", FIELD, reference=CHAIN)
        return
    task = schedule.by_id.get(template.with_event("first_call_off"))
    for first in facts.first_call_offs:
        day = first.call_off or (task.start if task is not None else None)
        if day is not None:
            yield from _of(first, day, schedule)


def _of(first: FirstCallOff, day: date, schedule: Schedule) -> Iterator[PlanWarning]:
    project: dict[str, object] = {"project": first.project, "call_off": day}
    if day < schedule.signature:
        yield PlanWarning("call-off-before-signature", "error", FIELD, {**project, "signature": schedule.signature})
    for approval in (one for one in BEFORE if one not in first.given):
        when = first.approvals.get(approval)
        if when is None:
            yield PlanWarning(f"{approval.replace('_', '-')}-missing", "note", FIELD, project, CHAIN)
        elif when > day:
            values = {**project, "when": when, "days": (when - day).days}
            yield PlanWarning(f"{approval.replace('_', '-')}-late", "warning", FIELD, values, CHAIN)
    when = first.approvals.get("scheme_b")
    if when is not None and when > day and "scheme_b" not in first.given:
        values = {**project, "when": when, "days": (when - day).days}
        yield PlanWarning("scheme-b-after-call-off", "note", FIELD, values, CONDITION)
