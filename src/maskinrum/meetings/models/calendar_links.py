"""The address under which a person's calendar program fetches the person's own events."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.models import Person
from maskinrum.shared.privacy import PersonalData

CALENDAR_ERASER = "maskinrum.meetings.actions.erase_calendar_link"


class CalendarLink(models.Model):
    """One for each person who wants it. The address holds a token of which only a digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="calendar_link")
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("person", "token_digest"),
        purpose=_("Let a person's calendar program fetch the person's own events without signing in."),
        retention=_("Until the person revokes it or is erased."),
        erased_by=CALENDAR_ERASER,
    )

    def __str__(self) -> str:
        return f"{self.person_id}"
