"""Begin, rename, lend and remove a plan."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.knowledge.models import Tool
from maskinrum.organisations.actions import close_grants, record
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.planning.actions.changes import keep_schedule
from maskinrum.planning.actions.changing import put_terms
from maskinrum.planning.analysis import plan_template
from maskinrum.planning.analysis.checking import check_wish
from maskinrum.planning.analysis.proposing import proposed, usual_days
from maskinrum.planning.facts.plan import FirstCallOff
from maskinrum.planning.facts.terms import PlanTerms
from maskinrum.planning.models import PlanTask, StartPlan
from maskinrum.planning.permissions import can_share
from maskinrum.planning.queries import tasks_of
from maskinrum.planning.queries.facts import call_offs_stored
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError

STEP = 10
MOST_PLANS = 50
# The tool that helps with a task, by its key among those that ship.
TOOLS = {
    "T02": "baseline-sheet",
    "T05": "portfolio-sheet",
    "T07": "resident-mandate-plan",
    "T14": "call-off-form",
    "T30": "conflict-ladder-card",
    "T32": "start-up-checklist",
    "T33": "partnership-charter",
    "T34": "roles-and-mandates",
    "T35": "onboarding-agenda",
    "T36": "call-off-form",
}


@transaction.atomic
def open_plan(
    organisation: Organisation,
    terms: PlanTerms,
    *,
    viewer: Viewer,
    now: datetime,
    origin: uuid.UUID | None = None,
    first_call_offs: Iterable[FirstCallOff] = (),
    copied_from: StartPlan | None = None,
) -> StartPlan:
    """Begin a plan with all tasks of the template, or with those of another plan as long as they really took.

    Raises DomainError for dates that cannot be counted with, and when the organisation has very many plans.
    """
    if StartPlan.objects.filter(organisation=organisation).count() >= MOST_PLANS:
        raise DomainError(_("Your organisation has %(n)s plans. Delete one first.") % {"n": MOST_PLANS})
    plan = StartPlan(organisation=organisation, origin=origin, created_by=viewer.person, created_at=now, changed_at=now)
    check_wish(terms.wished_signature, timezone.localdate(now))
    put_terms(plan, terms)
    plan.copied_from = copied_from
    plan.first_call_offs = call_offs_stored(first_call_offs)
    tasks = _tasks(plan, now) if copied_from is None else _copied(plan, copied_from, now)
    found = proposed(plan, tasks, (), today=timezone.localdate(now))
    keep_schedule(plan, tasks, found, now=now)
    plan.save()
    PlanTask.objects.bulk_create(tasks)
    note_change(plan)
    record("open_plan", plan, viewer=viewer, now=now, changes={"procedure": [None, plan.procedure]})
    return plan


def _tasks(plan: StartPlan, now: datetime) -> list[PlanTask]:
    tools = dict(Tool.objects.filter(organisation__isnull=True, key__in=TOOLS.values()).values_list("key", "pk"))
    return [
        PlanTask(
            plan=plan,
            key=one.id,
            position=number * STEP,
            tool_id=tools.get(TOOLS.get(one.id, "")),
            changed_at=now,
        )
        for number, one in enumerate(plan_template().tasks, start=1)
    ]


def _copied(plan: StartPlan, source: StartPlan, now: datetime) -> list[PlanTask]:
    return [_copy(plan, one, now) for one in tasks_of(source)]


def _copy(plan: StartPlan, one: PlanTask, now: datetime) -> PlanTask:
    """A task as it was, undone; where it was done it lasts most probably as long as it did, as uncertain as before."""
    low, mode, high = one.low, one.mode, one.high
    if one.done_on and one.starts_on:
        usual = usual_days(one.key, plan.procedure) if mode is None else None
        least, typical, most = (usual.low, usual.mode, usual.high) if usual else (low or 1, mode or 1, high or 1)
        took = max(1, (one.done_on - one.starts_on).days)
        low, mode, high = max(1, round(took * least / typical)), took, max(took, round(took * most / typical))
    kept = ("key", "is_own", "title", "phase", "predecessors", "role", "tool_id", "position")
    state = one.state if one.state == "not_relevant" else "not_begun"
    given = {name: getattr(one, name) for name in kept}
    return PlanTask(plan=plan, low=low, mode=mode, high=high, state=state, changed_at=now, **given)


@transaction.atomic
def rename_plan(plan: StartPlan, *, title: str, viewer: Viewer, now: datetime) -> StartPlan:
    """Call a plan otherwise."""
    record("rename_plan", plan, viewer=viewer, now=now, changes={"title": [plan.title, title]})
    plan.title, plan.changed_at = title, now
    plan.save(update_fields=["title", "changed_at"])
    note_change(plan)
    return plan


@transaction.atomic
def lend_durations(plan: StartPlan, *, is_lent: bool, viewer: Viewer, now: datetime) -> StartPlan:
    """Let how long things took count among those of others, or no more. Raises DomainError without the right."""
    if not can_share(viewer, plan):
        raise DomainError(_("Only a manager of your organisation can decide that. Ask one of them."))
    if plan.shares_durations != is_lent:
        record("lend_durations", plan, viewer=viewer, now=now, changes={"is_lent": [not is_lent, is_lent]})
        plan.shares_durations = is_lent
        plan.save(update_fields=["shares_durations"])
    return plan


@transaction.atomic
def remove_plan(plan: StartPlan, *, viewer: Viewer, now: datetime) -> None:
    """Delete a plan with its tasks, and close every grant in force; one that is deleted already is left so.

    Raises DomainError without the right.
    """
    if not can_share(viewer, plan):
        raise DomainError(_("Only a manager of your organisation can delete a plan. Ask one of them."))
    current = StartPlan.objects.select_for_update().filter(pk=plan.pk).first()
    if current is None:
        return
    close_grants(current, viewer=viewer, now=now)
    note_change(current)
    record("remove_plan", current, viewer=viewer, now=now)
    current.delete()
