"""Mails to people and to addresses, in their language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise, lazy

from maskinrum.organisations.models import Person
from maskinrum.shared.actions import send_later
from maskinrum.shared.mail import mail_kinds
from maskinrum.shared.models import OutboxMail

_rendered = lazy(render_to_string, str)


def write_to(
    recipient: Person | str,
    *,
    subject: str | Promise,
    text: str | Promise,
    kind: str,
    now: datetime,
    language: str = "",
) -> OutboxMail | None:
    """Write a mail to a person, or to an address that is nobody's yet; it is sent when the transaction is through.

    ``subject`` and ``text`` may be lazy (``gettext_lazy``, ``text_of``): they are read in the language of the person,
    and for an address in ``language`` or the present one. ``kind`` is one that an app declared with ``declare_mail``.
    Nobody is written to, and None is returned, when the person is erased, closed, or does without this kind of mail.
    """
    if isinstance(recipient, Person):
        if _does_without(recipient, kind):
            return None
        language, address, person = recipient.language, recipient.email, recipient.pk
    else:
        language = (language or translation.get_language() or settings.LANGUAGE_CODE)[:2]
        address, person = recipient, None
    with translation.override(language):
        title, body = str(subject), str(text).strip() + "\n"
    return send_later(address, subject=title, text=body, kind=kind, now=now, language=language, person=person)


def text_of(template: str, context: Mapping[str, Any]) -> str | Promise:
    """A text template, rendered when it is read: give it to ``write_to``, which reads it in the reader's language."""
    return _rendered(template, dict(context))


def _does_without(person: Person, kind: str) -> bool:
    is_gone = person.erased_at is not None or not person.is_active
    return is_gone or (mail_kinds()[kind].is_mutable and kind in person.muted_mail)
