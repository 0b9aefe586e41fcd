"""Passkeys, as a person and a browser meet them."""

import json
import re
from datetime import datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from fido2.webauthn import AuthenticatorData

from maskinrum.organisations.actions import register_person, remove_passkey, rename_passkey
from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.organisations.queries import mark_of, viewer_of
from maskinrum.shared.errors import DomainError
from tests.organisations.factors import add_app, add_passkey_row, add_recovery_codes, letters
from tests.organisations.passkeys import SoftPasskey
from tests.organisations.test_second_factors import browser, verbs
from tests.organisations.test_sign_in import is_signed_in, sign_in

pytestmark = pytest.mark.django_db
__all__ = ["browser"]  # the fixture of a member who has shown who it is
Outbox = list[EmailMessage]


def options_in(page: Any) -> dict[str, Any]:
    """What the page asks the device for."""
    [found] = re.findall(r'<script id="passkey-options" type="application/json">(.*?)</script>', page.content.decode())
    options: dict[str, Any] = json.loads(found)
    return options


def registered(browser: Client, device: SoftPasskey, *, name: str = "Min telefon") -> HttpResponse:
    """Add the passkey of a device, as the script of the page does."""
    asked = options_in(browser.get(reverse("mfa_add_webauthn")))["creation_options"]["publicKey"]
    typed = {"name": name, "credential": json.dumps(device.credential(asked["challenge"]))}
    return browser.post(reverse("mfa_add_webauthn"), typed)  # type: ignore[return-value]


def by_passkey(browser: Client, device: SoftPasskey, person: Person, **sent: str) -> HttpResponse:
    """Sign in with a passkey alone, as the script of the page does."""
    answer = browser.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"}).json()
    challenge = answer["request_options"]["publicKey"]["challenge"]
    signed = device.signed(challenge, handle=str(person.pk).encode())
    return browser.post(reverse("mfa_login_webauthn"), {"credential": json.dumps(signed), **sent})  # type: ignore[return-value]


def test_passkey_signs_in_by_itself(browser: Client, member: Person, mailoutbox: Outbox) -> None:
    device, elsewhere = SoftPasskey(), Client()
    answer = registered(browser, device)
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert "Din konto har fået en ny adgangsnøgle" in [message.subject for message in mailoutbox]
    by_passkey(elsewhere, device, member)
    assert is_signed_in(elsewhere)


def test_passkey_goes_on_to_the_page_asked_for(browser: Client, member: Person) -> None:
    device = SoftPasskey()
    registered(browser, device)
    assert by_passkey(Client(), device, member, next="/projekter/").headers["Location"] == "/projekter/"
    assert by_passkey(Client(), device, member, next="https://evil.example/").headers["Location"] == "/afgoer/"


def test_passkey_is_enough_as_the_second_thing(browser: Client, member: Person) -> None:
    device, elsewhere = SoftPasskey(), Client()
    registered(browser, device)
    page = elsewhere.get(sign_in(elsewhere, member.email).headers["Location"])
    signed = device.signed(options_in(page)["request_options"]["publicKey"]["challenge"])
    assert not is_signed_in(elsewhere)
    elsewhere.post(reverse("mfa_authenticate"), {"credential": json.dumps(signed)})
    assert is_signed_in(elsewhere)


def test_passkey_that_asks_nobody_is_not_taken(browser: Client) -> None:
    answer = registered(browser, SoftPasskey(verifies=False))
    assert (answer.status_code, Authenticator.objects.exists()) == (200, False)


def test_passkey_without_question_does_not_sign_in(browser: Client, member: Person) -> None:
    device, elsewhere = SoftPasskey(), Client()
    registered(browser, device)
    device.flags = AuthenticatorData.FLAG.UP
    by_passkey(elsewhere, device, member)
    assert not is_signed_in(elsewhere)


def test_passkey_of_another_does_not_sign_in(browser: Client, member: Person, outsider: Person) -> None:
    device, elsewhere = SoftPasskey(), Client()
    registered(browser, device)
    by_passkey(elsewhere, device, outsider)
    assert not is_signed_in(elsewhere)


def test_passkey_with_another_key_behind_it_does_not_sign_in(browser: Client, member: Person) -> None:
    device, forged, elsewhere = SoftPasskey(), SoftPasskey(), Client()
    registered(browser, device)
    forged.ident = device.ident
    answer = by_passkey(elsewhere, forged, member)
    assert (answer.status_code, is_signed_in(elsewhere)) == (302, False)


def test_answer_of_a_passkey_counts_once(browser: Client, member: Person) -> None:
    device, elsewhere, thief = SoftPasskey(), Client(), Client()
    registered(browser, device)
    challenge = elsewhere.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"}).json()
    signed = device.signed(challenge["request_options"]["publicKey"]["challenge"], handle=str(member.pk).encode())
    for each in (elsewhere, thief, elsewhere):
        each.post(reverse("mfa_login_webauthn"), {"credential": json.dumps(signed)})
    assert (is_signed_in(elsewhere), is_signed_in(thief)) == (True, False)


def test_passkey_for_another_site_is_not_taken(browser: Client) -> None:
    answers = [
        registered(browser, SoftPasskey(site="evil.example", origin="https://evil.example")).status_code,
        registered(browser, SoftPasskey(origin="http://evil.example")).status_code,
    ]
    assert (answers, Authenticator.objects.exists()) == ([200, 200], False)


@pytest.mark.parametrize(
    "sent", ["", "{", "[]", "null", '"x"', "{}", '{"id": 1, "rawId": 2, "response": {}}', "1" * 9000, "[" * 50_000]
)
@pytest.mark.parametrize("page", ["mfa_login_webauthn", "mfa_authenticate", "mfa_add_webauthn"])
def test_cancelled_or_malformed_passkey_signs_nobody_in(page: str, sent: str, browser: Client, member: Person) -> None:
    add_app(member)
    visitor = browser if page == "mfa_add_webauthn" else Client()
    if page == "mfa_authenticate":
        sign_in(visitor, member.email)
    answer = visitor.post(reverse(page), {"credential": sent, "name": "x"})
    assert answer.status_code in {200, 302}
    assert Authenticator.objects.count() == 1
    assert is_signed_in(visitor) == (visitor is browser)


def test_passkey_with_an_endless_name_is_refused(browser: Client) -> None:
    answer = registered(browser, SoftPasskey(), name="🙂" * 300)
    assert "60 tegn er nok" in answer.content.decode()


def test_demo_person_with_a_passkey_is_let_in_from_this_machine_only(db: None, now: datetime) -> None:
    person = register_person("demo@eksempel.example", is_demo=True, is_verified=True, now=now)
    device = SoftPasskey()
    credential = {"name": "x", "credential": device.credential()}
    Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=credential)
    elsewhere = Client(REMOTE_ADDR="192.0.2.1", SERVER_NAME="localhost")
    by_passkey(elsewhere, device, person)
    assert not is_signed_in(elsewhere)


def test_removed_passkey_signs_nobody_in_and_codes_go_with_the_last(browser: Client, member: Person) -> None:
    device = SoftPasskey()
    registered(browser, device)
    passkey = Authenticator.objects.get(type="webauthn")
    address = reverse("remove_passkey", kwargs={"mark": mark_of(passkey)})
    assert "Min telefon" in browser.get(address).content.decode()
    assert browser.post(address).headers["Location"] == reverse("mfa_index")
    assert not Authenticator.objects.exists()
    assert letters()[-1] == (member.email, "En adgangsnøgle blev fjernet fra din konto")
    assert verbs()[-1] == "remove_second_factor"


def test_nobody_removes_the_passkey_of_another(member: Person, manager: Person, now: datetime) -> None:
    passkey = add_passkey_row(member)
    with pytest.raises(DomainError):
        remove_passkey(passkey, viewer=viewer_of(manager), now=now)
    assert Authenticator.objects.count() == 1


def test_codes_stay_while_an_app_needs_them(browser: Client, member: Person) -> None:
    add_app(member)
    add_recovery_codes(member)
    passkey = add_passkey_row(member)
    browser.post(reverse("remove_passkey", kwargs={"mark": mark_of(passkey)}))
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}


def test_passkey_of_another_is_not_removed(browser: Client, outsider: Person) -> None:
    passkey = add_passkey_row(outsider)
    assert browser.post(reverse("remove_passkey", kwargs={"mark": mark_of(passkey)})).status_code == 404
    assert browser.post(reverse("remove_passkey", kwargs={"mark": str(passkey.pk)})).status_code == 404
    assert Authenticator.objects.count() == 1


def test_passkey_is_called_something_else_and_the_log_does_not_say_what(browser: Client, member: Person) -> None:
    passkey = add_passkey_row(member, name="Min telefon")
    address = reverse("rename_passkey", kwargs={"mark": mark_of(passkey)})
    assert "Min telefon" in browser.get(address).content.decode()
    assert browser.post(address, {"name": "Kontorets nøgle"}).headers["Location"] == reverse("mfa_index")
    assert Authenticator.objects.get().wrap().name == "Kontorets nøgle"
    last = AuditEvent.objects.latest("id")
    assert (last.verb, last.changes) == ("rename_second_factor", {"second_factor": [None, "webauthn"]})


@pytest.mark.parametrize("typed", ["", "   ", "🙂" * 61])
def test_name_that_is_none_or_endless_is_refused_and_the_old_one_stays(
    typed: str, browser: Client, member: Person
) -> None:
    passkey = add_passkey_row(member, name="Min telefon")
    answer = browser.post(reverse("rename_passkey", kwargs={"mark": mark_of(passkey)}), {"name": typed})
    assert (answer.status_code, "error-summary" in answer.content.decode()) == (200, True)
    assert Authenticator.objects.get().wrap().name == "Min telefon"


def test_nobody_renames_the_passkey_of_another(member: Person, manager: Person, now: datetime) -> None:
    passkey = add_passkey_row(member, name="Min telefon")
    with pytest.raises(DomainError):
        rename_passkey(passkey, name="Stjålet", viewer=viewer_of(manager), now=now)
    assert Authenticator.objects.get().wrap().name == "Min telefon"
