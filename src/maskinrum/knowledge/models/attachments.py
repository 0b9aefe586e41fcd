"""Photos and documents beside an experience."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import AttachmentKind
from maskinrum.knowledge.models.experiences import ERASER, Experience
from maskinrum.shared.privacy import PersonalData

CLEANER = 2
"""Counts whenever cleaning takes out more; what is stored is then looked through once again."""


class Attachment(models.Model):
    """A file beside an experience, seen by whoever may read that. Its content lies in the data folder as ``file``.

    ``text`` is what stands in a document, for the search. ``name`` is what it was called where it came from.
    ``cleaned_by`` is the ``CLEANER`` that it came through; what no cleaner takes is put aside at an hour.
    ``slow_reads`` counts how often cleaning it was given up because it took too long.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=5, choices=AttachmentKind)
    file = models.CharField(max_length=80, unique=True)
    size = models.PositiveIntegerField(_("size"))
    digest = models.CharField(max_length=64)
    text = models.TextField(blank=True)
    cleaned_by = models.PositiveSmallIntegerField(default=0)
    set_aside_at = models.DateTimeField(null=True)
    slow_reads = models.PositiveSmallIntegerField(default=0)
    uploaded_by = models.UUIDField(null=True)
    uploaded_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("name", "uploaded_by"),
        purpose=_("Show what an experience rests on."),
        retention=_("As long as the experience; the name of the file until the person who brought it is erased."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("name", "text")

    class Meta:
        ordering = ["uploaded_at", "id"]

    def __str__(self) -> str:
        return self.name
