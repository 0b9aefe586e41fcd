"""Letters to people: in their language, and not to those who are gone or do without."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from maskinrum.organisations.actions import erase_person, send_letter, write_to
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.shared import mail as kinds
from maskinrum.shared.mail import declare_mail
from maskinrum.shared.models import OutboxMail

LETTER = "{% load i18n %}{% translate 'Danish' %} <&>\n\n  Hej {{ person.name|safe }}\n"


@pytest.fixture(autouse=True)
def letters(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A letter that nobody can do without, and one that a person may mute."""
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    monkeypatch.setattr(kinds, "_KINDS", kinds.mail_kinds())
    declare_mail("test_needed", "Nødvendig", is_mutable=False, template="letter.txt")
    declare_mail("test_wanted", "Ønsket", is_mutable=True, template="letter.txt")
    [(keeping, places)] = settings.TEMPLATES[0]["OPTIONS"]["loaders"]
    loaders = [(keeping, [("django.template.loaders.filesystem.Loader", [tmp_path]), *places])]
    options = settings.TEMPLATES[0]["OPTIONS"] | {"loaders": loaders}
    with override_settings(TEMPLATES=[settings.TEMPLATES[0] | {"OPTIONS": options}]):
        yield


@pytest.mark.parametrize(("language", "subject"), [("da", "Dansk <&>"), ("en", "Danish <&>")])
def test_a_letter_is_written_in_the_language_of_its_reader(
    newcomer: Person, now: datetime, language: str, subject: str
) -> None:
    newcomer.language = language
    written = write_to(newcomer, "test_needed", now=now)
    assert written is not None
    assert (written.subject, written.text, written.language) == (subject, "Hej Ny Person\n", language)
    assert (written.to, written.person, written.created_at) == (newcomer.email, newcomer.pk, now)


def test_somebody_who_does_without_a_kind_gets_the_others(newcomer: Person, now: datetime) -> None:
    newcomer.muted_mail = ["test_wanted", "test_needed"]
    assert write_to(newcomer, "test_wanted", now=now) is None
    assert write_to(newcomer, "test_needed", now=now) is not None
    assert OutboxMail.objects.values_list("kind", "is_necessary").get() == ("test_needed", True)


def test_an_erased_person_is_not_written_to(newcomer: Person, now: datetime) -> None:
    erase_person(newcomer, viewer=OPERATOR, now=now)
    assert write_to(newcomer, "test_needed", now=now) is None


def test_a_closed_account_is_not_written_to(newcomer: Person, now: datetime) -> None:
    newcomer.is_active = False
    assert write_to(newcomer, "test_needed", now=now) is None


def test_an_address_is_written_to_without_an_account(db: None, now: datetime) -> None:
    context = {"person": {"name": "Åse"}}
    written = send_letter("test_wanted", to="aase@nord.example", language="en", context=context, now=now)
    assert (written.to, written.person, written.text, written.is_necessary) == (
        "aase@nord.example",
        None,
        "Hej Åse\n",
        False,
    )


def test_a_kind_nobody_declared_is_refused(newcomer: Person, now: datetime) -> None:
    with pytest.raises(KeyError):
        write_to(newcomer, "test_unheard_of", now=now)
