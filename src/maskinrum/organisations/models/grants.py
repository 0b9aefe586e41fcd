"""Who may see one object beside the rule."""

import uuid
from typing import ClassVar

from django.db import models

from maskinrum.organisations.models.organisations import Organisation
from maskinrum.organisations.models.people import Person
from maskinrum.shared.privacy import PersonalData


class Grant(models.Model):
    """An organisation, or one person, is let in to one object by name.

    A person's grant holds whichever organisation the person acts for. Revoked and expired grants stay as a record and
    open nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="grants")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="grants")
    granted_by = models.UUIDField(null=True)
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("person",),
        purpose="Let one person see one object.",
        retention="Until the object is gone or the person is erased.",
        erased_by="maskinrum.organisations.actions.erase_person",
    )

    class Meta:
        ordering = ["-granted_at", "id"]
        indexes = [
            models.Index(fields=["object_type", "organisation", "object_id"], name="grant_lookup"),
            models.Index(fields=["object_type", "person", "object_id"], name="grant_lookup_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_id", "organisation"],
                condition=models.Q(revoked_at__isnull=True),
                name="grant_once",
            ),
            models.UniqueConstraint(
                fields=["object_type", "object_id", "person"],
                condition=models.Q(revoked_at__isnull=True),
                name="grant_once_person",
            ),
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False, person__isnull=True)
                | models.Q(organisation__isnull=True, person__isnull=False),
                name="grant_to_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id} -> {self.organisation_id or self.person_id}"

    @property
    def receiver(self) -> Organisation | Person:
        """Who is let in."""
        return self.organisation or self.person  # type: ignore[return-value]  # the database holds that one of the two is there
