"""What is to be taken up at a meeting."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import Phase
from maskinrum.knowledge.models import Experience
from maskinrum.meetings.models.meetings import Meeting, Participant
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class AgendaItem(models.Model):
    """One item of the agenda: what it is about, who leads it, and how long it may take.

    ``about`` and ``about_url`` keep what it was taken from, such as an open question, in words and by its address.
    ``experience`` is one to begin from; who may not read it sees the item without it. ``spent`` are the seconds that
    the item was current, but for the time it is that now.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what is to come out of it"), blank=True)
    theme_codes = models.CharField(_("themes"), max_length=20, blank=True)
    phase = models.CharField(_("phase"), max_length=2, choices=Phase, blank=True)
    lead = models.ForeignKey(Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="leads")
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=15)
    material = models.CharField(_("material"), max_length=200, blank=True)
    material_url = models.URLField(_("address of the material"), max_length=500, blank=True)
    about = models.CharField(_("taken from"), max_length=300, blank=True)
    about_url = models.CharField(max_length=500, blank=True)
    experience = models.ForeignKey(Experience, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    spent = models.PositiveIntegerField(default=0)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA
    free_text: ClassVar[tuple[str, ...]] = ("title", "text", "material", "about")

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title
