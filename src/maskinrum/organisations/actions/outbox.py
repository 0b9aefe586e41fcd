"""What the secretariat does with mails in the outbox."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions.audit import record
from maskinrum.organisations.permissions import Viewer, can_manage_network, can_read_mail
from maskinrum.shared import actions
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail


@transaction.atomic
def read_mail(mail: OutboxMail, *, viewer: Viewer, now: datetime) -> str:
    """Return the text of a mail and write in the log that it was read. Raises DomainError where nobody may read it."""
    if not can_read_mail(viewer, mail):
        raise DomainError(_("The text of this e-mail is not for you to read."))
    record("read_mail", mail, viewer=viewer, now=now)
    return mail.text


@transaction.atomic
def send_mail_again(mail: OutboxMail, *, viewer: Viewer, now: datetime) -> OutboxMail:
    """Let a mail be tried at once. Raises DomainError without the right, and when it cannot be."""
    _demand_right(viewer)
    actions.try_mail_again(mail, now=now)
    record("send_mail_again", mail, viewer=viewer, now=now)
    return mail


@transaction.atomic
def give_up_mail(mail: OutboxMail, *, viewer: Viewer, now: datetime) -> OutboxMail:
    """Try no more. Raises DomainError without the right, and when the mail does not wait any more."""
    _demand_right(viewer)
    actions.give_up_mail(mail)
    record("give_up_mail", mail, viewer=viewer, now=now)
    return mail


def _demand_right(viewer: Viewer) -> None:
    if not can_manage_network(viewer):
        raise DomainError(_("Only the secretariat decides about e-mails."))
