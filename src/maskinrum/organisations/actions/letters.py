"""Letters to people and to addresses, each in the language of who reads it."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from maskinrum.organisations.models import Person
from maskinrum.shared.actions import send_later
from maskinrum.shared.mail import Attachment, mail_kinds
from maskinrum.shared.models import OutboxMail


def write_to(
    person: Person, name: str, *, now: datetime, attachments: Sequence[Attachment] = (), **context: Any
) -> OutboxMail | None:
    """Write a letter to somebody with an account, in their language; it goes when the transaction is through.

    Nobody is written to, and None is returned, when the account is erased or closed, or when the person does without
    this kind of letter.
    """
    if person.erased_at is not None or not person.is_active:
        return None
    if mail_kinds()[name].is_mutable and name in person.muted_mail:
        return None
    words = context | {"person": person}
    whom: dict[str, Any] = {"to": person.email, "language": person.language, "person": person.pk}
    return send_letter(name, **whom, context=words, attachments=attachments, now=now)


def send_letter(
    name: str,
    *,
    to: str,
    language: str,
    context: dict[str, Any],
    now: datetime,
    person: uuid.UUID | None = None,
    attachments: Sequence[Attachment] = (),
) -> OutboxMail:
    """Write a letter to an address, of a kind that an app declared with ``declare_mail`` and its template.

    The first line of the template is the subject, the rest the text. ``attachments`` go with it.
    """
    with translation.override(language):
        written = render_to_string(mail_kinds()[name].template, context)
    subject, _line, text = written.strip().partition("\n")
    text = text.strip() + "\n"
    letter: dict[str, Any] = {"subject": subject, "text": text, "kind": name, "language": language}
    return send_later(to, **letter, person=person, attachments=attachments, now=now)


def address_of_page(name: str, language: str, **arguments: Any) -> str:
    """The full address of a page in the language of the one who is written to."""
    with translation.override(language):
        return str(settings.ENVIRONMENT.base_url) + reverse(name, kwargs=arguments)
