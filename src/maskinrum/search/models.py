"""What waits to be written to the index."""

from typing import ClassVar

from django.db import models

from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class IndexChange(models.Model):
    """A findable thing has changed, so its document must be made anew.

    Written in the transaction of the change, removed when the index has it. ``kind`` and ``item`` are the parts of the
    document's key.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    item = models.CharField(max_length=100)
    noted_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind}:{self.item}"
