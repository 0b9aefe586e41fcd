"""Who may see one object beside the rule."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.models.organisations import Organisation
from maskinrum.organisations.models.people import Person
from maskinrum.shared.privacy import PersonalData


class Grant(models.Model):
    """An organisation, or one person, is let in to one object by name.

    A person is named by ``email``; ``person`` is whoever has shown that the address is theirs, once somebody has. It
    holds whichever organisation the person acts for. Revoked and expired grants open nothing, and stay for a while.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="grants")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="grants")
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    granted_by = models.UUIDField(null=True)
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("person", "email"),
        purpose=_("Let one person see one object."),
        retention=_("Until 30 days after it was stopped or ran out, or the person is erased."),
        erased_by="maskinrum.organisations.actions.erase_person",
    )

    class Meta:
        ordering = ["-granted_at", "id"]
        indexes = [
            models.Index(fields=["object_type", "organisation", "object_id"], name="grant_lookup"),
            models.Index(fields=["object_type", "person", "object_id"], name="grant_lookup_person"),
            models.Index(fields=["email"], name="grant_email", condition=~models.Q(email="")),
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
            models.UniqueConstraint(
                fields=["object_type", "object_id", "email"],
                condition=models.Q(revoked_at__isnull=True) & ~models.Q(email=""),
                name="grant_once_email",
            ),
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False, person__isnull=True, email="")
                | models.Q(models.Q(person__isnull=False) | ~models.Q(email=""), organisation__isnull=True),
                name="grant_to_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id} -> {self.organisation_id or self.person_id or 'an address'}"

    @property
    def receiver(self) -> str:
        """Who is let in, as the giver named them: nobody learns from it whether an address has an account."""
        return str(self.organisation or self.email or self.person)
