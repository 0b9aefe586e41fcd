"""Authenticator app and recovery codes, as a person meets them in a browser, and help for who has lost them."""

import re
import time
from collections.abc import Callable
from datetime import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client, override_settings
from django.urls import reverse

from maskinrum.organisations.actions import add_member, create_organisation, register_person, reset_second_factors
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import AuditEvent, Membership, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from tests.organisations.factors import SECRET, add_app, add_recovery_codes, code_of, letters, seen_in
from tests.organisations.test_sign_in import PASSWORD, code_in, is_signed_in, sign_in

pytestmark = pytest.mark.django_db
Outbox = list[EmailMessage]


@pytest.fixture
def browser(member: Person, client: Client) -> Client:
    """A browser in which the member has just signed in, and shown once more who it is."""
    sign_in(client, member.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


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


@pytest.fixture
def secretariat(client_of: Callable[[Person], Client], now: datetime, db: None) -> Client:
    """The browser of somebody who looks after the network."""
    place = create_organisation("Sekretariatet", kind=OrganisationKind.ASSOCIATION, viewer=OPERATOR, now=now)
    person = register_person("siv@net.example", name="Siv Holm", is_verified=True, now=now)
    add_member(person, organisation=place, role=Role.SECRETARIAT, viewer=OPERATOR, now=now)
    return client_of(person)


def test_secretariat_is_asked_before_it_lets_somebody_in(member: Person, secretariat: Client) -> None:
    add_app(member)
    address = reverse("secretariat:reset_second_factors", args=[Membership.objects.get(person=member).pk])
    assert address in secretariat.get(address.replace("tabte-maader/", "")).content.decode()
    assert "Sørg først for at vide, hvem det er" in secretariat.get(address).content.decode()
    assert Authenticator.objects.count() == 1
    told = secretariat.post(address, follow=True).content.decode()
    assert "logger ind med adgangskode eller kode på e-mail alene" in told
    assert (Authenticator.objects.count(), letters()[-1][0], verbs()[-1]) == (0, member.email, "reset_second_factors")


def test_where_nothing_is_lost_there_is_nothing_to_press(member: Person, secretariat: Client) -> None:
    address = reverse("secretariat:reset_second_factors", args=[Membership.objects.get(person=member).pk])
    page = secretariat.get(address).content.decode()
    assert ("Personen har ingen af dem" in page, 'data-variant="danger"' in page) == (True, False)


@pytest.fixture
def alone(now: datetime, db: None) -> Person:
    """Somebody who acts for no organisation and has lost the telephone."""
    person = register_person("alene@egen.example", name="Ane Lund", is_verified=True, now=now)
    add_app(person)
    return person


def test_secretariat_finds_somebody_without_an_organisation_by_the_whole_address(
    alone: Person, member: Person, secretariat: Client
) -> None:
    page = reverse("secretariat:people")
    reset = reverse("secretariat:reset_of_person", args=[alone.pk])
    found = [
        reset in secretariat.get(page, {"q": text}).content.decode() for text in ("ALENE@egen.example ", "alene", "")
    ]
    assert found == [True, False, False]
    assert member.name not in secretariat.get(page, {"q": member.email}).content.decode()


def test_secretariat_lets_somebody_in_who_has_no_organisation(alone: Person, secretariat: Client) -> None:
    address = reverse("secretariat:reset_of_person", args=[alone.pk])
    assert "Sørg først for at vide, hvem det er" in secretariat.get(address).content.decode()
    told = secretariat.post(address, follow=True).content.decode()
    assert "Ane Lund logger ind med adgangskode eller kode på e-mail alene" in told
    assert (Authenticator.objects.count(), letters()[-1][0], verbs()[-1]) == (0, alone.email, "reset_second_factors")


def test_who_acts_for_an_organisation_is_found_with_it_alone(member: Person, secretariat: Client) -> None:
    add_app(member)
    address = reverse("secretariat:reset_of_person", args=[member.pk])
    assert (secretariat.get(address).status_code, secretariat.post(address).status_code) == (404, 404)
    assert Authenticator.objects.count() == 1


def test_secretariat_erases_who_asked_for_it_by_writing_the_address(
    manager: Person, member: Person, secretariat: Client
) -> None:
    address = reverse("secretariat:erase", args=[manager.pk])
    assert (
        address in secretariat.get(reverse("secretariat:member", args=[manager.memberships.get().pk])).content.decode()
    )
    assert "Ingen er tilbage, der bestemmer for Boligselskabet Nord" in secretariat.get(address).content.decode()
    email = manager.email
    wrong = secretariat.post(address, {"email": member.email}).content.decode()
    manager.refresh_from_db()
    assert ("Det er ikke personens adresse." in wrong, member.email in wrong, manager.erased_at) == (True, True, None)
    assert secretariat.post(address, {"email": f" {email.upper()} "}).status_code == 302
    manager.refresh_from_db()
    assert (manager.erased_at is not None, letters()[-1][0], "erase_person" in verbs()) == (True, email, True)
    assert secretariat.get(address).status_code == 404


def test_the_last_of_the_secretariat_erases_not_oneself(secretariat: Client) -> None:
    own = Person.objects.get(memberships__role="secretariat")
    told = secretariat.post(reverse("secretariat:erase", args=[own.pk]), {"email": own.email}).content.decode()
    own.refresh_from_db()
    assert ("Der er ingen andre i sekretariatet." in told, own.erased_at) == (True, None)


def test_nobody_else_erases_by_that_page(
    manager: Person, member: Person, client_of: Callable[[Person], Client]
) -> None:
    address = reverse("secretariat:erase", args=[member.pk])
    assert client_of(manager).post(address, {"email": member.email}).status_code == 404
