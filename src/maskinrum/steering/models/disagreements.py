"""Disagreements of a partnership, and how far each has climbed on the conflict ladder."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.models import Experience
from maskinrum.organisations.models import Organisation
from maskinrum.partnerships.models import Partnership, Project
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData
from maskinrum.steering.models.decisions import ERASER


class Disagreement(models.Model):
    """Something the parties of a partnership cannot agree on. The client, its parties and the facilitator see it.

    ``size`` is whole DKK ex VAT, null where nobody knows; only the client and the parties to it see it. ``step`` is
    the slug of the highest step of the ladder it reached. ``organisation`` is whose people opened it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="disagreements")
    project = models.ForeignKey(Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="disagreements")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(_("what it is about"), max_length=200)
    text = models.TextField(_("what each says"), blank=True)
    size = models.PositiveBigIntegerField(_("size, DKK"), null=True, blank=True)
    opened_on = models.DateField(_("opened on"))
    step = models.CharField(_("step"), max_length=40)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    written_by = models.UUIDField(null=True)
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    told_in_log: ClassVar[tuple[str, ...]] = ()
    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("written_by",),
        purpose=_("Let whoever opened a disagreement be asked about it, and hear of its deadlines."),
        retention=_("Until the person is erased; the disagreement stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("subject", "text", "size", "outcome")

    class Meta:
        ordering = ["-opened_on", "id"]
        indexes = [models.Index(fields=["partnership", "settled_on"], name="disagreement_open")]

    def __str__(self) -> str:
        return self.subject


class DisagreementParty(models.Model):
    """An organisation is a party to a disagreement. It stays so when it leaves the partnership, but sees no more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    disagreement = models.ForeignKey(Disagreement, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="disagreements")

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["organisation__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["disagreement", "organisation"], name="disagreement_party_once"),
        ]

    def __str__(self) -> str:
        return f"{self.disagreement_id} {self.organisation_id}"


class LadderStep(models.Model):
    """One step that a disagreement was taken to: when, until when, who took part, and what was agreed.

    ``due_on`` is the last day of the step as it was counted when it began, null where the step has no length.
    ``decided_on`` is the day a quick decision was given; its ``due_on`` is counted from that, and null before it.
    ``missed`` names the steps of negotiation that had not been tried, with ``missed_because``. ``warned_on`` and
    ``lapsed_on`` are the days a letter said that the step runs out, and that it has.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    disagreement = models.ForeignKey(Disagreement, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(_("step"), max_length=40)
    began_on = models.DateField(_("began on"))
    decided_on = models.DateField(_("the decision was given on"), null=True)
    due_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    taking_part = models.CharField(_("who took part"), max_length=300, blank=True)
    agreed = models.TextField(_("what was agreed"), blank=True)
    missed = models.JSONField(default=list)
    missed_because = models.CharField(_("why not"), max_length=500, blank=True)
    warned_on = models.DateField(null=True)
    lapsed_on = models.DateField(null=True)
    position = models.PositiveSmallIntegerField(default=0)
    written_by = models.UUIDField(null=True)
    written_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("taking_part", "written_by"),
        purpose=_("Tell who negotiated at a step, and let whoever wrote it down be asked."),
        retention=_("Until the person is erased; the step stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("taking_part", "agreed", "missed_because")

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["due_on", "ended_on"], name="ladder_step_due")]
        constraints = [models.UniqueConstraint(fields=["disagreement", "step"], name="ladder_step_once")]

    def __str__(self) -> str:
        return f"{self.disagreement_id} {self.step}"


class LadderNames(models.Model):
    """Whom a party has named for the ladder of a partnership: a project leader, and somebody of its management."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="ladder_names")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="ladder_names")
    leader = models.CharField(_("project leader"), max_length=120, blank=True)
    management = models.CharField(_("representative of the management"), max_length=120, blank=True)
    written_by = models.UUIDField(null=True)
    changed_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("leader", "management", "written_by"),
        purpose=_("Say who negotiates for a party when there is a disagreement."),
        retention=_("Until the party names others, or the person is erased."),
        erased_by=ERASER,
    )

    class Meta:
        ordering = ["organisation__name", "id"]
        constraints = [models.UniqueConstraint(fields=["partnership", "organisation"], name="ladder_names_once")]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.organisation_id}"


class DisagreementExperience(models.Model):
    """The experience that an organisation has begun to tell of a disagreement that was settled."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    disagreement = models.ForeignKey(Disagreement, on_delete=models.CASCADE, related_name="told")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    experience = models.OneToOneField(Experience, on_delete=models.CASCADE, related_name="told_of_disagreement")
    begun_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["begun_at", "id"]
        constraints = [models.UniqueConstraint(fields=["disagreement", "organisation"], name="disagreement_told_once")]

    def __str__(self) -> str:
        return f"{self.disagreement_id} {self.experience_id}"
