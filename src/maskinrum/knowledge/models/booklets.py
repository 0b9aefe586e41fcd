"""Booklets: what an organisation chose and put in order for others to read."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.models.experiences import Experience
from maskinrum.knowledge.models.recommendations import Recommendation
from maskinrum.knowledge.models.tools import Tool
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData

BOOKLET_ERASER = "maskinrum.knowledge.actions.erase_from_booklets"


class Booklet(models.Model):
    """A *haefte*: recommendations, experiences, tools and own text, in the order chosen.

    It keeps no copy: each reader gets what it leads to as that reads today, and only what that reader may see.
    ``written_by`` is who began it; everybody who acts for its organisation keeps it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=20, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="booklets")
    written_by = models.UUIDField(null=True)
    visibility = models.CharField(
        _("who may read it"), max_length=20, choices=Visibility, default=Visibility.ORGANISATION
    )
    title = models.CharField(_("title"), max_length=200)
    introduction = models.TextField(_("introduction"), blank=True)
    language = models.CharField(_("language"), max_length=2, default="da")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("written_by",),
        purpose=_("Let whoever began a booklet be asked about it."),
        retention=_("Until the person is erased; the booklet stays, without the person."),
        erased_by=BOOKLET_ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("title", "introduction")

    class Meta:
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class BookletItem(models.Model):
    """One thing in a booklet: what it leads to, or a heading with own text where it leads to nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booklet = models.ForeignKey(Booklet, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, null=True, related_name="in_booklets")
    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, null=True, related_name="in_booklets")
    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, null=True, related_name="in_booklets")
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA
    free_text: ClassVar[tuple[str, ...]] = ("heading", "text")

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["booklet", kind], name=f"booklet_{kind}_once")
            for kind in ("recommendation", "experience", "tool")
        ]

    def __str__(self) -> str:
        return f"{self.booklet_id} {self.position}"
