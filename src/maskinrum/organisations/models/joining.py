"""How people and organisations come into the network: asked in by e-mail, or asking to be let in."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.enums import Decision, OrganisationKind, Role
from maskinrum.organisations.models.organisations import Organisation
from maskinrum.organisations.models.people import Person
from maskinrum.shared.privacy import PersonalData

ERASER = "maskinrum.organisations.actions.erase_person"


class Invitation(models.Model):
    """Somebody is asked by e-mail to act for an organisation. Only a digest of the link's token is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"), max_length=254)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.MEMBER)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.UUIDField(null=True)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.UUIDField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("email",),
        purpose=_("Let the one who was asked, and nobody else, join."),
        retention=_("Until 30 days after it was accepted, withdrawn or ran out."),
        erased_by=ERASER,
    )

    class Meta:
        ordering = ["-invited_at", "id"]
        indexes = [models.Index(fields=["organisation", "-invited_at"], name="invitation_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True) & ~models.Q(email=""),
                name="invitation_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.role}"


class JoinRequest(models.Model):
    """A person asks to act for an organisation, by its CVR number; the secretariat or a manager decides.

    ``organisation`` is the one already known by that number, or null where approval adds a new one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="join_requests")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="join_requests")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind)
    cvr = models.CharField(_("CVR number"), max_length=8)
    message = models.TextField(_("message"), max_length=1000, blank=True)
    asked_at = models.DateTimeField()
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, default=Decision.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("person", "message", "answer"),
        purpose=_("Decide whether the person acts for the organisation."),
        retention=_("Until six months after the decision, or the person is erased."),
        erased_by=ERASER,
    )

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["decision", "asked_at"], name="join_request_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "cvr"], condition=models.Q(decision=Decision.WAITING), name="join_request_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cvr} {self.decision}"
