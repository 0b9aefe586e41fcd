"""Whoever signed up for a salon, and what was thought of it afterwards."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.meetings.enums import Presence, SignUpState, Usefulness
from maskinrum.meetings.models.salons import SALON_ERASER, Salon
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class SignUp(models.Model):
    """A *tilmelding*: somebody, with or without an account, wants to take part in a salon.

    ``number`` is the place in the order of a salon; whoever comes back stands last. On screen one takes no seat where
    there is a room. The link in the mails holds a token of which only ``token_digest`` is kept; ``link_number`` rises
    when the address is corrected, so that a former link opens nothing. ``mail`` is the last letter in the outbox. When
    its time is up the row stays, without anything that leads to anybody. ``needs`` can tell of somebody's health: they
    say yes to its being kept, at ``needs_agreed_at``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    salon = models.ForeignKey(Salon, on_delete=models.CASCADE, related_name="sign_ups")
    number = models.PositiveIntegerField()
    state = models.CharField(_("state"), max_length=10, choices=SignUpState)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    organisation_name = models.CharField(_("organisation"), max_length=120, blank=True)
    presence = models.CharField(_("how you take part"), max_length=10, choices=Presence, default=Presence.IN_ROOM)
    takes_seat = models.BooleanField(default=True)
    is_on_list = models.BooleanField(default=False)
    needs = models.TextField(_("diet and access"), blank=True)
    needs_agreed_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=2, default="da")
    token_digest = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - several rows have none
    link_number = models.PositiveSmallIntegerField(default=0)
    signed_up_at = models.DateTimeField()
    offered_until = models.DateTimeField(null=True)
    attended_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    has_answered = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(null=True)
    mail = models.UUIDField(null=True)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("name", "email", "organisation_name", "needs", "token_digest"),
        purpose=_("Hold a seat at a salon, write about it, and show on the list of participants whoever agreed."),
        retention=_("Diet and access until the day after the salon, all else 30 days after it; counts stay."),
        erased_by=SALON_ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("name", "organisation_name", "needs")

    class Meta:
        ordering = ["salon", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["salon", "email"], condition=~models.Q(email=""), name="sign_up_once_an_address"
            ),
            models.UniqueConstraint(fields=["salon", "number"], name="sign_up_number"),
        ]
        indexes = [models.Index(fields=["state", "offered_until"], name="sign_up_offers")]

    def __str__(self) -> str:
        return f"{self.salon_id} {self.number} {self.state}"


class SalonFeedback(models.Model):
    """Three answers about a salon from somebody who was there; who it was is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    salon = models.ForeignKey(Salon, on_delete=models.CASCADE, related_name="feedback")
    useful = models.CharField(_("something to use"), max_length=10, choices=Usefulness)
    takes_along = models.TextField(_("what you take along"), blank=True)
    other_next_time = models.TextField(_("what to do otherwise"), blank=True)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA
    free_text: ClassVar[tuple[str, ...]] = ("takes_along", "other_next_time")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.salon_id} {self.useful}"
