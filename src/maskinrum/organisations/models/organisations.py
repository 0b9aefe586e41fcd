"""The organisations of the network."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.enums import OrganisationKind
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class Organisation(models.Model):
    """A legal person in the network. ``is_fictitious`` marks what exists only to show how Maskinrum works."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind)
    cvr = models.CharField(_("CVR number"), max_length=8, blank=True)
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cvr"], condition=~models.Q(cvr=""), name="organisation_cvr_unique"),
        ]

    def __str__(self) -> str:
        return self.name
