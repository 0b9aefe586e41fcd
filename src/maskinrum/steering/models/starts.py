"""Start-up checklists: what a project develops, and what it reuses."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.models import Experience
from maskinrum.partnerships.models import Partnership, Project
from maskinrum.shared.privacy import PersonalData
from maskinrum.steering.enums import StartAnswer
from maskinrum.steering.models.decisions import ERASER


class StartChecklist(models.Model):
    """The start-up of one project of a partnership. Its parties read and fill it in together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="start_checklists")
    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="start_checklist")
    meeting_on = models.DateField(_("start-up meeting"), null=True, blank=True)
    opened_by = models.UUIDField(null=True)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("opened_by",),
        purpose=_("Let whoever began a checklist be asked about it."),
        retention=_("Until the person is erased; the checklist stays, without the person."),
        erased_by=ERASER,
    )

    class Meta:
        ordering = ["-opened_at", "id"]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.project_id}"


class StartItem(models.Model):
    """One subject that is asked about: *udvikle eller genbruge?* ``key`` is that of the tool, or begins with *own*.

    ``title`` is empty where the tool's holds. ``what`` says from which case it is taken, or what is new and who pays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    checklist = models.ForeignKey(StartChecklist, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=40)
    title = models.CharField(_("subject"), max_length=120, blank=True)
    answer = models.CharField(_("answer"), max_length=15, choices=StartAnswer, default=StartAnswer.OPEN)
    what = models.TextField(_("from which case, or what is new"), blank=True)
    who = models.CharField(_("who"), max_length=120, blank=True)
    experience = models.ForeignKey(Experience, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)

    told_in_log: ClassVar[tuple[str, ...]] = ()
    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("who", "answered_by"),
        purpose=_("Say who sees to a subject at start-up, and who answered for it."),
        retention=_("Until the person is erased; the answer stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("title", "what", "who")

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["checklist", "key"], name="start_item_once")]

    def __str__(self) -> str:
        return f"{self.checklist_id} {self.key}"
