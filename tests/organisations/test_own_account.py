"""What a person changes about oneself, and the way out."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from maskinrum.decisions.models import DecisionFile
from maskinrum.organisations.actions import (
    add_member,
    change_language,
    change_name,
    choose_mail,
    close_account,
    erase_person,
    grant_access,
)
from maskinrum.organisations.enums import OptionalMail, Role
from maskinrum.organisations.models import AuditEvent, Grant, Membership, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.models import Project
from maskinrum.shared.errors import DomainError
from tests.decisions.making import TAGET, opened
from tests.organisations.factors import add_app, add_recovery_codes, code_of, letters
from tests.organisations.test_sign_in import PASSWORD, code_in, is_signed_in, sign_in

pytestmark = pytest.mark.django_db
Outbox = list[EmailMessage]


@pytest.fixture
def browser(member: Person, client: Client) -> Client:
    """A browser in which the member has just signed in."""
    sign_in(client, member.email)
    return client


def post(browser: Client, page: str, **typed: object) -> HttpResponse:
    return browser.post(reverse(f"organisations:{page}"), typed)  # type: ignore[return-value]


def close(browser: Client, email: str) -> HttpResponse:
    """Ask to be deleted, and write the password when it is asked for."""
    answer = post(browser, "close_account", email=email)
    if answer.status_code == 302 and "reauthenticate" in answer.headers["Location"]:
        return browser.post(answer.headers["Location"], {"password": PASSWORD})  # type: ignore[return-value]
    return answer


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Mette   Holm ", "Mette Holm"),
        ("Mette 👩‍🔧 Holm", "Mette 👩‍🔧 Holm"),
        ("מטה הולם", "מטה הולם"),
        ("Mette\u202emloH", "MettemloH"),
        ("Mette\u200bHolm\u2066", "MetteHolm"),
        ("Mette\r\nHolm\x00\x01", "Mette Holm"),
        ("<b>Mette</b>", "<b>Mette</b>"),
        ("å" * 120, "å" * 120),
        ("", ""),
    ],
)
def test_name_is_kept_as_colleagues_can_read_it(typed: str, kept: str, browser: Client) -> None:
    assert post(browser, "name", name=typed).headers["Location"] == reverse("organisations:me")
    assert Person.objects.get().name == kept
    assert "<b>Mette</b>" not in browser.get(reverse("organisations:me")).content.decode()


def test_name_that_is_too_long_is_refused_and_stays_typed(browser: Client) -> None:
    typed = "x" * 300
    answer = post(browser, "name", name=typed)
    assert (answer.status_code, Person.objects.get().name) == (200, "Mette Holm")
    assert "error-summary" in answer.content.decode()
    assert typed[:5] in answer.content.decode()


def test_new_name_is_logged_without_itself(browser: Client) -> None:
    post(browser, "name", name="Mette Lund")
    event = AuditEvent.objects.get(verb="change_name")
    assert event.changes == {"name": "changed"}


def test_saving_the_same_name_logs_nothing(browser: Client) -> None:
    post(browser, "name", name="Mette Holm")
    assert not AuditEvent.objects.filter(verb="change_name").exists()


def test_language_is_that_of_the_next_page_the_next_sign_in_and_the_next_mail(
    browser: Client, member: Person, mailoutbox: Outbox
) -> None:
    answer = post(browser, "language", language="en")
    assert answer.headers["Location"] == "/en/konto/mig/"
    assert "From now on we speak English with you." in browser.get("/en/konto/mig/").content.decode()
    elsewhere = Client()
    assert sign_in(elsewhere, member.email).headers["Location"] == "/en/afgoer/"
    elsewhere.post(reverse("account_request_login_code"), {"email": member.email})
    Client().post(reverse("account_request_login_code"), {"email": member.email})
    assert mailoutbox[-1].subject == "Your code for Maskinrum"


def test_mail_to_somebody_unknown_is_in_the_language_of_the_page(db: None, mailoutbox: Outbox) -> None:
    Client().post("/en/konto/login/code/", {"email": "ukendt@nord.example"})
    assert mailoutbox[0].subject == "There is no account with this address"


def test_language_we_do_not_speak_is_refused(browser: Client, member: Person, now: datetime) -> None:
    assert post(browser, "language", language="tlh").status_code == 200
    with pytest.raises(DomainError):
        change_language(member, language="tlh", viewer=viewer_of(member), now=now)
    assert Person.objects.get().language == "da"


def test_mail_that_was_muted_is_not_written(browser: Client, member: Person) -> None:
    post(browser, "mail", wanted=[OptionalMail.REQUEST])
    muted = Person.objects.get().muted_mail
    assert OptionalMail.NEW_BROWSER in muted
    assert OptionalMail.REQUEST not in muted
    told = [browser.get(reverse(f"organisations:{page}")).content.decode() for page in ("me", "own_data")]
    assert ["slags mails." in told[0], "mails, du har fravalgt" in told[1]] == [True, True]
    assert [words for words in told if "undvære" in words] == []
    before = letters()
    sign_in(Client(), member.email)
    assert letters() == before


def test_new_browser_is_told_of_once(browser: Client, member: Person) -> None:
    assert letters() == [(member.email, "Nogen loggede ind som dig fra en ny browser")]
    browser.post(reverse("account_logout"))
    sign_in(browser, member.email)
    assert len(letters()) == 1


def test_first_browser_of_a_new_account_is_no_news(client: Client, mailoutbox: Outbox) -> None:
    client.post(reverse("account_signup"), {"email": "ny@nord.example", "password1": PASSWORD})
    client.post(reverse("account_email_verification_sent"), {"code": code_in(mailoutbox[0])})
    assert (len(mailoutbox), letters()) == (1, [])


def test_necessary_mail_cannot_be_muted(member: Person, browser: Client, now: datetime) -> None:
    with pytest.raises(DomainError):
        choose_mail(member, muted=["account"], viewer=viewer_of(member), now=now)
    assert post(browser, "mail", wanted=["account"]).status_code == 200
    assert Person.objects.get().muted_mail == []


def test_nobody_changes_somebody_elses_account(member: Person, manager: Person, now: datetime) -> None:
    viewer = viewer_of(manager)
    with pytest.raises(DomainError):
        change_name(member, name="x", viewer=viewer, now=now)
    with pytest.raises(DomainError):
        choose_mail(member, muted=[], viewer=viewer, now=now)
    with pytest.raises(DomainError):
        close_account(member, viewer=OPERATOR, now=now)
    member.refresh_from_db()
    assert (member.name, member.erased_at) == ("Mette Holm", None)


def test_my_page_leads_to_everything(browser: Client) -> None:
    page = browser.get(reverse("organisations:me")).content.decode()
    names = ["name", "language", "mail", "sessions", "own_data", "close_account"]
    addresses = [*(reverse(f"organisations:{name}") for name in names), reverse("mfa_index"), reverse("account_email")]
    assert [address for address in addresses if f'href="{address}"' not in page] == []


def test_account_is_deleted_by_the_person_who_writes_the_own_address(browser: Client, member: Person) -> None:
    elsewhere = Client()
    sign_in(elsewhere, member.email)
    answer = close(browser, " METTE@nord.example")
    assert answer.headers["Location"] == reverse("front")
    assert (is_signed_in(browser), is_signed_in(elsewhere), Session.objects.count()) == (False, False, 0)
    assert letters() == [("mette@nord.example", "Din konto i Maskinrum er slettet")]
    assert "farvel" in browser.get(reverse("front")).content.decode()


def test_nothing_is_deleted_before_the_person_has_shown_who_it_is(browser: Client, member: Person) -> None:
    answer = post(browser, "close_account", email=member.email)
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    browser.post(answer.headers["Location"], {"password": "forkert kode 123"})
    assert Person.objects.get().erased_at is None


@pytest.mark.parametrize("typed", ["", "sara@syd.example", "mette@nord.example x", "ja", "x" * 5000])
def test_wrong_address_deletes_nothing(typed: str, browser: Client) -> None:
    answer = close(browser, typed)
    assert (answer.status_code, Person.objects.get().erased_at) == (200, None)
    assert "error-summary" in answer.content.decode()


def test_person_without_password_deletes_with_the_app(member: Person, client_of: Callable[[Person], Client]) -> None:
    member.set_unusable_password()
    member.save()
    add_app(member)
    add_recovery_codes(member)
    browser = client_of(member)
    asked = post(browser, "close_account", email=member.email).headers["Location"]
    browser.post(asked, {"code": code_of()})
    assert (Person.objects.get().erased_at is not None, Authenticator.objects.count()) == (True, 0)


def test_last_manager_is_told_what_to_do_first(
    manager: Person, member: Person, organisation: Organisation, client: Client, now: datetime
) -> None:
    sign_in(client, manager.email)
    answer = close(client, manager.email)
    page = answer.content.decode()
    assert ("den eneste leder i Boligselskabet Nord" in page, Person.objects.filter(erased_at=None).count()) == (
        True,
        2,
    )
    Membership.objects.filter(person=member).update(role=Role.MANAGER)
    close(client, manager.email)
    assert Person.objects.filter(erased_at=None).count() == 1


def test_last_manager_of_an_empty_organisation_may_leave(manager: Person, client: Client) -> None:
    sign_in(client, manager.email)
    close(client, manager.email)
    assert Person.objects.get().erased_at is not None


def test_last_of_the_secretariat_may_not_leave(newcomer: Person, organisation: Organisation, now: datetime) -> None:
    add_member(newcomer, organisation=organisation, role=Role.SECRETARIAT, viewer=OPERATOR, now=now)
    with pytest.raises(DomainError):
        close_account(newcomer, viewer=viewer_of(newcomer), now=now)


def test_secretariat_erases_even_a_last_manager_who_asks_in_writing(
    manager: Person, member: Person, organisation: Organisation, now: datetime
) -> None:
    erase_person(manager, viewer=Viewer(None, organisation.pk, Role.SECRETARIAT), now=now)
    manager.refresh_from_db()
    assert manager.erased_at == now


def test_same_address_signs_up_anew_as_somebody_else(browser: Client, member: Person, mailoutbox: Outbox) -> None:
    close(browser, member.email)
    again = Client()
    again.post(reverse("account_signup"), {"email": "mette@nord.example", "password1": PASSWORD})
    again.post(reverse("account_email_verification_sent"), {"code": code_in(mailoutbox[-1])})
    new = Person.objects.get(email="mette@nord.example")
    assert (new.pk == member.pk, viewer_of(new), EmailAddress.objects.get().user_id) == (
        False,
        Viewer(person=new.pk),
        new.pk,
    )
    assert is_signed_in(again)


def test_what_somebody_wrote_stays_and_the_log_keeps_every_line(
    manager: Person, organisation: Organisation, other_organisation: Organisation, now: datetime
) -> None:
    viewer = viewer_of(manager)
    file = opened(organisation, viewer, now, TAGET, title="Partnerskab 2028?")
    grant_access(file, organisation=other_organisation, viewer=viewer, now=now)
    lines = list(AuditEvent.objects.order_by("id").values())
    rows = [list(model.objects.order_by("pk").values()) for model in (Project, DecisionFile, Grant)]
    close_account(manager, viewer=viewer, now=now)
    assert list(AuditEvent.objects.order_by("id").values())[: len(lines)] == lines
    assert [list(model.objects.order_by("pk").values()) for model in (Project, DecisionFile, Grant)] == rows
    assert [event.verb for event in AuditEvent.objects.filter(actor=manager.pk)][:1] == ["erase_person"]
    assert re.search(r"@erased\.invalid$", Person.objects.get(pk=manager.pk).email)
