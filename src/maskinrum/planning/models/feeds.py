"""The addresses under which calendar programs fetch the days of a plan."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.planning.models.plans import StartPlan
from maskinrum.planning.models.tasks import ERASER
from maskinrum.shared.privacy import PersonalData


class PlanFeed(models.Model):
    """An address for those who fill a role, until it is revoked. ``role`` is a slug of the template, empty for all.

    The address holds a token of which only a digest is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(StartPlan, on_delete=models.CASCADE, related_name="feeds")
    role = models.CharField(_("role"), max_length=30, blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("made_by",),
        purpose=_("Let colleagues see who made an address that shows days of a plan."),
        retention=_("Until the address is revoked or the person is erased."),
        erased_by=ERASER,
    )

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.role}"
