"""What is written at a meeting: notes, decisions, actions, and experiences begun there."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maskinrum.knowledge.models import Experience
from maskinrum.meetings.enums import TextStanding
from maskinrum.meetings.models.agenda import AgendaItem
from maskinrum.meetings.models.meetings import ERASER, Meeting, Participant
from maskinrum.shared.privacy import PersonalData


class Note(models.Model):
    """What one person writes about an item. ``version`` is the number of the text that counts; ``seq`` says when, by
    the meeting's own count, it last changed, and ``beside`` how many texts wait to be chosen from.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="notes")
    written_by = models.UUIDField(null=True)
    text = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(default=1)
    beside = models.PositiveIntegerField(default=0)
    seq = models.PositiveIntegerField()
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("written_by",),
        purpose=_("Show who wrote a note, and let them go on with it."),
        retention=_("Until the person is erased; the note stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("text",)

    class Meta:
        ordering = ["written_at", "id"]
        indexes = [models.Index(fields=["meeting", "seq"], name="note_newer")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.version}"


class NoteVersion(models.Model):
    """One text of a note, as somebody saved it; nothing that was saved is ever written over.

    ``based_on`` is the version its writer had before them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    based_on = models.PositiveIntegerField()
    standing = models.CharField(max_length=10, choices=TextStanding, default=TextStanding.CURRENT)
    text = models.TextField(blank=True)
    written_by = models.UUIDField(null=True)
    written_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("written_by",),
        purpose=_("Show who wrote which of two texts, so that one of them can be chosen."),
        retention=_("Until the person is erased; the text stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("text",)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["note", "number"], name="note_version_once")]

    def __str__(self) -> str:
        return f"{self.note_id} {self.number} ({self.standing})"


class MeetingDecision(models.Model):
    """Something that a meeting decided."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, related_name="decisions")
    text = models.CharField(pgettext_lazy("of a meeting", "decision"), max_length=1000)
    written_by = models.UUIDField(null=True)
    seq = models.PositiveIntegerField()
    decided_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("written_by",),
        purpose=_("Let whoever wrote a decision down be asked about it."),
        retention=_("Until the person is erased; the decision stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("text",)

    class Meta:
        ordering = ["decided_at", "id"]
        indexes = [models.Index(fields=["meeting", "seq"], name="decision_newer")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.decided_at:%H:%M}"


class MeetingAction(models.Model):
    """Something that somebody does after a meeting, and by when. ``reminded_at`` is when they were last reminded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="actions")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, related_name="actions")
    owner = models.ForeignKey(Participant, on_delete=models.SET_NULL, null=True, related_name="actions")
    text = models.CharField(_("action"), max_length=1000)
    due_on = models.DateField(_("by"))
    done_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    written_by = models.UUIDField(null=True)
    seq = models.PositiveIntegerField()
    written_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("written_by",),
        purpose=_("Let whoever wrote an action down be asked about it."),
        retention=_("Until the person is erased; the action stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("text",)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["meeting", "seq"], name="action_newer"),
            models.Index(fields=["done_at", "due_on"], name="action_due"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.due_on}"


class CapturedExperience(models.Model):
    """An experience that was begun at a meeting."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="captured")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, related_name="captured")
    experience = models.OneToOneField(Experience, on_delete=models.CASCADE, related_name="captured_at")
    captured_by = models.UUIDField(null=True)
    captured_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("captured_by",),
        purpose=_("Send those who began an experience at a meeting their draft."),
        retention=_("Until the person is erased; that an experience came of the meeting stays."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ()

    class Meta:
        ordering = ["captured_at", "id"]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.experience_id}"
