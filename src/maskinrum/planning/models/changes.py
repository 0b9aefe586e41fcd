"""Who moved which date of a plan, and why."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.planning.enums import PlanPart
from maskinrum.planning.models.plans import StartPlan
from maskinrum.planning.models.tasks import ERASER
from maskinrum.shared.privacy import PersonalData


class PlanChange(models.Model):
    """One accepted change: of what, why, and what it moved.

    ``task`` is the key of the task, where it was one. ``moved`` lists the tasks that moved, furthest first: task, old
    and new last day as ISO text. ``removed`` says what own tasks were called that it took away, by their keys, which
    another task may get later. ``signature_*`` is the planned signature before and after.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(StartPlan, on_delete=models.CASCADE, related_name="changes")
    part = models.CharField(max_length=12, choices=PlanPart)
    task = models.CharField(max_length=12, blank=True)
    reason = models.TextField(_("why"), max_length=1000, blank=True)
    moved = models.JSONField(default=list)
    removed = models.JSONField(default=dict)
    moved_count = models.PositiveIntegerField(default=0)
    signature_before = models.DateField(null=True)
    signature_after = models.DateField(null=True)
    changed_by = models.UUIDField(null=True)
    changed_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("changed_by",),
        purpose=_("Let colleagues see who moved a date, and ask why."),
        retention=_("Until the person is erased; what was moved stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("reason",)

    class Meta:
        ordering = ["-changed_at", "id"]
        indexes = [models.Index(fields=["plan", "-changed_at"], name="plan_change_order")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.part} {self.changed_at:%Y-%m-%d}"
