"""The tasks of a plan: what its organisation has said of each, and who does it."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import Phase
from maskinrum.knowledge.models import Tool
from maskinrum.planning.enums import TaskState
from maskinrum.planning.models.plans import StartPlan
from maskinrum.shared.privacy import PersonalData

ERASER = "maskinrum.planning.actions.erase_from_plans"


class PlanTask(models.Model):
    """One task of a plan, by its ``key`` in the template, or one of the organisation's own.

    Title, days, phase and predecessors are empty where the template's hold. ``due_on`` is a day people have set;
    without one it is ``ends_on``, which like ``starts_on`` is what the schedule says. ``reminded_of`` is the day its
    owner was last reminded of, and ``late_reminded_of`` the day its owner was last told had passed, each once. ``role``
    is a slug of the template, empty for its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(StartPlan, on_delete=models.CASCADE, related_name="tasks")
    key = models.CharField(max_length=12)
    is_own = models.BooleanField(default=False)
    title = models.CharField(_("title"), max_length=200, blank=True)
    phase = models.CharField(_("phase"), max_length=2, choices=Phase, blank=True)
    low = models.PositiveIntegerField(_("at least"), null=True)
    mode = models.PositiveIntegerField(_("most probably"), null=True)
    high = models.PositiveIntegerField(_("at most"), null=True)
    predecessors = models.JSONField(null=True)
    not_before = models.DateField(_("not before"), null=True)
    due_on = models.DateField(_("due"), null=True)
    started_on = models.DateField(_("begun"), null=True)
    done_on = models.DateField(_("done"), null=True)
    state = models.CharField(_("state"), max_length=12, choices=TaskState, default=TaskState.NOT_BEGUN)
    owner = models.UUIDField(null=True)
    role = models.CharField(_("role"), max_length=30, blank=True)
    tool = models.ForeignKey(Tool, on_delete=models.SET_NULL, null=True, related_name="plan_tasks")
    deliverable_url = models.URLField(_("where the result is"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    reminded_of = models.DateField(null=True)
    late_reminded_of = models.DateField(null=True)
    position = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("owner",),
        purpose=_("Say who does a task, and remind that person of it."),
        retention=_("Until the person is erased; the task stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("title", "note", "deliverable_url")

    class Meta:
        ordering = ["position", "key"]
        indexes = [models.Index(fields=["owner", "state"], name="plan_task_owner")]
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="plan_task_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.key}"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in {TaskState.NOT_BEGUN, TaskState.UNDER_WAY}


class TaskComment(models.Model):
    """What somebody wrote below a task. Only the own organisation reads it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField(_("comment"), max_length=2000)
    written_by = models.UUIDField(null=True)
    written_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("written_by",),
        purpose=_("Let colleagues see who wrote a comment."),
        retention=_("Until the person is erased; the comment stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("text",)

    class Meta:
        ordering = ["written_at", "id"]
        indexes = [models.Index(fields=["task", "written_at"], name="task_comment_order")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.written_at:%Y-%m-%d}"
