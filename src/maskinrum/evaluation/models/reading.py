"""What is calculated of a round once, and what the parties let their boards read."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.evaluation.enums import ReportSection
from maskinrum.evaluation.models.rounds import ERASER, Round
from maskinrum.organisations.models import Organisation
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class Reading(models.Model):
    """What the results of a closed round say: intervals, changes and groups beside each other.

    ``data`` is a ``RoundReading``: of shown results only, and the same again from the same ``seed`` and ``method``.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, primary_key=True, related_name="reading")
    seed = models.PositiveBigIntegerField()
    method = models.PositiveSmallIntegerField()
    data = models.JSONField(default=dict)
    calculated_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    def __str__(self) -> str:
        return str(self.pk)


class ReportRelease(models.Model):
    """A party lets one part of the report of a year, or the whole of it, be read by boards. It can be taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="releases")
    party = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=20, choices=ReportSection)
    released_by = models.UUIDField(null=True)
    released_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("released_by",),
        purpose=_("Let whoever released a report for a party be asked about it."),
        retention=_("Until the person is erased; the release stays, without the person."),
        erased_by=ERASER,
    )

    class Meta:
        ordering = ["released_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "party", "year", "section"],
                condition=models.Q(withdrawn_at=None),
                name="report_released_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
