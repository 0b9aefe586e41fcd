"""Passkeys, authenticator app and recovery codes, as a person meets them in a browser."""

import json
import re
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from fido2.webauthn import AuthenticatorData

from maskinrum.organisations.actions import register_person, remove_passkey, reset_second_factors
from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import mark_of, viewer_of
from maskinrum.shared.errors import DomainError
from tests.organisations.factors import SECRET, add_app, add_passkey_row, add_recovery_codes, code_of, letters, seen_in
from tests.organisations.passkeys import SoftPasskey
from tests.organisations.test_sign_in import PASSWORD, code_in, is_signed_in, sign_in

pytestmark = pytest.mark.django_db
Outbox = list[EmailMessage]


@pytest.fixture
def browser(member: Person, client: Client) -> Client:
    """A browser in which the member has just signed in, and shown once more who it is."""
    sign_in(client, member.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


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


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("verb", flat=True))


@pytest.mark.django_db(transaction=True)  # the mail is sent when the app is really there
def test_app_is_set_up_with_the_secret_shown_and_gives_recovery_codes_once(browser: Client, mailoutbox: Outbox) -> None:
    page = browser.get(reverse("mfa_activate_totp")).content.decode()
    [secret] = re.findall(r'<code class="secret" translate="no">([A-Z2-7]+)</code>', page)
    answer = browser.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    shown = re.findall(r"<li><code>(\d{8})</code></li>", browser.get(answer.headers["Location"]).content.decode())
    again = re.findall(r"\b\d{8}\b", browser.get(answer.headers["Location"]).content.decode())
    assert (len(set(shown)), again) == (10, [])
    assert [verb for verb in verbs() if "factor" in verb] == ["add_second_factor"] * 2
    assert mailoutbox[-1].subject == "Du logger nu også ind med en app"


def test_secret_is_not_kept_in_the_clear(member: Person) -> None:
    add_app(member)
    add_recovery_codes(member)
    kept = [str(row.data) for row in Authenticator.objects.all()]
    assert [SECRET in text for text in kept] == [False, False]


def test_secret_locked_with_another_key_fits_nothing(member: Person, client: Client) -> None:
    add_app(member)
    with override_settings(SECRET_KEY="another key of the site, of thirty-two characters"):
        sign_in(client, member.email)
        answers = [client.post(reverse("mfa_authenticate"), {"code": code}) for code in (code_of(), code_of("A" * 16))]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert not is_signed_in(client)


def test_wrong_code_sets_up_no_app_and_keeps_the_secret(browser: Client) -> None:
    secret = re.findall(r'"secret"[^>]*>([A-Z2-7]+)', browser.get(reverse("mfa_activate_totp")).content.decode())
    answer = browser.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "Det passede ikke" in answer.content.decode()
    assert re.findall(r'"secret"[^>]*>([A-Z2-7]+)', answer.content.decode()) == secret
    assert not Authenticator.objects.exists()


def test_after_the_password_the_app_is_asked(member: Person, client: Client) -> None:
    add_app(member)
    answer = sign_in(client, member.email)
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert is_signed_in(client)


def test_after_the_mailed_code_the_app_is_asked(member: Person, client: Client, mailoutbox: Outbox) -> None:
    add_app(member)
    client.post(reverse("account_request_login_code"), {"email": member.email})
    answer = client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[0])})
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert is_signed_in(client)


def test_after_a_new_password_the_app_is_asked(member: Person, client: Client, mailoutbox: Outbox) -> None:
    add_app(member)
    client.post(reverse("account_reset_password"), {"email": member.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_in(mailoutbox[0])})
    client.post(reverse("account_complete_password_reset"), {"password1": "noget helt andet"})
    assert not is_signed_in(client)
    assert sign_in(client, member.email, "noget helt andet").headers["Location"] == reverse("mfa_authenticate")


@pytest.mark.parametrize("late", [-29, 29])
def test_clock_may_be_half_a_minute_off(late: int, member: Person, client: Client) -> None:
    add_app(member)
    sign_in(client, member.email)
    client.post(reverse("mfa_authenticate"), {"code": code_of(at=time.time() + late)})
    assert is_signed_in(client)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abc def", "١٢٣٤٥٦", "🙂🙂🙂🙂🙂🙂", "1" * 5000, "\x00" * 6])
def test_malformed_code_is_refused_in_words(typed: str, member: Person, client: Client) -> None:
    add_app(member)
    sign_in(client, member.email)
    answer = client.post(reverse("mfa_authenticate"), {"code": typed})
    assert (answer.status_code, "error-summary" in answer.content.decode()) == (200, True)
    assert not is_signed_in(client)


def test_code_of_three_minutes_ago_is_refused(member: Person, client: Client) -> None:
    add_app(member)
    sign_in(client, member.email)
    client.post(reverse("mfa_authenticate"), {"code": code_of(at=time.time() - 180)})
    assert not is_signed_in(client)


def test_code_used_twice_is_refused_the_second_time(member: Person) -> None:
    add_app(member)
    code = code_of()
    first, second = Client(), Client()
    for browser in (first, second):
        sign_in(browser, member.email)
        answer = browser.post(reverse("mfa_authenticate"), {"code": code})
    assert (is_signed_in(first), is_signed_in(second)) == (True, False)
    assert "error-summary" in answer.content.decode()


def test_code_counts_once_for_as_long_as_it_is_right(member: Person) -> None:
    add_app(member)
    code = code_of()
    first, second = Client(), Client()
    sign_in(first, member.email)
    first.post(reverse("mfa_authenticate"), {"code": code})
    # allauth forgets a used code after half a minute; with clocks that may differ it is right for longer.
    cache.delete(f"allauth.mfa.totp.used?user={member.pk}&code={code}")
    sign_in(second, member.email)
    answer = second.post(reverse("mfa_authenticate"), {"code": code})
    assert "Koden er brugt." in answer.content.decode()
    assert not is_signed_in(second)


def test_recovery_code_works_once(member: Person) -> None:
    add_app(member)
    code = add_recovery_codes(member)[0]
    first, second = Client(), Client()
    for browser in (first, second):
        sign_in(browser, member.email)
        browser.post(reverse("mfa_authenticate"), {"code": f"{code[:4]} {code[4:]}"})
    assert (is_signed_in(first), is_signed_in(second)) == (True, False)


@pytest.mark.django_db(transaction=True)  # as above
def test_new_recovery_codes_end_the_old_ones(browser: Client, member: Person, mailoutbox: Outbox) -> None:
    add_app(member)
    old = add_recovery_codes(member)
    browser.post(reverse("mfa_generate_recovery_codes"))
    page = browser.get(reverse("mfa_view_recovery_codes")).content.decode()
    shown = re.findall(r"<li><code>(\d{8})</code></li>", page)
    assert (len(shown), set(shown) & set(old)) == (10, set())
    assert (mailoutbox[-1].subject, verbs()[-1]) == ("Du har fået nye nødkoder", "renew_second_factor")


def test_recovery_codes_are_saved_as_a_file_from_the_page_that_shows_them(browser: Client, member: Person) -> None:
    add_app(member)
    codes = add_recovery_codes(member)
    answer = browser.post(reverse("download_recovery_codes"), {"code": [codes[0], "99999999", codes[3]]})
    assert re.findall(r"^\d{8}$", answer.content.decode(), re.MULTILINE) == [codes[0], codes[3]]
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_no_codes_are_given_to_whoever_does_not_know_one(browser: Client, member: Person) -> None:
    add_recovery_codes(member)
    assert browser.post(reverse("download_recovery_codes"), {"code": "00000000"}).status_code == 404


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
    "sent", ["", "{", "[]", "null", '"x"', "{}", '{"id": 1, "rawId": 2, "response": {}}', "1" * 9000]
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


@pytest.mark.parametrize("page", ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"])
def test_ways_to_sign_in_change_only_after_a_new_proof(page: str, member: Person, client: Client) -> None:
    sign_in(client, member.email)
    answer = client.get(reverse(page))
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))


def test_person_without_password_shows_it_with_the_app(member: Person, client_of: Callable[[Person], Client]) -> None:
    member.set_unusable_password()
    member.save()
    add_app(member)
    browser = client_of(member)
    asked = browser.get(reverse("mfa_add_webauthn")).headers["Location"]
    assert asked.startswith(reverse("mfa_reauthenticate"))
    assert browser.post(asked, {"code": code_of()}).headers["Location"] == reverse("mfa_add_webauthn")


def test_app_is_turned_off(browser: Client, member: Person, mailoutbox: Outbox) -> None:
    add_app(member)
    add_recovery_codes(member)
    assert browser.get(reverse("mfa_deactivate_totp")).status_code == 200
    browser.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert mailoutbox[-1].subject == "Du logger igen ind uden appen"


def test_secretariat_lets_somebody_in_who_has_lost_everything(
    member: Person, organisation: Organisation, client: Client, now: datetime
) -> None:
    add_app(member)
    add_recovery_codes(member)
    seen_in(member, "Firefox/140.0", key="lost-telephone")
    reset_second_factors(member, viewer=Viewer(None, organisation.pk, Role.SECRETARIAT), now=now)
    assert letters() == [(member.email, "Du kan logge ind uden adgangsnøgle, app og nødkoder")]
    sign_in(client, member.email)
    assert (is_signed_in(client), "reset_second_factors" in verbs()) == (True, True)


@pytest.mark.parametrize("who", ["member", "manager", "outsider"])
def test_nobody_else_resets_second_factors(
    who: str, member: Person, manager: Person, outsider: Person, now: datetime
) -> None:
    add_app(member)
    viewer = viewer_of({"member": member, "manager": manager, "outsider": outsider}[who])
    with pytest.raises(DomainError):
        reset_second_factors(member, viewer=viewer, now=now)
    assert Authenticator.objects.count() == 1


def test_resetting_nothing_tells_nobody(member: Person, now: datetime) -> None:
    reset_second_factors(member, viewer=OPERATOR, now=now)
    assert (letters(), verbs()[-1]) == ([], "add_member")
