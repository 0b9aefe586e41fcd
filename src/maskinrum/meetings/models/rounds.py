"""Rounds of dots: what is most important, counted without showing who said what."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.meetings.models.agenda import AgendaItem
from maskinrum.meetings.models.meetings import ERASER, Meeting
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class Round(models.Model):
    """A question with options; each person has ``dots`` to give. Nobody sees the count before it is closed.

    ``voters`` is how many gave dots, known when it is closed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="rounds")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, related_name="rounds")
    question = models.CharField(_("question"), max_length=300)
    dots = models.PositiveSmallIntegerField(_("dots a person"), default=3)
    voters = models.PositiveIntegerField(default=0)
    seq = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA
    free_text: ClassVar[tuple[str, ...]] = ("question",)

    class Meta:
        ordering = ["opened_at", "id"]
        indexes = [models.Index(fields=["meeting", "seq"], name="round_newer")]

    def __str__(self) -> str:
        return self.question


class RoundOption(models.Model):
    """One option of a round, and how many dots it got when the round was closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=200)
    count = models.PositiveIntegerField(default=0)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA
    free_text: ClassVar[tuple[str, ...]] = ("text",)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


class DotVote(models.Model):
    """The dots that one person gives one option while a round is open; when it closes they are counted, and gone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    option = models.ForeignKey(RoundOption, on_delete=models.CASCADE, related_name="votes")
    person = models.UUIDField()
    dots = models.PositiveSmallIntegerField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("person",),
        purpose=_("Let each person give their dots once, and change them while the round is open."),
        retention=_("Until the round is closed: then only the count stays."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["option", "person"], name="dot_vote_once")]

    def __str__(self) -> str:
        return f"{self.option_id} {self.dots}"
