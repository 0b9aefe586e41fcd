"""People asked in by e-mail. The letter holds the token; only its digest is kept."""

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maskinrum.organisations.actions.audit import CHANGED, record
from maskinrum.organisations.actions.letters import address_of_page, send_letter
from maskinrum.organisations.actions.meanwhile import held_carrier
from maskinrum.organisations.actions.memberships import admit
from maskinrum.organisations.models import Invitation, Membership, Organisation, Person
from maskinrum.organisations.permissions import Viewer, can_add_member, can_manage_network
from maskinrum.organisations.queries import has_address, invitations_out, letters_today
from maskinrum.shared.actions import add_to_mail
from maskinrum.shared.errors import DomainError
from maskinrum.shared.tokens import digest_of

VALID_FOR = timedelta(days=14)
MOST_A_DAY = 50  # letters for one organisation
TOKEN = 32  # bytes of chance


@transaction.atomic
def invite(organisation: Organisation, *, email: str, role: str, viewer: Viewer, now: datetime) -> Invitation:
    """Ask somebody by e-mail to act for an organisation; the letter's link works once, within 14 days.

    Raises DomainError without the right, when the address is asked already or belongs already, and after too many
    letters in a day.
    """
    if not can_add_member(viewer, organisation.pk, role):
        raise DomainError(_("Only a manager of the organisation can invite people to it. Ask one of them."))
    organisation, address = held_carrier(organisation), email.strip().lower()
    _refuse_too_many(viewer, now)
    if Membership.objects.filter(organisation=organisation, person__email=address).exists():
        raise DomainError(_("The person already belongs to the organisation."), field="email")
    invitations_out(organisation).filter(email=address, expires_at__lte=now).update(withdrawn_at=now)
    token = secrets.token_urlsafe(TOKEN)
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                organisation=organisation,
                email=address,
                role=role,
                token_digest=digest_of(token),
                invited_by=viewer.person,
                invited_at=now,
                expires_at=now + VALID_FOR,
            )
    except IntegrityError as error:
        words = _("This address is invited already. Send the invitation again from the list, or withdraw it.")
        raise DomainError(words, field="email") from error
    record("invite", invitation, viewer=viewer, now=now, changes={"email": CHANGED, "role": [None, role]})
    _send(invitation, token, viewer, now)
    return invitation


@transaction.atomic
def send_invitation_again(invitation: Invitation, *, viewer: Viewer, now: datetime) -> Invitation:
    """Send a new letter with a new link, valid for 14 days from now; the link of the former letter stops working.

    Raises DomainError without the right, when the invitation is no longer out, and after too many letters in a day.
    """
    invitation = _locked_out(invitation, viewer)
    _refuse_too_many(viewer, now)
    token = secrets.token_urlsafe(TOKEN)
    invitation.token_digest, invitation.expires_at = digest_of(token), now + VALID_FOR
    invitation.save(update_fields=["token_digest", "expires_at"])
    record("send_invitation_again", invitation, viewer=viewer, now=now)
    _send(invitation, token, viewer, now)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, viewer: Viewer, now: datetime) -> Invitation:
    """Let the link stop working. Raises DomainError without the right, and when the invitation is no longer out."""
    invitation = _locked_out(invitation, viewer)
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    record("withdraw_invitation", invitation, viewer=viewer, now=now)
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, person: Person, viewer: Viewer, now: datetime) -> Membership:
    """Let the one who was asked act for the organisation from now on; where nobody does yet, as its manager.

    Raises DomainError when the invitation was sent to another address, and when it no longer holds. Of two answers at
    the same moment the database lets one through.
    """
    if not has_address(person, invitation.email):
        raise DomainError(_("The invitation was sent to another address than yours."))
    # Whoever leaves as the last one takes the invitation along, and a merger that went before has moved it.
    organisation = held_carrier(invitation.organisation)
    held = Invitation.objects.filter(
        pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now
    )
    if not held.update(accepted_at=now, accepted_by=person.pk):
        raise DomainError(_("The invitation no longer holds. Ask for a new one."))
    record("accept_invitation", invitation, viewer=viewer, now=now)
    return admit(person, organisation=organisation, role=invitation.role, viewer=viewer, now=now)


def _locked_out(invitation: Invitation, viewer: Viewer) -> Invitation:
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not can_add_member(viewer, invitation.organisation_id, invitation.role):
        raise DomainError(_("Only a manager of the organisation can invite people to it. Ask one of them."))
    if invitation.accepted_at is not None or invitation.withdrawn_at is not None:
        raise DomainError(_("The invitation has been answered or withdrawn meanwhile. Nothing was changed."))
    return invitation


def _refuse_too_many(viewer: Viewer, now: datetime) -> None:
    if not can_manage_network(viewer) and letters_today(viewer, now=now) >= MOST_A_DAY:
        words = _("Your organisation has sent %(most)s invitations since yesterday. Wait until tomorrow with the rest.")
        raise DomainError(words % {"most": MOST_A_DAY})


def _send(invitation: Invitation, token: str, viewer: Viewer, now: datetime) -> None:
    language = (get_language() or "da")[:2]
    link = address_of_page("joining:invitation", language, token=token)
    sender = Person.objects.filter(pk__in=[viewer.person]).first()
    context = {"invitation": invitation, "link": link, "sender": sender}
    mail = send_letter("invitation", to=invitation.email, language=language, context=context, now=now)
    # Looked at right before it goes: withdrawn or sent again meanwhile, its link opens nothing.
    add_to_mail(mail, html="", headers={}, about=[invitation.token_digest])
