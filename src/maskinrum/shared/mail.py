"""What a mail is: its kind, how it is written, and the way Django's and allauth's mails take into the outbox."""

import base64
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage as Message
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone, translation
from django.utils.functional import Promise

from maskinrum.shared.models import OutboxMail

ACCOUNT = "account"
LIST_HEADERS = ("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post")
LARGEST_ATTACHMENTS = 1024 * 1024  # bytes of all attachments of one mail


@dataclass(frozen=True)
class MailKind:
    """A kind of mail: what people call it, whether one may do without it, and the template of its letter, if any.

    A mail that ``is_pressing`` is worth nothing after a quarter of an hour, as one with a code. Of one that
    ``is_forgotten`` nothing is kept once the server has it, not even to whom it went. The text of a mail that
    ``is_secret`` is for the receiver alone: nobody reads it in the outbox, also where no server sends it.
    ``is_still_right`` is asked right before a mail is sent; at a no it is given up.
    """

    name: str
    label: str | Promise
    is_mutable: bool
    template: str
    is_pressing: bool = False
    is_forgotten: bool = False
    is_secret: bool = False
    is_still_right: "Callable[[OutboxMail], bool] | None" = None


_KINDS: dict[str, MailKind] = {}


def declare_mail(
    name: str,
    label: str | Promise,
    *,
    is_mutable: bool,
    template: str = "",
    is_pressing: bool = False,
    is_forgotten: bool = False,
    is_secret: bool = False,
    is_still_right: Callable[[OutboxMail], bool] | None = None,
) -> None:
    """Say at start-up that there is such a kind of mail. What is not mutable goes before what is."""
    _KINDS[name] = MailKind(name, label, is_mutable, template, is_pressing, is_forgotten, is_secret, is_still_right)


def is_pressing(kind: str) -> bool:
    """Whether mails of this kind are worth nothing after a quarter of an hour."""
    return kind in _KINDS and _KINDS[kind].is_pressing


def is_forgotten(kind: str) -> bool:
    """Whether nothing is kept of mails of this kind once the server has them."""
    return kind in _KINDS and _KINDS[kind].is_forgotten


def is_secret(kind: str) -> bool:
    """Whether mails of this kind are for their receivers alone, also where nobody sends them."""
    return kind in _KINDS and _KINDS[kind].is_secret


def is_still_right(mail: OutboxMail) -> bool:
    """Whether a mail may go as it was written: its kind looks once more, where it has something to look at."""
    look = _KINDS[mail.kind].is_still_right if mail.kind in _KINDS else None
    return look is None or look(mail)


def mail_kinds() -> dict[str, MailKind]:
    """Return every kind of mail by name."""
    return dict(_KINDS)


def optional_mail() -> list[MailKind]:
    """The kinds of mail that a person may do without, by name."""
    return sorted((kind for kind in _KINDS.values() if kind.is_mutable), key=lambda kind: kind.name)


def has_mail_server() -> bool:
    """Whether mails can be sent; otherwise they stay in the outbox, where the secretariat reads them."""
    return bool(settings.EMAIL_HOST)


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a mail; ``type`` is like ``text/calendar``."""

    name: str
    type: str
    content: bytes


def packed(attachments: Iterable[Attachment]) -> list[dict[str, str]]:
    """Return attachments as the outbox keeps them. Raises ValueError when they are too large together."""
    files = list(attachments)
    if sum(len(file.content) for file in files) > LARGEST_ATTACHMENTS:
        raise ValueError(f"attachments may hold {LARGEST_ATTACHMENTS} bytes together")
    return [
        {"name": file.name, "type": file.type, "content": base64.b64encode(file.content).decode("ascii")}
        for file in files
    ]


def composed(mail: OutboxMail) -> bytes:
    """Return the mail as it goes over the line: seven bits wide, so that every server takes it.

    Raises ValueError when it cannot be written, for example because the address is none.
    """
    message = Message(policy=SMTP)
    message["Subject"] = mail.subject
    message["From"] = _address(settings.DEFAULT_FROM_EMAIL)
    message["To"] = _address(mail.to)
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = mail.language
    for name in LIST_HEADERS:
        if name in mail.headers:
            message[name] = mail.headers[name]
    message.set_content(mail.text, cte="quoted-printable")
    if mail.html:
        message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    for file in mail.attachments:
        main, _slash, sub = file["type"].partition("/")
        content = base64.b64decode(file["content"])
        # Text without a named set of characters counts as ASCII (RFC 2046).
        charset = {"charset": "utf-8"} if main == "text" else None
        message.add_attachment(content, maintype=main, subtype=sub, filename=file["name"], params=charset)
    return message.as_bytes()


def envelope_address(written: str) -> str:
    """Return the bare address of ``Name <address>`` in ASCII, its domain as the network knows it.

    Raises ValueError when there is none.
    """
    user, at, domain = parseaddr(written)[1].rpartition("@")
    if not (user and at and domain and user.isascii()):
        raise ValueError("this is not an address that mail can be sent to")
    return f"{user}@{domain.encode('idna').decode('ascii')}"


def _address(written: str) -> Address:
    return Address(display_name=parseaddr(written)[0], addr_spec=envelope_address(written))


class OutboxBackend(BaseEmailBackend):
    """Django's way to send mail: it lands in the outbox, one row for each address."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails to the outbox and return how many. Raises ValueError for one that is more than plain text."""
        from maskinrum.shared.actions import send_later  # noqa: PLC0415 - actions stand above what a mail is

        count = 0
        for message in email_messages:
            if message.content_subtype != "plain" or getattr(message, "alternatives", None):
                raise ValueError("mails are plain text")
            for address in message.recipients():
                send_later(parseaddr(address)[1], **_as_letter(message))
                count += 1
        return count


def _as_letter(message: EmailMessage) -> dict[str, Any]:
    return {
        "subject": message.subject,
        "text": str(message.body),
        "kind": ACCOUNT,
        "language": (translation.get_language() or settings.LANGUAGE_CODE)[:2],
        "attachments": [_attachment(each) for each in message.attachments],
        "now": timezone.now(),
    }


def _attachment(given: Any) -> Attachment:
    name, content, mimetype = given
    data = content.encode() if isinstance(content, str) else content
    return Attachment(name or "", mimetype or "application/octet-stream", data)
