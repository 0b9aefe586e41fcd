"""One piece of experience is one object, shown wherever it matters."""

import uuid
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import Effect, EvidenceKind, ExperienceRole, ExperienceState, Phase, WorksKind
from maskinrum.organisations.enums import Decision, Visibility
from maskinrum.organisations.models import Organisation
from maskinrum.partnerships.enums import SourceLabel
from maskinrum.partnerships.models import Partnership, Project
from maskinrum.shared.privacy import PersonalData

ERASER = "maskinrum.knowledge.actions.erase_from_experiences"


class Experience(models.Model):
    """An *erfaring*: the context, what happened, the effect and the advice to the next.

    ``key`` stands in addresses and says nothing. ``organisation`` owns it; without one it came with the product, and
    the secretariat keeps it. ``theme_codes`` holds at most three codes with spaces between. ``language`` is that of the
    texts. ``rank`` is worked out by ``facts.ranking`` whenever evidence, use or counter-experience change.
    ``counter_to`` is the experience that this one speaks against, ``superseded_by`` the one that took its place.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=20, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="experiences")
    written_by = models.UUIDField(null=True)
    state = models.CharField(_("state"), max_length=12, choices=ExperienceState, default=ExperienceState.DRAFT)
    visibility = models.CharField(_("who may read it"), max_length=20, choices=Visibility, default=Visibility.NETWORK)
    title = models.CharField(_("title"), max_length=200, blank=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    context = models.TextField(_("context"), blank=True)
    happened = models.TextField(_("what happened"), blank=True)
    effect_text = models.TextField(_("effect"), blank=True)
    advice = models.TextField(_("advice"), blank=True)
    advice_is_editorial = models.BooleanField(default=False)
    theme_codes = models.CharField(_("themes"), max_length=20, blank=True)
    phase = models.CharField(_("phase"), max_length=2, choices=Phase, blank=True)
    role = models.CharField(_("told from the side of"), max_length=20, choices=ExperienceRole, blank=True)
    works = models.CharField(_("kind of project"), max_length=20, choices=WorksKind, blank=True)
    effect = models.CharField(_("how it went"), max_length=10, choices=Effect, blank=True)
    evidence = models.CharField(_("what it rests on"), max_length=12, choices=EvidenceKind, blank=True)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.SET_NULL, null=True, blank=True, related_name="experiences"
    )
    project = models.ForeignKey(Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="experiences")
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    source_label = models.CharField(_("how well it is known"), max_length=1, choices=SourceLabel, blank=True)
    language = models.CharField(_("language"), max_length=2, default="da")
    review_on = models.DateField(_("to be reviewed by"), null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    rank = models.FloatField(default=0.0)
    revision = models.PositiveIntegerField(default=1)
    answer = models.TextField(_("what the reader answered"), max_length=2000, blank=True)
    counter_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="counters")
    superseded_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="predecessors"
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("written_by",),
        purpose=_("Let whoever told an experience go on with it, and be asked about it."),
        retention=_("Until the person is erased; the experience stays, without the person. Drafts never sent on go."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = (
        *("title", "title_en", "context", "happened", "effect_text", "advice", "answer"),
    )

    class Meta:
        ordering = ["-rank", "id"]
        indexes = [
            models.Index(fields=["state", "-rank"], name="experience_order"),
            models.Index(fields=["organisation", "state"], name="experience_owner"),
            models.Index(fields=["partnership", "state"], name="experience_partnership"),
            models.Index(fields=["written_by", "-changed_at"], name="experience_writer"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(superseded_by=models.F("id")), name="experience_superseded_by_other"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.key


class ExperienceVersion(models.Model):
    """What an experience said at a time. Kept from when it is first sent on; a draft is only overwritten.

    ``is_shown`` tells those that were published: what stood there on the way is between those who wrote it. ``at`` and
    ``written_by`` are of the words, ``shown_at`` is of when others could read them. A version that was closed, with
    why, is read by those who work on it only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()
    written_by = models.UUIDField(null=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="+")
    is_shown = models.BooleanField(default=False)
    shown_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(max_length=300, blank=True)
    content = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("written_by",),
        purpose=_("Show what an experience said before, and that it was changed."),
        retention=_("Until the person is erased; the version stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("content", "closed_reason")

    class Meta:
        ordering = ["-revision"]
        constraints = [models.UniqueConstraint(fields=["experience", "revision"], name="experience_version_once")]

    def __str__(self) -> str:
        return f"{self.experience_id} {self.revision}"


class NamedPartner(models.Model):
    """An organisation that an experience names, and what it says to being named: nobody else reads it before that.

    ``note`` is the partner's reason for a no, or how the secretariat got a yes that was given outside Maskinrum.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="named")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="named_in")
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.WAITING)
    asked_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("decided_by",),
        purpose=_("Show that whoever is named has said yes to it."),
        retention=_("Until the person is erased; the answer stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("note",)

    class Meta:
        ordering = ["organisation__name", "id"]
        constraints = [models.UniqueConstraint(fields=["experience", "organisation"], name="named_once")]

    def __str__(self) -> str:
        return f"{self.experience_id} {self.organisation_id} ({self.decision})"
