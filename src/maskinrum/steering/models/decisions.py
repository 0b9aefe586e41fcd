"""The decision log of a partnership."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.models import Experience
from maskinrum.meetings.models import MeetingDecision
from maskinrum.organisations.models import Organisation
from maskinrum.partnerships.models import Partnership, Project
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData
from maskinrum.steering.enums import DecisionBody

ERASER = "maskinrum.steering.actions.erase_from_running"


class PartnershipDecision(models.Model):
    """What a partnership decided, by which body, why, and instead of what. Its parties read it, nobody else.

    ``bound`` are the parties it binds, none where it binds them all; ``covers`` says in words what it is about.
    ``replaces`` is the decision it takes the place of, ``replaces_in_meeting`` one that was written down at a
    development meeting; those stay, and are told to be replaced. ``organisation`` is whose people wrote it down.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="decisions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("what was decided"), max_length=500)
    decided_on = models.DateField(_("decided on"))
    body = models.CharField(_("decided by"), max_length=30, choices=DecisionBody)
    body_name = models.CharField(_("which body or role"), max_length=120, blank=True)
    reason = models.TextField(_("why"), blank=True)
    alternatives = models.TextField(_("put aside"), blank=True)
    covers = models.CharField(_("what it covers"), max_length=300, blank=True)
    bound = models.ManyToManyField(Organisation, blank=True, related_name="+")
    look_again_on = models.DateField(_("to be looked at again"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )
    replaces_in_meeting = models.OneToOneField(
        MeetingDecision, on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )
    revision = models.PositiveIntegerField(default=1)
    written_by = models.UUIDField(null=True)
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    told_in_log: ClassVar[tuple[str, ...]] = ()
    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("written_by",),
        purpose=_("Let whoever wrote a decision down be asked about it."),
        retention=_("Until the person is erased; the decision stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("text", "body_name", "reason", "alternatives", "covers")

    class Meta:
        ordering = ["-decided_on", "-written_at", "id"]
        indexes = [models.Index(fields=["partnership", "-decided_on"], name="decision_log_order")]

    def __str__(self) -> str:
        return self.text


class DecisionBasis(models.Model):
    """One thing a decision rests on: an experience, a project, or a document at its address.

    Who may not read the experience sees the decision without it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(PartnershipDecision, on_delete=models.CASCADE, related_name="basis")
    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    label = models.CharField(_("document"), max_length=200, blank=True)
    url = models.URLField(_("address of the document"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA
    free_text: ClassVar[tuple[str, ...]] = ("label", "url")

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(experience__isnull=False) | models.Q(project__isnull=False) | ~models.Q(url=""),
                name="decision_basis_is_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.position}"
