"""Where an organisation stands, and whom of it others may ask."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.network.enums import OrganisationSize, Stage
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation, Person
from maskinrum.shared.privacy import PersonalData

STAND_ERASER = "maskinrum.network.actions.erase_from_stands"

SHOWABLE = (Visibility.NETWORK, Visibility.OPEN)
"""Who may read where an organisation stands; who shows it to nobody, says nothing."""


class Stand(models.Model):
    """How far an organisation is, what it has tried, and what it looks for. Its managers write it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="stand")
    visibility = models.CharField(_("who may read it"), max_length=20, choices=Visibility, default=Visibility.NETWORK)
    stage = models.CharField(_("where you stand"), max_length=12, choices=Stage)
    size = models.CharField(_("size"), max_length=10, choices=OrganisationSize, blank=True)
    tried = models.TextField(_("what you have tried"), max_length=2000, blank=True)
    seeks = models.TextField(_("what you look for"), max_length=2000, blank=True)
    theme_codes = models.CharField(_("themes"), max_length=20, blank=True)
    changed_by = models.UUIDField(null=True)
    changed_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("changed_by",),
        purpose=_("Tell the own managers who wrote it last."),
        retention=_("Until the person is erased; what is said of the organisation stays."),
        erased_by=STAND_ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("tried", "seeks")

    class Meta:
        ordering = ["organisation__name", "id"]
        indexes = [models.Index(fields=["stage"], name="stand_stage")]
        constraints = [models.CheckConstraint(condition=models.Q(visibility__in=SHOWABLE), name="stand_is_shown")]

    def __str__(self) -> str:
        return f"{self.organisation_id} ({self.stage})"


class ContactCard(models.Model):
    """What somebody lets the members of the network see: a name, a role, themes, how many conversations at a time.

    There is none until the person makes one; what is left empty is not shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contact_cards")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contact_cards")
    shows_name = models.BooleanField(_("show my name"), default=False)
    role = models.CharField(_("what I do"), max_length=120, blank=True)
    theme_codes = models.CharField(_("themes"), max_length=20, blank=True)
    capacity = models.PositiveSmallIntegerField(_("conversations at a time"), default=0)
    changed_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("person", "role"),
        purpose=_("Let others find somebody to ask, as far as the person wants it."),
        retention=_("Until the person takes it away, no longer acts for the organisation, or is erased."),
        erased_by=STAND_ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("role",)

    class Meta:
        ordering = ["organisation__name", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "organisation"], name="contact_card_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.organisation_id}"
