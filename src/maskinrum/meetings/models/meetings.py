"""Development meetings, and who takes part in them."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.meetings.enums import Answer, MeetingRole, MeetingState
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.privacy import PersonalData

ERASER = "maskinrum.meetings.actions.erase_from_meetings"


class Meeting(models.Model):
    """An *udviklingsmoede*: several organisations take up what they know too little about.

    ``follows`` is the meeting before it, and all that follow each other have the same ``series``. ``version`` counts
    what has happened while it runs: everything that is written at a meeting carries the number it got, so that a page
    asks for what is newer than the last it has; ``other_seq`` is the last such number of what is no note, because that
    is written seldom and notes all the time. ``current_item`` is what is taken up now, since ``item_since``. At
    ``reminded_at`` those who lead it were asked to end it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=20, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="meetings")
    partnership = models.ForeignKey(
        Partnership, on_delete=models.SET_NULL, null=True, blank=True, related_name="meetings"
    )
    series = models.UUIDField(default=uuid.uuid4)
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by")
    written_by = models.UUIDField(null=True)
    visibility = models.CharField(_("who may see it"), max_length=20, choices=Visibility, default=Visibility.NETWORK)
    state = models.CharField(_("state"), max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("purpose"), blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=300, blank=True)
    online_url = models.URLField(_("address of the online meeting"), max_length=500, blank=True)
    theme_codes = models.CharField(_("themes"), max_length=20, blank=True)
    version = models.PositiveIntegerField(default=0)
    other_seq = models.PositiveIntegerField(default=0)
    current_item = models.ForeignKey("AgendaItem", on_delete=models.SET_NULL, null=True, related_name="+")
    item_since = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("written_by",),
        purpose=_("Let whoever called a meeting be asked about it."),
        retention=_("Until the person is erased; the meeting stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("title", "purpose", "place", "online_url")

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["state", "starts_at"], name="meeting_order"),
            models.Index(fields=["organisation", "state"], name="meeting_owner"),
            models.Index(fields=["partnership", "state"], name="meeting_partnership"),
            models.Index(fields=["series", "starts_at"], name="meeting_series"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="meeting_ends_later"),
            models.CheckConstraint(condition=~models.Q(follows=models.F("id")), name="meeting_follows_other"),
        ]

    def __str__(self) -> str:
        return self.title


class Participant(models.Model):
    """Somebody who is invited to a meeting, by address; ``person`` where the address belongs to an account.

    ``organisation`` is whom they come for, said when they answer. ``removed_at`` ends what they may see and write; what
    they wrote stays. ``mail`` is the last letter in the outbox.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    person = models.UUIDField(null=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="meeting_participants"
    )
    role = models.CharField(_("role"), max_length=12, choices=MeetingRole, default=MeetingRole.TAKES_PART)
    answer = models.CharField(_("answer"), max_length=12, choices=Answer, default=Answer.WAITING)
    token_digest = models.CharField(max_length=64, blank=True)
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    was_there = models.BooleanField(_("was there"), null=True)
    removed_at = models.DateTimeField(null=True)
    mail = models.UUIDField(null=True)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("person", "email", "name", "token_digest"),
        purpose=_("Invite people to a meeting, let them in, and know who was there."),
        retention=_("Name and address until a year after the meeting; the number of people stays."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("name",)

    class Meta:
        ordering = ["invited_at", "id"]
        indexes = [
            models.Index(fields=["person", "meeting"], name="participant_person"),
            models.Index(fields=["token_digest"], name="participant_token"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "email"], condition=~models.Q(email=""), name="participant_invited_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=models.Q(person__isnull=False), name="participant_person_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} ({self.role})"
