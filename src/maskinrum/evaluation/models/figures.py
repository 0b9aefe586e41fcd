"""Portfolio figures that no record holds."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.partnerships.models import Partnership
from maskinrum.shared.privacy import PersonalData

FIGURE_ERASER = "maskinrum.evaluation.actions.erasing_figures.erase_from_figures"


class ManualFigure(models.Model):
    """What the client typed about one quarter, because nothing else in the partnership records it.

    ``indicator`` is a slug of the model of the evaluation, ``quarter`` the first day of the quarter. ``value`` is in
    the unit of the indicator, shares 0–1; ``of`` is how many it is a share or a median of.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="manual_figures")
    indicator = models.SlugField(max_length=60)
    quarter = models.DateField(_("quarter"))
    value = models.DecimalField(_("figure"), max_digits=12, decimal_places=4)
    of = models.PositiveIntegerField(_("of how many"), null=True, blank=True)
    source = models.CharField(_("where it is from"), max_length=200)
    note = models.CharField(_("note"), max_length=300, blank=True)
    written_by = models.UUIDField(null=True)
    written_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("written_by",),
        purpose=_("Let whoever typed a figure be asked about it."),
        retention=_("Until the person is erased; the figure stays, without the person."),
        erased_by=FIGURE_ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("source", "note")

    class Meta:
        ordering = ["quarter", "indicator"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "indicator", "quarter"], name="manual_figure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.quarter}"
