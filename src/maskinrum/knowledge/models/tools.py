"""Tools in versions, their files, and who used them."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import ToolKind, UseOutcome
from maskinrum.knowledge.models.experiences import Experience
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData

TOOL_ERASER = "maskinrum.knowledge.actions.erase_from_tools"


class Tool(models.Model):
    """A *vaerktoej*: something to fill in and use, in versions.

    Without an organisation it came with the product. ``variant_of`` is the tool that an organisation made its own from.
    ``steps`` tell how to use it, one on each line; ``basis`` are facts from public sources with address and label.
    ``latest`` counts its versions.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=40, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="tools")
    variant_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="variants")
    visibility = models.CharField(_("who may read it"), max_length=20, choices=Visibility, default=Visibility.NETWORK)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    purpose = models.TextField(_("purpose"))
    purpose_en = models.TextField(_("purpose in English"), blank=True)
    users = models.TextField(_("who uses it"), blank=True)
    users_en = models.TextField(_("who uses it, in English"), blank=True)
    steps = models.TextField(_("how to use it"), blank=True)
    steps_en = models.TextField(_("how to use it, in English"), blank=True)
    phase_codes = models.CharField(_("phases"), max_length=40, blank=True)
    theme_codes = models.CharField(_("themes"), max_length=20, blank=True)
    basis = models.JSONField(default=list)
    latest = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA
    free_text: ClassVar[tuple[str, ...]] = (
        *("title", "title_en", "purpose", "purpose_en", "users", "users_en", "steps", "steps_en"),
    )

    class Meta:
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class ToolOrigin(models.Model):
    """An experience that a tool was derived from; ``position`` is their order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="origins")
    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="tool_origins")
    position = models.PositiveIntegerField(default=0)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["tool", "experience"], name="tool_origin_once")]

    def __str__(self) -> str:
        return f"{self.tool_id} {self.experience_id}"


class ToolVersion(models.Model):
    """A tool as it was from a day: ``number`` counts, ``label`` is what people call it, ``note`` says what is new.

    ``visibility`` is who could see the tool then: an older version is shown to no more, whoever may see the newest.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    label = models.CharField(_("called"), max_length=20)
    dated = models.DateField()
    note = models.TextField(_("what is new"), max_length=1000, blank=True)
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.ORGANISATION)
    uploaded_by = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("uploaded_by",),
        purpose=_("Let whoever brought a version be asked about it."),
        retention=_("Until the person is erased; the version stays, without the person."),
        erased_by=TOOL_ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("note",)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["tool", "number"], name="tool_version_once")]

    def __str__(self) -> str:
        return f"{self.tool_id} {self.label}"


class ToolFile(models.Model):
    """A file of a version in one language; ``position`` is its place among those, from 0.

    Its content lies in the data folder as ``file``. For ``cleaned_by``, ``set_aside_at`` and ``slow_reads`` see
    ``Attachment``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(ToolVersion, on_delete=models.CASCADE, related_name="files")
    language = models.CharField(_("language"), max_length=2)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=4, choices=ToolKind)
    file = models.CharField(max_length=80, unique=True)
    size = models.PositiveIntegerField(_("size"))
    digest = models.CharField(max_length=64)
    text = models.TextField(blank=True)
    cleaned_by = models.PositiveSmallIntegerField(default=0)
    set_aside_at = models.DateTimeField(null=True)
    slow_reads = models.PositiveSmallIntegerField(default=0)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA
    free_text: ClassVar[tuple[str, ...]] = ("name", "text")

    class Meta:
        ordering = ["language", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "language", "position"], name="tool_file_place_once")]

    def __str__(self) -> str:
        return self.name


class ToolUse(models.Model):
    """*Brugt*: an organisation used a version of a tool somewhere, and tells what it changed and how it went.

    ``readers`` and ``former`` as of ``ExperienceUse``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="uses")
    version = models.ForeignKey(ToolVersion, on_delete=models.CASCADE, related_name="uses")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tool_uses")
    recorded_by = models.UUIDField(null=True)
    place = models.CharField(_("where"), max_length=200, blank=True)
    outcome = models.CharField(_("how it went"), max_length=10, choices=UseOutcome)
    text = models.TextField(_("what it changed"), max_length=2000, blank=True)
    used_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    readers = models.JSONField(default=dict)
    former = models.JSONField(default=list, encoder=DjangoJSONEncoder)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("recorded_by",),
        purpose=_("Let whoever told of the use hear of a newer version."),
        retention=_("Until the person is erased; what the organisation told stays, without the person."),
        erased_by=TOOL_ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("place", "text", "former")

    class Meta:
        ordering = ["-used_at", "id"]
        indexes = [models.Index(fields=["tool", "-used_at"], name="tool_use_order")]

    def __str__(self) -> str:
        return f"{self.tool_id} {self.organisation_id} ({self.outcome})"

    @property
    def told_at(self) -> datetime:
        """When these words were told."""
        return self.changed_at
