"""What the secretariat has said of experiences that are alike."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.models.experiences import ERASER, Experience
from maskinrum.shared.privacy import PersonalData


class DistinctPair(models.Model):
    """Two experiences that are alike in words and do not tell the same: they are not suggested again.

    A pair is one row whichever way it was said: ``first`` has the smaller id. It goes with either of the two.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="told_from_later")
    second = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="told_from_earlier")
    said_by = models.UUIDField(null=True)
    said_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("said_by",),
        purpose=_("Know whom to ask why two experiences that are alike are not the same."),
        retention=_(
            "Until it is taken back, one of the two is merged away, or the person is erased; then nobody is named."
        ),
        erased_by=ERASER,
    )

    class Meta:
        ordering = ["-said_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_pair_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="distinct_pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"
