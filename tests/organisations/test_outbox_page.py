"""The secretariat's page of mails: who reads what, and what is written in the log about it."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse

from maskinrum.organisations.actions import add_member, give_up_mail, read_mail, register_person, send_mail_again
from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import mails, viewer_of
from maskinrum.shared.actions import send_later
from maskinrum.shared.enums import MailState
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.shared.smtp_server import sending_through

pytestmark = pytest.mark.django_db
TEXT = "Koden er BCDF-GHJK."
with_server = override_settings(**sending_through(25, "smtp"))
Constant = Callable[[Callable[[int], object], Callable[[], object]], None]


@pytest.fixture
def secretary(other_organisation: Organisation) -> Person:
    """Somebody who looks after the network."""
    person = register_person("signe@sekretariat.example", name="Signe Krog", is_verified=True, now=NOW)
    add_member(person, organisation=other_organisation, role=Role.SECRETARIAT, viewer=OPERATOR, now=NOW)
    return person


@pytest.fixture
def browser(secretary: Person, client_of: Callable[[Person], Client]) -> Client:
    """The secretary's."""
    return client_of(secretary)


def written(to: str = "a@nord.example", **changes: Any) -> OutboxMail:
    """A mail in the outbox."""
    mail = send_later(to, subject=f"Til {to}", text=TEXT, kind="account", now=NOW)
    OutboxMail.objects.filter(pk=mail.pk).update(**changes or {"language": "da"})
    mail.refresh_from_db()
    return mail


def verbs() -> list[str]:
    """What the log says about mails."""
    return list(AuditEvent.objects.filter(object_type="shared.OutboxMail").values_list("verb", flat=True))


def test_reading_a_kept_mail_shows_its_text_and_stands_in_the_log(browser: Client, secretary: Person) -> None:
    mail = written()
    page = browser.get(reverse("outbox:mail", args=[mail.pk])).content.decode()
    assert (TEXT in page, "åbner modtagerens konto" in page) == (True, True)
    event = AuditEvent.objects.get(verb="read_mail")
    assert (event.actor, event.object_id, event.changes) == (secretary.pk, mail.pk, {})


@with_server
def test_text_of_a_mail_that_is_sent_is_for_the_receiver_alone(browser: Client) -> None:
    mail = written()
    page = browser.get(reverse("outbox:mail", args=[mail.pk])).content.decode()
    assert (mail.state, TEXT in page, verbs()) == (MailState.WAITING, False, [])


@with_server
def test_a_mail_that_was_kept_before_there_was_a_server_is_still_read(browser: Client) -> None:
    mail = written(state=MailState.KEPT)
    assert TEXT in browser.get(reverse("outbox:mail", args=[mail.pk])).content.decode()


def test_the_list_says_where_mails_stay_and_shows_no_text(browser: Client) -> None:
    written()
    page = browser.get(reverse("outbox:mails")).content.decode()
    assert ("Til a@nord.example" in page, "Der er ingen mailserver" in page, TEXT in page) == (True, True, False)
    assert verbs() == []


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, ["a", "b"]),
        ({"state": "given_up"}, ["b"]),
        ({"to": "A@NORD"}, ["a"]),
        ({"state": "sent"}, []),
        ({"state": "nonsense"}, ["a", "b"]),
        ({"to": "x" * 300}, ["a", "b"]),
    ],
)
def test_the_list_is_narrowed_by_state_and_address(asked: dict[str, str], shown: list[str], browser: Client) -> None:
    written("a@nord.example")
    written("b@nord.example", state=MailState.GIVEN_UP)
    page = browser.get(reverse("outbox:mails"), asked).content.decode()
    assert [name for name in "ab" if f"Til {name}@nord.example" in page] == shown
    assert ("Ingen mails passer til det, du har valgt." in page) == (not shown)


def test_the_list_asks_the_database_equally_often_with_one_mail_and_with_three(
    browser: Client, assert_constant_queries: Constant
) -> None:
    assert_constant_queries(
        lambda count: [written(f"{number}@nord.example") for number in range(count)],
        lambda: browser.get(reverse("outbox:mails")),
    )


@with_server
def test_a_mail_that_was_given_up_is_tried_again(browser: Client) -> None:
    mail = written(state=MailState.GIVEN_UP, last_error="550 5.1.1 … unknown")
    page = reverse("outbox:mail", args=[mail.pk])
    assert "550 5.1.1 … unknown" in browser.get(page).content.decode()
    answer = browser.post(reverse("outbox:again", args=[mail.pk]), follow=True)
    mail.refresh_from_db()
    assert (mail.state, verbs()) == (MailState.WAITING, ["send_mail_again"])
    assert "Mailen prøves igen nu." in answer.content.decode()


@with_server
def test_a_mail_that_waits_is_given_up(browser: Client) -> None:
    mail = written()
    browser.post(reverse("outbox:give_up", args=[mail.pk]))
    mail.refresh_from_db()
    assert (mail.state, verbs()) == (MailState.GIVEN_UP, ["give_up_mail"])


@with_server
def test_a_mail_that_has_moved_on_is_left_alone_and_the_page_says_so(browser: Client) -> None:
    mail = written(state=MailState.SENT)
    answer = browser.post(reverse("outbox:give_up", args=[mail.pk]), follow=True)
    assert (OutboxMail.objects.get().state, verbs()) == (MailState.SENT, [])
    assert "så intet er ændret" in answer.content.decode()


def test_nobody_else_acts_on_mails(manager: Person) -> None:
    mail, viewer = written(), viewer_of(manager)
    for act in (read_mail, send_mail_again, give_up_mail):
        with pytest.raises(DomainError):
            act(mail, viewer=viewer, now=NOW)
    assert (verbs(), mails(viewer).count(), mails(OPERATOR).count()) == ([], 0, 1)


def test_the_operator_lists_and_reads_mails_where_nobody_can_sign_in_yet() -> None:
    mail, said = written(), StringIO()
    call_command("outbox", stdout=said)
    call_command("outbox", str(mail.pk), stdout=said)
    listed, text = said.getvalue().splitlines()
    assert listed == f"{mail.pk}  2026-11-24 10:30  Bliver her  a@nord.example  Til a@nord.example"
    assert (text, verbs()) == (TEXT, ["read_mail"])


@with_server
def test_the_operator_does_not_read_what_a_server_sends() -> None:
    with pytest.raises(CommandError):
        call_command("outbox", str(written().pk))
