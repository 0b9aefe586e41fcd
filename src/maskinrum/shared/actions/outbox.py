"""Mails: into the outbox, and out of it again when their time has run out."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from maskinrum.shared.enums import MailState
from maskinrum.shared.errors import DomainError
from maskinrum.shared.mail import Attachment, envelope_address, has_mail_server, mail_kinds, packed
from maskinrum.shared.models import OutboxMail
from maskinrum.shared.queries import TEXT_KEPT
from maskinrum.shared.tasks import deliver_mail, waits_for_worker

BLANK: dict[str, Any] = {
    "text": "",
    "html": "",
    "headers": {},
    "attachments": [],
    "blanked_at": F("created_at") + TEXT_KEPT,
}


def send_later(
    to: str,
    *,
    subject: str,
    text: str,
    kind: str,
    now: datetime,
    language: str = "da",
    person: uuid.UUID | None = None,
    attachments: Sequence[Attachment] = (),
) -> OutboxMail:
    """Write a mail to the outbox, in the transaction of the caller: what is rolled back sends nothing.

    The worker is told as soon as the transaction is through. ``kind`` is one that was declared; whether the person
    wants it, the caller has asked. Without a mail server the mail is kept for the secretariat to read.
    """
    mail_id, kept = uuid.uuid4(), not has_mail_server()
    mail = OutboxMail.objects.create(
        id=mail_id,
        to=to,
        person=person,
        kind=kind,
        is_necessary=not mail_kinds()[kind].is_mutable,
        language=language,
        subject=" ".join(str(subject).split())[:200],
        text=str(text),
        attachments=packed(attachments),
        message_id=f"<{mail_id}@{envelope_address(settings.DEFAULT_FROM_EMAIL).partition('@')[2]}>",
        state=MailState.KEPT if kept else MailState.WAITING,
        created_at=now,
        next_attempt_at=now,
    )
    if not kept:
        transaction.on_commit(wake_worker, robust=True)
    return mail


def add_to_mail(mail: OutboxMail, *, html: str, headers: Mapping[str, str], about: Sequence[str]) -> OutboxMail:
    """Give a mail that was just written a text for programs that show HTML, and the headers of ``mail.LIST_HEADERS``.

    ``about`` are the keys that its kind looks at once more before it is sent. Call it in the transaction of
    ``send_later``, before the worker can see the mail.
    """
    mail.html, mail.headers, mail.about = str(html), dict(headers), list(about)
    mail.save(update_fields=["html", "headers", "about"])
    return mail


def wake_worker(now: datetime | None = None) -> None:
    """Let the worker look into the outbox, unless a task that nobody has taken yet will let it do so.

    Called when a mail can be seen by others; otherwise a task that is taken just now could miss it. ``now`` is for
    the tick, which gives it.
    """
    if has_mail_server() and not waits_for_worker():
        deliver_mail.enqueue()


@transaction.atomic
def try_mail_again(mail: OutboxMail, *, now: datetime) -> OutboxMail:
    """Let a mail that waits, was given up or was kept be tried at once.

    Raises DomainError when it is under way or sent, when its text is gone, or when there is no mail server.
    """
    if not has_mail_server():
        raise DomainError(_("There is no mail server to send the e-mail with. It stays here for you to read."))
    open_states = [MailState.WAITING, MailState.GIVEN_UP, MailState.KEPT]
    again = {"state": MailState.WAITING, "next_attempt_at": now, "attempts": 0}
    _move(mail, from_states=open_states, to=again)
    transaction.on_commit(wake_worker, robust=True)
    return mail


@transaction.atomic
def give_up_mail(mail: OutboxMail) -> OutboxMail:
    """Stop trying to send a mail that waits. Raises DomainError when it does not wait any more."""
    return _move(mail, from_states=[MailState.WAITING], to={"state": MailState.GIVEN_UP})


def _move(mail: OutboxMail, *, from_states: list[MailState], to: dict[str, Any]) -> OutboxMail:
    changed = OutboxMail.objects.filter(pk=mail.pk, state__in=from_states, blanked_at=None).update(**to)
    if not changed:
        raise DomainError(_("The e-mail has moved on meanwhile, so nothing was changed. Look at it once more."))
    mail.refresh_from_db()
    return mail


def remove_old_mails(rows: QuerySet[OutboxMail]) -> int:
    """Take the text out of mails that still have one, and remove the others; return how many both are.

    ``rows`` are those of ``old_mails``.
    """
    with_text = rows.filter(blanked_at=None)
    count = with_text.exclude(state=MailState.KEPT).update(state=MailState.GIVEN_UP, **BLANK)
    count += with_text.filter(state=MailState.KEPT).update(**BLANK)
    gone, _each = rows.exclude(blanked_at=None).delete()
    return count + gone


def erase_mail(person: Any, *, viewer: object, now: datetime) -> None:
    """Forget every mail to a person, sent or not; the row of the person is not changed yet."""
    OutboxMail.objects.filter(Q(person=person.pk) | Q(to__iexact=person.email)).delete()
