"""The organisations of the network."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Lower, Replace
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.enums import OrganisationKind
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData
from maskinrum.shared.slugs import OTHER_CAPITALS


def _in_small_letters(column: str) -> Lower:
    """The column in small letters on every database; SQLite alone knows only those of ASCII."""
    text: Any = models.F(column)
    for capital in OTHER_CAPITALS:
        text = Replace(text, models.Value(capital), models.Value(capital.lower()))
    return Lower(text)


class Organisation(models.Model):
    """A legal person. ``joined_at`` says since when it takes part in the network; null for one known only as a party.

    ``name_key`` is the name in small letters, by which it is found whatever the case. ``is_fictitious`` marks what
    exists only to show how Maskinrum works. ``group`` is the corporate group's parent, and ``merged_into`` the
    organisation that carries on after a merger: nobody acts for one that has been merged.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=100, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    name_key = models.GeneratedField(
        expression=_in_small_letters("name"), output_field=models.CharField(max_length=200), db_persist=True
    )
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind)
    cvr = models.CharField(_("CVR number"), max_length=8, blank=True)
    is_fictitious = models.BooleanField(_("fictitious"), default=False)
    joined_at = models.DateTimeField(null=True, blank=True)
    group = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="companies")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["name_key"], name="organisation_name_key")]
        constraints = [
            models.UniqueConstraint(fields=["cvr"], condition=~models.Q(cvr=""), name="organisation_cvr_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """An *afdeling*: the part of a housing organisation with its own homes, economy and residents' meeting."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="departments")
    number = models.CharField(_("number"), max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=200)
    homes = models.PositiveIntegerField(_("homes"), null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["number", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number"],
                condition=~models.Q(number="") & models.Q(removed_at__isnull=True),
                name="department_number_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()


class Administration(models.Model):
    """A housing organisation is run by another, as in the KAB community; both sign for what is said here.

    The administrator keeps the projects of the administered one. ``confirmed_at`` is when the other of the two said
    that it is so; until then it opens nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    administrator = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="administrations")
    administered = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="administered_by")
    stated_by = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    stated_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["administered__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["administrator", "administered"],
                condition=models.Q(ended_at__isnull=True),
                name="administration_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(administrator=models.F("administered")), name="administration_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.administrator_id} -> {self.administered_id}"
