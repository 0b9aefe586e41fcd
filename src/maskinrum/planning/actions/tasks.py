"""Who does a task and with what, and what is said of it. Dates are changed by ``changes``."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.facts.seen import seen_of
from maskinrum.knowledge.models import Tool
from maskinrum.organisations.actions import record
from maskinrum.organisations.actions.meanwhile import changed_meanwhile
from maskinrum.organisations.permissions import Viewer
from maskinrum.planning.models import PlanTask, TaskComment
from maskinrum.planning.permissions import can_change
from maskinrum.planning.queries import colleagues_by_key, owners_of
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError

MOST_COMMENTS = 500


@transaction.atomic
def keep_task(
    task: PlanTask,
    *,
    owner: str,
    role: str,
    tool: Tool | None,
    deliverable_url: str,
    note: str,
    viewer: Viewer,
    now: datetime,
) -> PlanTask:
    """Say who does a task, in which role, with which tool, and where its result is.

    Raises DomainError without the right, and for an owner who does not act for the organisation.
    """
    _refuse_others(task, viewer)
    if owner and owner not in colleagues_by_key(viewer):
        raise DomainError(_("Choose somebody who acts for your organisation."), field="owner")
    given = {
        "owner": uuid.UUID(owner) if owner else None,
        "role": role,
        "tool": tool,
        "deliverable_url": deliverable_url,
        "note": note,
    }
    changes = {name: [_said(getattr(task, name)), _said(value)] for name, value in given.items()}
    for name, value in given.items():
        setattr(task, name, value)
    task.changed_at = now
    task.save(update_fields=[*given, "changed_at"])
    note_change(task.plan)
    record("keep_task", task, viewer=viewer, now=now, changes=_only_changed(changes))
    return task


@transaction.atomic
def keep_task_seen(task: PlanTask, *, seen: str, viewer: Viewer, **told: Any) -> PlanTask:
    """``keep_task`` by somebody who had ``seen`` what stood there; what stands there already is left so.

    Raises DomainError where a colleague has written something else.
    """
    current = PlanTask.objects.select_for_update(of=("self",)).select_related("plan", "tool").get(pk=task.pk)
    _refuse_others(current, viewer)
    tool = told["tool"]
    if _mark(told["owner"] or None, told["role"], tool and tool.pk, told["deliverable_url"], told["note"]) == (
        mark_of_work(current)
    ):
        return current
    if seen and seen != mark_of_work(current):
        raise changed_meanwhile(_told(current))
    return keep_task(current, viewer=viewer, **told)


def mark_of_work(task: PlanTask) -> str:
    """A mark that is another whenever somebody says otherwise who does a task, with what, and what is noted."""
    return _mark(task.owner, task.role, task.tool_id, task.deliverable_url, task.note)


def _mark(owner: object, role: str, tool: object, deliverable_url: str, note: str) -> str:
    return seen_of(str(owner), role, str(tool), deliverable_url, note)


def _told(task: PlanTask) -> list[str]:
    """What stands there now, in words: the person, the tool, the result and the note."""
    people = owners_of([task.owner])
    told = [people.get(task.owner, "") if task.owner else "", str(task.tool or ""), task.deliverable_url, task.note]
    return told if any(told) else ["–"]


@transaction.atomic
def comment_on_task(task: PlanTask, *, text: str, viewer: Viewer, now: datetime) -> TaskComment:
    """Write something below a task; sent twice in a row it stands there once.

    Raises DomainError without the right, and when very much stands there.
    """
    _refuse_others(task, viewer)
    PlanTask.objects.select_for_update().filter(pk=task.pk).first()
    last = task.comments.order_by("written_at", "id").last()
    if last is not None and (last.text, last.written_by) == (text, viewer.person):
        return last
    if task.comments.count() >= MOST_COMMENTS:
        raise DomainError(_("There are %(n)s comments already. Remove one first.") % {"n": MOST_COMMENTS})
    comment = TaskComment.objects.create(task=task, text=text, written_by=viewer.person, written_at=now)
    record("comment_on_task", task, viewer=viewer, now=now)
    return comment


@transaction.atomic
def remove_comment(comment: TaskComment, *, viewer: Viewer, now: datetime) -> None:
    """Take back what one wrote oneself; what is gone already is left so. Raises DomainError for that of others."""
    _refuse_others(comment.task, viewer)
    if viewer.person is None or comment.written_by != viewer.person:
        raise DomainError(_("Only whoever wrote a comment can remove it."))
    if TaskComment.objects.select_for_update().filter(pk=comment.pk).first() is None:
        return
    record("remove_task_comment", comment.task, viewer=viewer, now=now)
    comment.delete()


def _refuse_others(task: PlanTask, viewer: Viewer) -> None:
    if not can_change(viewer, task.plan):
        raise DomainError(_("Only those who act for the organisation of the plan can change it."))


def _said(value: object) -> str:
    return "" if value is None else str(value)


def _only_changed(changes: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
