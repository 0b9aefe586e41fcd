"""A question to the network, what others write below it, and who was asked."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import Phase
from maskinrum.knowledge.models import Experience
from maskinrum.network.enums import ContributionKind, OrganisationSize, QuestionState
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation
from maskinrum.partnerships.enums import PartnershipType
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.privacy import PersonalData

ERASER = "maskinrum.network.actions.erase_from_questions"

ASKABLE = (Visibility.OPEN, Visibility.NETWORK)
"""Who may read a question whose asker is not named: among few readers anybody could tell who it was."""


class Question(models.Model):
    """A *spoergsmaal*: one sentence, what lies behind it, and what it is about.

    ``organisation`` asks; without one the question is anonymous, and nothing but ``asked_by`` leads to the person, whom
    only the secretariat can look up. ``accepted`` is the answer that helped. ``routed_at`` says when those whose
    experience fits were written to, ``escalated_at`` when the secretariat heard that nobody had answered.
    ``edited_at`` is when the words were changed last.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=20, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="questions")
    asked_by = models.UUIDField(null=True)
    is_anonymous = models.BooleanField(_("without a name"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=QuestionState, default=QuestionState.OPEN)
    visibility = models.CharField(_("who may read it"), max_length=20, choices=Visibility, default=Visibility.NETWORK)
    title = models.CharField(_("question"), max_length=200)
    text = models.TextField(_("what lies behind it"), max_length=4000, blank=True)
    theme_codes = models.CharField(_("themes"), max_length=20, blank=True)
    phase = models.CharField(_("phase"), max_length=2, choices=Phase, blank=True)
    agreement = models.CharField(_("type of agreement"), max_length=40, choices=PartnershipType, blank=True)
    size = models.CharField(_("size"), max_length=10, choices=OrganisationSize, blank=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.SET_NULL, null=True, related_name="questions")
    language = models.CharField(_("language"), max_length=2, default="da")
    accepted = models.ForeignKey("Contribution", on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    routed_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("asked_by",),
        purpose=_(
            "Bring the answers to whoever asked, and let the secretariat reach somebody who asks without a name."
        ),
        retention=_("Until the person is erased; the question stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("title", "text")

    class Meta:
        ordering = ["-asked_at", "id"]
        indexes = [
            models.Index(fields=["state", "-asked_at"], name="question_order"),
            models.Index(fields=["asked_by", "-asked_at"], name="question_asker"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_anonymous=False, organisation__isnull=False)
                | models.Q(is_anonymous=True, organisation__isnull=True, visibility__in=ASKABLE),
                name="question_anonymous_or_not",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class QuestionVersion(models.Model):
    """What a question said before its asker changed the words, so that its answers can be understood.

    Everybody who may read the question reads it; ``until`` is when it was changed. Of a question without a name there
    are none. ``asked_by`` is whose words they are, so that they stand among the person's own data.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    title = models.CharField(_("question"), max_length=200)
    text = models.TextField(_("what lies behind it"), max_length=4000, blank=True)
    until = models.DateTimeField()
    asked_by = models.UUIDField(null=True)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("asked_by",),
        purpose=_("Let whoever answered see what the question said then, and its asker what stands of it."),
        retention=_("Until the person is erased; the words stay, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("title", "text")

    class Meta:
        ordering = ["-revision"]
        constraints = [models.UniqueConstraint(fields=["question", "revision"], name="question_version_once")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.revision}"


class Contribution(models.Model):
    """An answer to a question, or what makes the question clearer.

    ``organisation`` is empty where the asker goes on without a name. ``experience`` is what the answer was made into.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="contributions")
    kind = models.CharField(max_length=15, choices=ContributionKind, default=ContributionKind.ANSWER)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="contributions")
    written_by = models.UUIDField(null=True)
    is_by_asker = models.BooleanField(default=False)
    text = models.TextField(_("text"), max_length=4000)
    experience = models.ForeignKey(Experience, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("written_by",),
        purpose=_("Let whoever wrote an answer take it back, and be told when it helped."),
        retention=_("Until the person is erased; the answer stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("text",)

    class Meta:
        ordering = ["written_at", "id"]
        indexes = [models.Index(fields=["question", "written_at"], name="contribution_order")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.written_at:%Y-%m-%d} ({self.kind})"


class Routing(models.Model):
    """Somebody was asked to answer; ``shared`` holds what of the question fits the person's experience."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="routings")
    person = models.UUIDField()
    shared = models.JSONField(default=dict)
    asked_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("person",),
        purpose=_("Tell somebody why the question came to them, and ask nobody too often."),
        retention=_("Until the question or the person is gone."),
        erased_by=ERASER,
    )

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["person", "-asked_at"], name="routing_person")]
        constraints = [models.UniqueConstraint(fields=["question", "person"], name="routing_once")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.person}"
