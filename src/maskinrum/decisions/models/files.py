"""Decision files: one organisation's question, the dated snapshot of projects it rests on, and its assumptions."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class DecisionFile(models.Model):
    """One question an organisation asks: would a strategic partnership serve these projects better?

    ``assumptions`` holds only what differs from the shipped values (see ``analysis``); ``removed_number`` is the
    highest number of a version that was deleted, so that none is given twice; ``reminded_at`` when its managers were
    last reminded to look back; ``created_by`` is opaque.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="decision_files")
    title = models.CharField(_("title"), max_length=200)
    case_date = models.DateField(_("case date"))
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.ORGANISATION, editable=False)
    note = models.TextField(_("note"), blank=True)
    assumptions = models.JSONField(default=dict)
    seed = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)
    removed_number = models.PositiveIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA
    free_text: ClassVar[tuple[str, ...]] = ("title", "note")
    told_in_log: ClassVar[tuple[str, ...]] = ("version", "projects")

    class Meta:
        ordering = ["-changed_at", "id"]
        indexes = [models.Index(fields=["organisation", "-changed_at"], name="decision_file_order")]

    def __str__(self) -> str:
        return self.title


class PortfolioSnapshot(models.Model):
    """The chosen projects as they stood on a day. Never changed; a newer one takes its place.

    ``rows`` is a list of project facts in order (see ``analysis``), each with the id of its project.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision_file = models.ForeignKey(DecisionFile, on_delete=models.CASCADE, related_name="snapshots")
    taken_at = models.DateTimeField()
    rows = models.JSONField()

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["-taken_at", "id"]
        indexes = [models.Index(fields=["decision_file", "-taken_at"], name="snapshot_latest")]

    def __str__(self) -> str:
        return f"{self.decision_file_id} {self.taken_at:%Y-%m-%d}"
