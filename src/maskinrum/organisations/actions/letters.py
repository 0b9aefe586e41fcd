"""Letters to people about invitations and requests: the one place they are sent from."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from maskinrum.organisations.models import Person


def send_letter(name: str, *, to: str, language: str, context: dict[str, Any]) -> None:
    """Send one letter: the first line of ``organisations/letters/<name>.txt`` is its subject, the rest its text."""
    with translation.override(language):
        written = render_to_string(f"organisations/letters/{name}.txt", context)
    subject, _line, text = written.strip().partition("\n")
    EmailMessage(subject.strip(), text.strip() + "\n", to=[to]).send()


def write_to(person: Person, name: str, **context: Any) -> None:
    """Send a letter to somebody with an account, in their language."""
    send_letter(name, to=person.email, language=person.language, context=context | {"person": person})


def address_of_page(name: str, language: str, **arguments: Any) -> str:
    """The full address of a page in the language of the one who is written to."""
    with translation.override(language):
        return str(settings.ENVIRONMENT.base_url) + reverse(name, kwargs=arguments)
