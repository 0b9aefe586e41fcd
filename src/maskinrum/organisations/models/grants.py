"""Who may see one object beside the rule."""

import uuid
from typing import ClassVar

from django.db import models

from maskinrum.organisations.models.organisations import Organisation
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class Grant(models.Model):
    """An organisation is let in to one object by name. Revoked and expired grants stay as a record and open nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="grants")
    granted_by = models.UUIDField(null=True)
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["-granted_at", "id"]
        indexes = [models.Index(fields=["object_type", "organisation", "object_id"], name="grant_lookup")]
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_id", "organisation"],
                condition=models.Q(revoked_at__isnull=True),
                name="grant_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id} -> {self.organisation_id}"
