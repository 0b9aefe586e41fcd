"""What was answered: counts and not sheets, so that there is no answer of anybody to find."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.evaluation.enums import Aspect
from maskinrum.evaluation.models.questions import Wording
from maskinrum.evaluation.models.rounds import ERASER, Cell, Round
from maskinrum.organisations.models import Organisation
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class Tally(models.Model):
    """How many in a cell chose each level of a wording. Every answer writes every row of its cell, whatever it says.

    Closing a round turns tallies into results and deletes them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cell = models.ForeignKey(Cell, on_delete=models.CASCADE, related_name="tallies")
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+")
    aspect = models.CharField(max_length=10, choices=Aspect, default=Aspect.AGREEMENT)
    level_1 = models.PositiveIntegerField(default=0)
    level_2 = models.PositiveIntegerField(default=0)
    level_3 = models.PositiveIntegerField(default=0)
    level_4 = models.PositiveIntegerField(default=0)
    level_5 = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["cell", "wording", "aspect"], name="tally_once")]

    def __str__(self) -> str:
        return str(self.pk)


class VoluntaryTexts(models.Model):
    """What people chose to write in a round, in alphabetical order, so that the order tells nothing.

    ``for_all``: the writer chose that everybody who may read the round may read it; ``for_facilitator``: only who
    runs the round. Both are rewritten whole with every answer, and read once the round is closed.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, primary_key=True, related_name="texts")
    for_all = models.JSONField(default=list)
    for_facilitator = models.JSONField(default=list)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("for_all", "for_facilitator"),
        purpose=_(
            "Let those of a partnership read what somebody chose to tell them, without knowing whose words they are."
        ),
        retention=_("Until 13 months after the round is closed; of fewer than five answers until it is closed."),
        erased_by="",
    )
    free_text: ClassVar[tuple[str, ...]] = ("for_all", "for_facilitator")

    def __str__(self) -> str:
        return str(self.pk)


class MaturityAnswer(models.Model):
    """The level 1-5 a party gives itself and the partnership on one theme, as a party and under its name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="maturity_answers")
    party = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("level"), null=True)
    note = models.CharField(_("why"), max_length=500, blank=True)
    written_by = models.UUIDField(null=True)
    at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("written_by",),
        purpose=_("Let whoever answered for a party be asked about it."),
        retention=_("Until the person is erased; the answer of the party stays."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("note",)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "party", "wording"], name="maturity_answered_once"),
            models.CheckConstraint(
                condition=models.Q(level=None) | models.Q(level__gte=1, level__lte=5), name="maturity_level"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
