"""What is shown or handed out at a salon, as files."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import AttachmentKind
from maskinrum.meetings.models.salons import SALON_ERASER, Salon
from maskinrum.shared.privacy import PersonalData


class SalonFile(models.Model):
    """A file beside a salon, fetched by whoever sees its page. Its content lies in the data folder as ``file``.

    For ``text``, ``cleaned_by`` and ``set_aside_at`` see the ``Attachment`` of an experience.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    salon = models.ForeignKey(Salon, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=5, choices=AttachmentKind)
    file = models.CharField(max_length=80, unique=True)
    size = models.PositiveIntegerField(_("size"))
    digest = models.CharField(max_length=64)
    text = models.TextField(blank=True)
    cleaned_by = models.PositiveSmallIntegerField(default=0)
    set_aside_at = models.DateTimeField(null=True)
    uploaded_by = models.UUIDField(null=True)
    uploaded_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("name", "uploaded_by"),
        purpose=_("Show what was handed out at a salon."),
        retention=_("As long as the salon; the name of the file until the person who brought it is erased."),
        erased_by=SALON_ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("name", "text")

    class Meta:
        ordering = ["uploaded_at", "id"]

    def __str__(self) -> str:
        return self.name
