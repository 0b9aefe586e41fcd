"""Signing up, in and out, as a person does it in a browser."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation

from maskinrum.organisations.actions import register_person
from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import sessions_mentioning, viewer_of
from tests.conftest import NOW

PASSWORD = "en lang adgangskode"
Outbox = list[EmailMessage]

pytestmark = pytest.mark.django_db


def code_in(message: EmailMessage) -> str:
    [code] = re.findall(r"^[A-Z]{4}-[A-Z]{4}$", str(message.body), re.MULTILINE)
    return str(code)


def is_signed_in(browser: Client) -> bool:
    return browser.get(reverse("organisations:me")).status_code == 200


def sign_in(browser: Client, email: str, password: str = PASSWORD) -> HttpResponse:
    return browser.post(reverse("account_login"), {"login": email, "password": password})  # type: ignore[return-value]


def test_sign_up_makes_a_person_without_organisation_after_the_code(client: Client, mailoutbox: Outbox) -> None:
    answer = client.post(reverse("account_signup"), {"email": "Ny@Nord.example", "password1": PASSWORD})
    assert answer.headers["Location"] == reverse("account_email_verification_sent")
    assert not is_signed_in(client)
    answer = client.post(reverse("account_email_verification_sent"), {"code": code_in(mailoutbox[0])})
    assert answer.headers["Location"] == reverse("organisations:me")
    person = Person.objects.get()
    assert (person.email, viewer_of(person)) == ("ny@nord.example", Viewer(person=person.pk))
    assert EmailAddress.objects.get().email == "ny@nord.example"
    assert "organisation" in client.get(answer.headers["Location"]).content.decode()


def test_password_of_a_sign_up_works_after_the_code(client: Client, mailoutbox: Outbox) -> None:
    client.post(reverse("account_signup"), {"email": "ny@nord.example", "password1": PASSWORD})
    client.post(reverse("account_email_verification_sent"), {"code": code_in(mailoutbox[0])})
    later = Client()
    sign_in(later, "ny@nord.example")
    assert is_signed_in(client)
    assert is_signed_in(later)


def thief_signs_up_with_address_of(email: str) -> None:
    Client().post(reverse("account_signup"), {"email": email, "password1": PASSWORD})


def old_sign_up_with_address_of(email: str) -> None:
    person = register_person(email, password=PASSWORD, now=NOW)
    EmailAddress.objects.create(user=person, email=email, verified=False, primary=True)


@pytest.mark.parametrize("somebody_else", [thief_signs_up_with_address_of, old_sign_up_with_address_of])
@pytest.mark.parametrize(
    ("ask", "confirm"),
    [
        ("account_request_login_code", "account_confirm_login_code"),
        ("account_reset_password", "account_confirm_password_reset_code"),
    ],
)
def test_password_chosen_by_somebody_else_never_works(
    somebody_else: Callable[[str], None], ask: str, confirm: str, client: Client, mailoutbox: Outbox
) -> None:
    somebody_else("offer@nord.example")
    client.post(reverse(ask), {"email": "offer@nord.example"})
    client.post(reverse(confirm), {"code": code_in(mailoutbox[-1])})
    assert EmailAddress.objects.get().verified
    thief = Client()
    sign_in(thief, "offer@nord.example")
    assert not is_signed_in(thief)


def test_code_signs_in_whoever_signed_up_elsewhere(client: Client, mailoutbox: Outbox) -> None:
    thief_signs_up_with_address_of("offer@nord.example")
    client.post(reverse("account_request_login_code"), {"email": "offer@nord.example"})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[-1])})
    assert is_signed_in(client)


def test_sign_up_is_logged_without_an_actor(client: Client) -> None:
    client.post(reverse("account_signup"), {"email": "ny@nord.example", "password1": PASSWORD})
    assert list(AuditEvent.objects.values_list("verb", "actor")) == [("register_person", None)]


def test_sign_up_in_english_remembers_the_language(client: Client, mailoutbox: Outbox) -> None:
    with translation.override("en"):
        address = reverse("account_signup")
    client.post(address, {"email": "ny@nord.example", "password1": PASSWORD})
    assert (Person.objects.get().language, mailoutbox[0].subject) == ("en", "Confirm your address for Maskinrum")


def test_danish_sign_up_writes_danish(client: Client, mailoutbox: Outbox) -> None:
    client.post(reverse("account_signup"), {"email": "ny@nord.example", "password1": PASSWORD})
    assert mailoutbox[0].subject == "Bekræft din e-mail i Maskinrum"


@pytest.mark.parametrize("page", ["account_signup", "account_request_login_code", "account_reset_password"])
def test_address_longer_than_can_be_kept_is_refused(page: str, client: Client) -> None:
    typed = {"email": f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.example", "password1": PASSWORD}
    answer = client.post(reverse(page), typed)
    assert answer.status_code == 200
    assert "for langt til at være en e-mailadresse" in answer.content.decode()


def test_erasure_removes_a_sign_in_begun_with_danish_letters(client: Client, now: datetime) -> None:
    person = register_person("leder@østerbro.example", now=now)
    session = SessionStore()
    session["email"] = person.email
    session.save()
    assert [found.session_key for found in sessions_mentioning(person)] == [session.session_key]


def test_a_session_is_found_by_what_it_holds_however_it_is_written(
    now: datetime,
) -> None:
    person = register_person("leder@nord.example", now=now)
    other = SessionStore()
    other["email"] = "leder@syd.example"
    other.save()
    long = SessionStore()
    long["draft"] = {"text": "samme ord " * 500, "by": str(person.pk)}
    long.save()
    assert Session.objects.get(pk=long.session_key).session_data.startswith(".")
    Session.objects.create(session_key="unreadable", session_data="%%%:1:x", expire_date=now)
    Session.objects.create(session_key="broken", session_data=".eJw:1:x", expire_date=now)
    with override_settings(SECRET_KEY="another key than the one that signed" * 2):
        assert [found.session_key for found in sessions_mentioning(person)] == [long.session_key]


def test_sign_up_refuses_a_short_password(client: Client) -> None:
    client.post(reverse("account_signup"), {"email": "ny@nord.example", "password1": "kortkode123"})
    assert not Person.objects.exists()


def test_sign_up_with_a_known_address_answers_as_with_a_new_one(
    member: Person, client: Client, mailoutbox: Outbox
) -> None:
    pages = []
    for email in (member.email, "ny@nord.example"):
        browser = Client()
        answer = browser.post(reverse("account_signup"), {"email": email, "password1": PASSWORD}, follow=True)
        pages.append((answer.redirect_chain, without_secrets(answer.content.decode()).replace(email, "ADDRESS")))
    assert pages[0] == pages[1]
    assert [message.subject for message in mailoutbox] == ["Du har allerede en konto", "Bekræft din e-mail i Maskinrum"]


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password is hashed: what would tell by the clock who has an account."""

    count = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.count += 1
        return super().encode(password, salt)


@override_settings(PASSWORD_HASHERS=[f"{__name__}.CountingHasher"])
def test_sign_up_takes_as_long_with_a_known_address(member: Person) -> None:
    counts = []
    for email in ("ny@nord.example", member.email):
        CountingHasher.count = 0
        Client().post(reverse("account_signup"), {"email": email, "password1": PASSWORD})
        counts.append(CountingHasher.count)
    assert counts == [1, 1]


def without_secrets(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_password_signs_in_whatever_the_case_of_the_address(member: Person, client: Client) -> None:
    assert sign_in(client, "METTE@nord.example").status_code == 302
    assert is_signed_in(client)


def test_wrong_password_and_unknown_address_get_the_same_answer(member: Person) -> None:
    answers = [
        without_secrets(sign_in(Client(), email, "forkert kode 123").content.decode()).replace(email, "ADDRESS")
        for email in (member.email, "ukendt@nord.example")
    ]
    assert answers[0] == answers[1]


def test_code_signs_in(member: Person, client: Client, mailoutbox: Outbox) -> None:
    client.post(reverse("account_request_login_code"), {"email": member.email})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[0]).lower()})
    assert is_signed_in(client)


def test_code_works_in_the_browser_that_asked_and_in_no_other(member: Person, mailoutbox: Outbox) -> None:
    Client().post(reverse("account_request_login_code"), {"email": member.email})
    thief = Client()
    thief.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[0])})
    assert not is_signed_in(thief)


def test_third_wrong_code_ends_the_attempt(member: Person, client: Client, mailoutbox: Outbox) -> None:
    client.post(reverse("account_request_login_code"), {"email": member.email})
    for _ in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "XXXX-XXXX"})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[0])})
    assert not is_signed_in(client)


def test_unknown_address_asks_for_a_code_like_a_known_one(member: Person, mailoutbox: Outbox) -> None:
    pages = []
    for email in (member.email, "ukendt@nord.example"):
        answer = Client().post(reverse("account_request_login_code"), {"email": email}, follow=True)
        pages.append((answer.redirect_chain, without_secrets(answer.content.decode()).replace(email, "ADDRESS")))
    assert pages[0] == pages[1]
    assert [message.subject for message in mailoutbox] == [
        "Din kode til Maskinrum",
        "Der er ingen konto med denne e-mail",
    ]


@override_settings(ALLOWED_HOSTS=["*"])
@pytest.mark.parametrize(
    ("page", "typed", "path"),
    [
        ("account_signup", {"email": "mette@nord.example", "password1": PASSWORD}, "account_reset_password"),
        ("account_request_login_code", {"email": "ukendt@nord.example"}, "account_signup"),
    ],
)
def test_links_in_mails_lead_to_the_address_of_the_site(
    page: str, typed: dict[str, str], path: str, member: Person, client: Client, mailoutbox: Outbox
) -> None:
    client.post(reverse(page), typed, headers={"host": "evil.example"})
    links = re.findall(r"https?://\S+", str(mailoutbox[0].body))
    assert links == [f"{settings.ENVIRONMENT.base_url}{reverse(path)}"]


def test_forgotten_password_is_chosen_anew_with_a_code(member: Person, client: Client, mailoutbox: Outbox) -> None:
    client.post(reverse("account_reset_password"), {"email": member.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_in(mailoutbox[0])})
    client.post(reverse("account_complete_password_reset"), {"password1": "noget helt andet"})
    assert sign_in(client, member.email, "noget helt andet").status_code == 302
    assert is_signed_in(client)
    assert [message.subject for message in mailoutbox] == [
        "Din kode til en ny adgangskode",
        "Din adgangskode til Maskinrum er ændret",
    ]


def test_new_password_ends_sessions_elsewhere(member: Person, client_of: Callable[[Person], Client]) -> None:
    here, elsewhere = client_of(member), client_of(member)
    answer = here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "noget helt andet"})
    assert answer.headers["Location"] == reverse("organisations:me")
    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)


def test_person_without_password_chooses_one(client_of: Callable[[Person], Client], now: datetime) -> None:
    person = register_person("ny@nord.example", is_verified=True, now=now)
    client_of(person).post(reverse("account_set_password"), {"password1": PASSWORD})
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def ask_to_change_address(browser: Client, email: str) -> HttpResponse:
    """Ask for another address, and write the password when it is asked for."""
    answer = browser.post(reverse("account_email"), {"action_add": "", "email": email})
    return browser.post(answer.headers["Location"], {"password": PASSWORD})  # type: ignore[return-value]


def test_changing_the_address_asks_for_the_password_first(
    member: Person, client_of: Callable[[Person], Client], mailoutbox: Outbox
) -> None:
    answer = client_of(member).post(reverse("account_email"), {"action_add": "", "email": "mette@ny.example"})
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert mailoutbox == []


def test_new_address_counts_after_password_and_code(
    member: Person, client_of: Callable[[Person], Client], mailoutbox: Outbox
) -> None:
    browser = client_of(member)
    ask_to_change_address(browser, "Mette@Ny.example")
    browser.post(reverse("account_email_verification_sent"), {"code": code_in(mailoutbox[0])})
    assert Person.objects.get().email == "mette@ny.example"
    assert Person.objects.get().check_password(PASSWORD)
    assert [(message.to, message.subject) for message in mailoutbox] == [
        (["mette@ny.example"], "Bekræft din e-mail i Maskinrum"),
        (["mette@nord.example"], "Din e-mail i Maskinrum er ændret"),
    ]


def test_address_of_another_person_is_not_taken_over(
    member: Person, outsider: Person, client_of: Callable[[Person], Client], mailoutbox: Outbox
) -> None:
    browser = client_of(member)
    ask_to_change_address(browser, outsider.email)
    browser.post(reverse("account_email_verification_sent"), {"code": code_in(mailoutbox[0])})
    assert set(Person.objects.values_list("email", flat=True)) == {"mette@nord.example", "sara@syd.example"}


def test_following_a_link_signs_nobody_out(member: Person, client_of: Callable[[Person], Client]) -> None:
    browser = client_of(member)
    assert browser.get(reverse("account_logout")).status_code == 200
    assert is_signed_in(browser)


def test_button_signs_out(member: Person, client_of: Callable[[Person], Client]) -> None:
    browser = client_of(member)
    assert browser.post(reverse("account_logout")).headers["Location"] == reverse("front")
    assert not is_signed_in(browser)


def test_closed_account_is_not_signed_in(member: Person, client: Client) -> None:
    Person.objects.update(is_active=False)
    sign_in(client, member.email)
    assert not is_signed_in(client)


def test_sixth_wrong_password_locks_the_address_for_everybody(member: Person) -> None:
    for _ in range(5):
        sign_in(Client(), member.email, "forkert kode 123")
    browser = Client()
    sign_in(browser, member.email)
    assert not is_signed_in(browser)


def test_limit_per_sender_answers_with_a_page(client: Client) -> None:
    answers = [
        client.post(reverse("account_signup"), {"email": f"{number}@nord.example", "password1": "x"}).status_code
        for number in range(21)
    ]
    assert answers == [200] * 20 + [429]


def test_sign_in_leads_to_the_page_asked_for_but_never_elsewhere(member: Person, client: Client) -> None:
    there = f"{reverse('account_login')}?next=/mig/%3Fa=1"
    answer = client.post(there, {"login": member.email, "password": PASSWORD})
    assert answer.headers["Location"] == "/mig/?a=1"
    elsewhere = f"{reverse('account_login')}?next=https://evil.example/"
    answer = Client().post(elsewhere, {"login": member.email, "password": PASSWORD})
    assert answer.headers["Location"] == reverse("decisions:index")
