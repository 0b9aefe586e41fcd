"""Reads of the outbox, for the secretariat."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from maskinrum.organisations.permissions import Viewer, can_manage_network
from maskinrum.shared import queries
from maskinrum.shared.enums import MailState
from maskinrum.shared.mail import mail_kinds
from maskinrum.shared.models import OutboxMail

LATEST = 100  # mails of a list


def mails(viewer: Viewer, *, state: str = "", to: str = "") -> QuerySet[OutboxMail]:
    """The mails in a state, or all, whose address holds ``to``; newest first. None for all but the secretariat."""
    if not can_manage_network(viewer):
        return OutboxMail.objects.none()
    found = queries.mails(state)
    return found.filter(to__icontains=to) if to else found


def stuck_mails(viewer: Viewer) -> int:
    """How many mails could not be sent and wait for somebody to look at them."""
    return mails(viewer, state=MailState.GIVEN_UP).filter(blanked_at=None).count()


def kind_in_words(mail: OutboxMail) -> str:
    """What kind of mail it is; a kind that no app declares any more is only a mail."""
    kind = mail_kinds().get(mail.kind)
    return str(kind.label if kind else _("An e-mail"))
