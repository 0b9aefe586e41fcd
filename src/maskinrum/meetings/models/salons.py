"""An open salon: who invites, what is asked, when and where."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.meetings.enums import SalonState
from maskinrum.organisations.models import Organisation
from maskinrum.shared.privacy import PersonalData

SALON_ERASER = "maskinrum.meetings.actions.erase_from_salons"


class Salon(models.Model):
    """A *salon*: colleagues are invited into the engine room, without an account.

    ``questions`` and ``speakers`` hold one a line, ``material`` one link a line. ``online_link`` is shown only to those
    who have a seat. ``seats`` counts the room, or everybody where there is no room. ``sequence`` rises whenever the
    calendar entry changes. ``digest`` is what was said, written afterwards.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=20, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="salons")
    written_by = models.UUIDField(null=True)
    state = models.CharField(_("state"), max_length=10, choices=SalonState, default=SalonState.DRAFT)
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("why come"))
    questions = models.TextField(_("questions"), blank=True)
    programme = models.TextField(_("programme"), blank=True)
    speakers = models.TextField(_("organisations that speak"), blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    access = models.CharField(_("access"), max_length=300, blank=True)
    online_link = models.URLField(_("link for those on screen"), max_length=500, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    deadline = models.DateTimeField(_("sign up before"))
    seats = models.PositiveIntegerField(_("seats"))
    theme_codes = models.CharField(_("themes"), max_length=20, blank=True)
    material = models.TextField(_("material"), blank=True)
    digest = models.TextField(_("what was said"), blank=True)
    language = models.CharField(_("language"), max_length=2, default="da")
    sequence = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    thanked_at = models.DateTimeField(null=True)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("written_by",),
        purpose=_("Let whoever planned a salon be asked about it."),
        retention=_("Until the person is erased; the salon stays, without the person."),
        erased_by=SALON_ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = (
        *("title", "summary", "questions", "programme", "speakers", "place", "access", "online_link"),
        *("material", "digest"),
    )

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["state", "starts_at"], name="salon_order")]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="salon_ends_later"),
            models.CheckConstraint(condition=models.Q(seats__gte=1), name="salon_has_seats"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_hybrid(self) -> bool:
        """Whether one can choose between the room and the screen."""
        return bool(self.place and self.online_link)
