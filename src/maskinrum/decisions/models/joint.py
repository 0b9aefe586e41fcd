"""Two organisations that have their portfolios calculated as one, under the consent of both."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.decisions.enums import JointState
from maskinrum.decisions.models.files import DecisionFile, PortfolioSnapshot
from maskinrum.organisations.models import Organisation
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class JointPortfolio(models.Model):
    """One organisation invites another; each brings a snapshot of a file of its own, and the result is calculated once.

    ``assumptions`` and ``case_date`` are those both agreed to. ``result`` holds coarse figures only, what both see and
    what each does (see ``analysis.joint``), and goes when either ends it. ``*_by`` are opaque.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inviting = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="joint_invitations_sent")
    invited = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="joint_invitations"
    )
    inviting_file = models.ForeignKey(DecisionFile, on_delete=models.SET_NULL, null=True, related_name="joint_invited")
    accepting_file = models.ForeignKey(
        DecisionFile, on_delete=models.SET_NULL, null=True, related_name="joint_accepted"
    )
    inviting_snapshot = models.ForeignKey(PortfolioSnapshot, on_delete=models.SET_NULL, null=True, related_name="+")
    accepting_snapshot = models.ForeignKey(PortfolioSnapshot, on_delete=models.SET_NULL, null=True, related_name="+")
    case_date = models.DateField()
    assumptions = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JointState, default=JointState.INVITED)
    result = models.JSONField(null=True)
    expires_at = models.DateTimeField()
    invited_by = models.UUIDField(null=True)
    invited_at = models.DateTimeField()
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["-invited_at", "id"]
        indexes = [
            models.Index(fields=["inviting", "-invited_at"], name="joint_of_inviting"),
            models.Index(fields=["invited", "-invited_at"], name="joint_of_invited"),
        ]

    def __str__(self) -> str:
        return f"{self.inviting_id} {self.invited_id} {self.state}"
