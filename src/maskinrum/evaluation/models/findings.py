"""What was found, what was done about it, and whether it helped."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.evaluation.enums import FindingState
from maskinrum.evaluation.models.questions import EvaluationQuestion, Wording
from maskinrum.evaluation.models.rounds import ERASER, Round
from maskinrum.knowledge.models import Experience
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.privacy import PersonalData


class NewBasis(models.Model):
    """A control chart of a question begins anew with a round, for a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="new_bases")
    from_round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("created_by",),
        purpose=_("Let whoever began a chart anew be asked about it."),
        retention=_("Until the person is erased; the reason stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("reason",)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["wording", "from_round"], name="new_basis_once")]

    def __str__(self) -> str:
        return self.reason


class Finding(models.Model):
    """Something the figures or answers show. A signal proposes it, or a person writes it.

    ``indicator`` is the slug of a portfolio figure, ``question`` what was asked; ``signal`` names the rule that
    proposed it, ``saw`` the figures it met, and ``sign`` what it met exactly, so that nothing is proposed twice.
    ``value_before`` and ``value_after`` are the median or figure then and at ``measured_again``; ``after`` is what the
    round after it said. A proposal has no words of its own until somebody takes it up.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=20, unique=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="findings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="findings")
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.PARTNERSHIP, editable=False)
    state = models.CharField(max_length=10, choices=FindingState, default=FindingState.PROPOSED)
    question = models.ForeignKey(EvaluationQuestion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    indicator = models.SlugField(max_length=60, blank=True)
    signal = models.CharField(max_length=40, blank=True)
    sign = models.CharField(max_length=160, blank=True)
    saw = models.JSONField(default=dict, blank=True)
    from_round = models.ForeignKey(Round, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    taken_up_on = models.DateField(null=True)
    aside_because = models.CharField(_("why it is put aside"), max_length=300, blank=True)
    title = models.CharField(_("what we see"), max_length=200)
    text = models.TextField(_("what we think is behind it"), blank=True)
    value_before = models.FloatField(null=True)
    value_after = models.FloatField(null=True)
    measured_again = models.ForeignKey(Round, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    after = models.JSONField(default=dict, blank=True)
    outcome = models.TextField(_("what came of it"), blank=True)
    experience = models.ForeignKey(Experience, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    written_by = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("written_by",),
        purpose=_("Let whoever wrote a finding be asked about it."),
        retention=_("Until the person is erased; the finding stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("title", "text", "outcome", "aside_because")

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [models.Index(fields=["partnership", "state", "-created_at"], name="finding_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "sign"], condition=~models.Q(sign=""), name="finding_proposed_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class FindingAction(models.Model):
    """What somebody does about a finding, and by when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="actions")
    text = models.CharField(_("what is to be done"), max_length=300)
    owner = models.UUIDField(null=True)
    owner_name = models.CharField(_("who"), max_length=120, blank=True)
    due_on = models.DateField(_("by"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("owner", "owner_name"),
        purpose=_("Say who does something about a finding, and remind them."),
        retention=_("Until the person is erased; what was to be done stays."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("text", "owner_name")

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.text
