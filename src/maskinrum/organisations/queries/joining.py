"""Reads of how people come in: invitations, and requests to act for an organisation."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.utils import timezone

from maskinrum.organisations.enums import Decision, InvitationState
from maskinrum.organisations.models import AuditEvent, Invitation, JoinRequest, Organisation, Person
from maskinrum.organisations.permissions import Viewer, can_manage_network, can_manage_organisation
from maskinrum.shared.models import OutboxMail
from maskinrum.shared.tokens import digest_of

INVITING = ("invite", "send_invitation_again")
A_DAY = timedelta(days=1)


def invitation_of_token(token: str) -> Invitation | None:
    """The invitation whose link holds the token, whatever has become of it."""
    found = Invitation.objects.select_related("organisation", "organisation__merged_into")
    return found.filter(token_digest=digest_of(token)).first()


def still_asks(mail: OutboxMail) -> bool:
    """Whether the link in an invitation's letter still opens it; letters of before do not say which it is."""
    found = Invitation.objects.filter(token_digest__in=mail.about, accepted_at=None, withdrawn_at=None)
    return not mail.about or found.filter(expires_at__gt=timezone.now()).exists()


def state_of(invitation: Invitation, *, now: datetime) -> InvitationState:
    """What has become of the invitation."""
    if invitation.accepted_at is not None:
        return InvitationState.ACCEPTED
    if invitation.withdrawn_at is not None:
        return InvitationState.WITHDRAWN
    return InvitationState.EXPIRED if invitation.expires_at <= now else InvitationState.OPEN


def has_address(person: Person, email: str) -> bool:
    """Whether the person has shown that the address is theirs."""
    return bool(email) and EmailAddress.objects.filter(user=person, email__iexact=email, verified=True).exists()


def invitations_out(organisation: Organisation) -> QuerySet[Invitation]:
    """The invitations that nobody has taken up, and that were not withdrawn; some may have run out."""
    return organisation.invitations.filter(accepted_at__isnull=True, withdrawn_at__isnull=True).exclude(email="")


def letters_today(viewer: Viewer, *, now: datetime) -> int:
    """How many invitations have been sent for the viewer's organisation in the last day and night."""
    sent = AuditEvent.objects.filter(organisation=viewer.organisation, verb__in=INVITING, at__gt=now - A_DAY)
    return sent.count()


def join_requests(viewer: Viewer) -> QuerySet[JoinRequest]:
    """The requests that the viewer may decide: all for the secretariat, those to the own organisation for managers."""
    rows = JoinRequest.objects.select_related("person", "organisation", "organisation__merged_into")
    if can_manage_network(viewer):
        return rows
    if not can_manage_organisation(viewer):
        return rows.none()
    return rows.filter(organisation=viewer.organisation, organisation__joined_at__isnull=False)


def requests_to_own(viewer: Viewer) -> QuerySet[JoinRequest]:
    """The requests to act for the viewer's own organisation that wait, for those who decide for it."""
    return join_requests(viewer).filter(organisation__in=[viewer.organisation], decision=Decision.WAITING)


def own_requests(viewer: Viewer) -> QuerySet[JoinRequest]:
    """What the viewer has asked for, the latest first. Never with the organisation: that would tell what is known."""
    return JoinRequest.objects.filter(person__in=[viewer.person]).order_by("-asked_at", "id")


def requests_lately(person: Person, *, now: datetime) -> int:
    """How many requests the person has waiting, or has made in the last day and night, also those taken back."""
    waiting = JoinRequest.objects.filter(person=person, decision=Decision.WAITING).count()
    made = AuditEvent.objects.filter(actor=person.pk, verb="ask_to_join", at__gt=now - A_DAY).count()
    return max(waiting, made)
