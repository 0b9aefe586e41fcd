"""Which figures of a partnership others may use, and who said yes to it."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.evaluation.models.figures import FIGURE_ERASER
from maskinrum.organisations.models import Organisation
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class ComparisonConsent(models.Model):
    """One party says yes to sharing the partnership's figures. It counts while ``withdrawn_at`` is null.

    ``terms`` is the version of the words it said yes to: other words have to be said yes to again.
    ``with_tender_cost``: the client shares its own cost of procurement too; of others it says nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="comparison_consents")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="comparison_consents")
    terms = models.PositiveSmallIntegerField()
    with_tender_cost = models.BooleanField(default=False)
    given_by = models.UUIDField(null=True)
    given_at = models.DateTimeField()
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("given_by", "withdrawn_by"),
        purpose=_("Show who said yes for a party, and who withdrew it."),
        retention=_("Until the person is erased; the consent of the party stays, without the person."),
        erased_by=FIGURE_ERASER,
    )

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation"],
                condition=models.Q(withdrawn_at=None),
                name="comparison_consent_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.organisation_id}"


class SharedFigure(models.Model):
    """One figure of a partnership as others may use it: whole years, a year old or more, five projects or more.

    ``estimate`` and ``standard_error`` are in ``unit`` of the evidence register; ``evidence_key`` is the row it became
    there, empty for invented partnerships, whose figures never leave them. It is in force while ``retired_at`` is null.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="shared_figures")
    indicator = models.SlugField(max_length=60)
    estimate = models.FloatField()
    standard_error = models.FloatField(null=True)
    unit = models.CharField(max_length=40)
    projects = models.PositiveIntegerField()
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    evidence_key = models.SlugField(max_length=20, blank=True)
    shared_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["indicator"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "indicator"], name="shared_figure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.indicator}"
