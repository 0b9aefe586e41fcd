"""A wish for a conversation, and who was asked for it."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.models import Experience
from maskinrum.network.enums import ProposalState, SparringState
from maskinrum.network.facts.conversations import Slot, slot_of
from maskinrum.organisations.models import Organisation
from maskinrum.shared.privacy import PersonalData

SPARRING_ERASER = "maskinrum.network.actions.erase_from_sparring"


class SparringRequest(models.Model):
    """Somebody asks for a conversation on named themes. Only the two who talk and the secretariat read it.

    ``meets_on`` and ``meets_at`` are the day and the hour the two agreed on; ``offered_on`` and ``offered_at`` those
    that ``offered_by`` proposes and the other one has not accepted. ``sequence`` rises whenever the calendar entry
    changes. A day stays when the conversation is called off, so that calendars show that. ``came_of_it`` is what one of
    them wrote afterwards, ``written_by`` who.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=20, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sparring_requests")
    asked_by = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=SparringState, default=SparringState.WAITING)
    theme_codes = models.CharField(_("themes"), max_length=20)
    text = models.TextField(_("what you want to talk about"), max_length=2000)
    meets_on = models.DateField(_("day"), null=True)
    meets_at = models.TimeField(_("hour"), null=True)
    offered_on = models.DateField(_("proposed day"), null=True)
    offered_at = models.TimeField(_("proposed hour"), null=True)
    offered_by = models.UUIDField(null=True)
    sequence = models.PositiveIntegerField(default=0)
    came_of_it = models.TextField(_("what came of it"), max_length=2000, blank=True)
    written_by = models.UUIDField(null=True)
    experience = models.ForeignKey(Experience, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("asked_by", "offered_by", "written_by"),
        purpose=_("Bring two people together for a conversation, and let them say what came of it."),
        retention=_("Until the person is erased; a wish that is not done goes with the person."),
        erased_by=SPARRING_ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("text", "came_of_it")

    class Meta:
        ordering = ["-asked_at", "id"]
        indexes = [
            models.Index(fields=["state", "asked_at"], name="sparring_order"),
            models.Index(fields=["asked_by"], name="sparring_asker"),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.state})"

    @property
    def agreed(self) -> Slot | None:
        """When the two talk, as far as they agreed."""
        return slot_of(self.meets_on, self.meets_at)

    @property
    def offered(self) -> Slot | None:
        """When one of them proposes to talk."""
        return slot_of(self.offered_on, self.offered_at)


class SparringProposal(models.Model):
    """Somebody was asked for the conversation; ``shared`` says why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(SparringRequest, on_delete=models.CASCADE, related_name="proposals")
    person = models.UUIDField(null=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sparring_proposals")
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.ASKED)
    shared = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("person",),
        purpose=_("Ask one person at a time for a conversation, and nobody more often than they want."),
        retention=_("Until the person is erased; that the organisation was asked stays."),
        erased_by=SPARRING_ERASER,
    )

    class Meta:
        ordering = ["-asked_at", "id"]
        indexes = [models.Index(fields=["person", "state"], name="sparring_proposed")]
        constraints = [models.UniqueConstraint(fields=["request", "person"], name="sparring_proposal_once")]

    def __str__(self) -> str:
        return f"{self.request_id} ({self.state})"
