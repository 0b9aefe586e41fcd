"""Who may try how often: counted by address, whoever asks, without shutting the owner of an address out."""

import re
import time
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maskinrum.organisations.models import Person
from maskinrum.shared.browsers import COOKIE
from tests.organisations.factors import add_app, code_of
from tests.organisations.test_sign_in import PASSWORD, CountingHasher, code_in, is_signed_in, sign_in

pytestmark = pytest.mark.django_db
Outbox = list[EmailMessage]
UNKNOWN = "ukendt@nord.example"


def from_address(number: int) -> Client:
    """A browser somewhere else each time."""
    return Client(REMOTE_ADDR=f"198.51.{number // 250}.{number % 250 + 1}")


def attack(email: str, *, times: int) -> None:
    """Try wrong passwords from many places."""
    for number in range(times):
        sign_in(from_address(number), email, "forkert kode 123")


def ask(browser: Client, page: str, email: str) -> HttpResponse:
    return browser.post(reverse(page), {"email": email, "password1": PASSWORD})  # type: ignore[return-value]


def test_wrong_passwords_are_counted_by_address_whatever_the_sender(member: Person) -> None:
    attack(member.email, times=5)
    browser = from_address(99)
    sign_in(browser, member.email)
    assert not is_signed_in(browser)


@override_settings(ALLOWED_HOSTS=["*"])
def test_wrong_passwords_are_counted_whatever_the_site_is_called(member: Person) -> None:
    for number in range(5):
        browser = Client(REMOTE_ADDR=f"198.51.100.{number + 1}", SERVER_NAME=f"name{number}.example")
        sign_in(browser, member.email.upper(), "forkert kode 123")
    browser = from_address(99)
    sign_in(browser, member.email)
    assert not is_signed_in(browser)


def test_attack_keeps_no_known_browser_out(member: Person) -> None:
    browser = from_address(200)
    sign_in(browser, member.email)
    browser.post(reverse("account_logout"))
    attack(member.email, times=8)
    sign_in(browser, member.email)
    assert is_signed_in(browser)


def test_attack_keeps_nobody_from_a_mailed_code(member: Person, mailoutbox: Outbox) -> None:
    attack(member.email, times=8)
    browser = from_address(200)
    ask(browser, "account_request_login_code", member.email)
    browser.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[-1])})
    assert is_signed_in(browser)


def test_attack_is_over_after_five_minutes(member: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    attack(member.email, times=8)
    later = time.time() + 301
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: later)
    browser = from_address(200)
    sign_in(browser, member.email)
    assert is_signed_in(browser)


def test_known_browser_has_no_more_tries_than_others(member: Person) -> None:
    browser = from_address(200)
    sign_in(browser, member.email)
    browser.post(reverse("account_logout"))
    for _ in range(5):
        sign_in(browser, member.email, "forkert kode 123")
    sign_in(browser, member.email)
    assert not is_signed_in(browser)


def test_browser_known_to_one_is_unknown_to_another(member: Person, outsider: Person) -> None:
    browser = from_address(200)
    sign_in(browser, outsider.email)
    browser.post(reverse("account_logout"))
    attack(member.email, times=5)
    sign_in(browser, member.email)
    assert not is_signed_in(browser)


@pytest.mark.parametrize("forged", ["", "x", "eyJhIjoxfQ:1abc:zzz", "ø" * 10])
def test_forged_mark_of_a_browser_counts_for_nothing(forged: str, member: Person) -> None:
    attack(member.email, times=5)
    browser = from_address(200)
    browser.cookies[COOKIE] = forged
    sign_in(browser, member.email)
    assert not is_signed_in(browser)


def test_mark_of_a_browser_tells_no_address(member: Person, client: Client) -> None:
    answer = sign_in(client, member.email)
    mark = answer.cookies[COOKIE]
    assert (member.email in mark.value, mark["httponly"], mark["samesite"]) == (False, True, "Lax")


@pytest.mark.parametrize("email", ["mette@nord.example", UNKNOWN])
def test_address_gets_few_mails_whatever_is_asked_for_and_from_where(
    email: str, member: Person, mailoutbox: Outbox
) -> None:
    pages = ["account_request_login_code", "account_reset_password", "account_signup"]
    answers = [ask(from_address(number), pages[number % 3], email) for number in range(6)]
    assert (len(mailoutbox), [answer.status_code for answer in answers]) == (3, [302] * 3 + [200] * 3)
    assert "flere mails" in answers[-1].content.decode()


def test_address_gets_ten_mails_an_hour(member: Person, mailoutbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = time.time()
    for minute in range(20):
        now = begun + 60 * minute
        monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda now=now: now)
        ask(from_address(minute), "account_request_login_code", member.email)
    assert len(mailoutbox) == 10


def test_mails_asked_for_by_others_keep_no_known_browser_from_its_own(member: Person, mailoutbox: Outbox) -> None:
    browser = from_address(200)
    sign_in(browser, member.email)
    browser.post(reverse("account_logout"))
    for number in range(5):
        ask(from_address(number), "account_request_login_code", member.email)
    ask(browser, "account_request_login_code", member.email)
    browser.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[-1])})
    assert is_signed_in(browser)


def test_codes_of_the_app_are_counted_by_person_whatever_the_sender(member: Person) -> None:
    add_app(member)
    for number in range(5):
        browser = from_address(number)
        sign_in(browser, member.email)
        browser.post(reverse("mfa_authenticate"), {"code": "000000"})
    browser = from_address(99)
    sign_in(browser, member.email)
    browser.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert not is_signed_in(browser)


def test_twenty_wrong_codes_a_day_until_a_new_password(
    member: Person, mailoutbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_app(member)
    begun = time.time()
    for number in range(21):
        now = begun + 301 * number
        monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda now=now: now)
        browser = from_address(number)
        sign_in(browser, member.email)
        answer = browser.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "forkerte koder i dag" in answer.content.decode()
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: begun + 301 * 22)
    ask(browser, "account_reset_password", member.email)
    browser.post(reverse("account_confirm_password_reset_code"), {"code": code_in(mailoutbox[-1])})
    browser.post(reverse("account_complete_password_reset"), {"password1": "noget helt andet"})
    sign_in(browser, member.email, "noget helt andet")
    browser.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert is_signed_in(browser)


def test_passkeys_are_tried_ten_times_a_minute_from_one_place(db: None, client: Client) -> None:
    answers = [client.post(reverse("mfa_login_webauthn"), {"credential": "{}"}).status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]


def secretless(page: str, email: str) -> str:
    """A page without what differs at every visit."""
    without = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    return without.replace(email, "ADDRESS")


def told(answer: HttpResponse, email: str) -> tuple[object, ...]:
    """All that an answer tells: status, headers, cookies' names and words."""
    differing = {"Content-Length", "Set-Cookie", "Expires"}  # by the length of the address, the token and the clock
    headers = {name: value for name, value in answer.headers.items() if name not in differing}
    return answer.status_code, headers, sorted(answer.cookies), secretless(answer.content.decode(), email)


def login(browser: Client, email: str) -> HttpResponse:
    return sign_in(browser, email, "forkert kode 123")


def asking(page: str) -> Callable[[Client, str], HttpResponse]:
    return lambda browser, email: ask(browser, page, email)


WAYS = {
    "login": login,
    "code": asking("account_request_login_code"),
    "reset": asking("account_reset_password"),
    "signup": asking("account_signup"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("times", [1, 2, 4])
def test_known_and_unknown_address_are_told_the_same(way: str, times: int, member: Person, mailoutbox: Outbox) -> None:
    answers = []
    for place, email in enumerate((member.email, UNKNOWN)):
        mailoutbox.clear()
        for _ in range(times):
            browser = from_address(place)
            answer = WAYS[way](browser, email)
        pages = [told(answer, email)]
        if answer.status_code == 302:
            pages.append(told(browser.get(answer.headers["Location"]), email))  # type: ignore[arg-type]
        answers.append((pages, len(mailoutbox), {tuple(message.to) for message in mailoutbox} <= {(email,)}))
    assert answers[0] == answers[1]


@override_settings(PASSWORD_HASHERS=["tests.organisations.test_sign_in.CountingHasher"])
@pytest.mark.parametrize("way", WAYS)
def test_known_and_unknown_address_take_as_many_hashes(way: str, member: Person) -> None:
    Person.objects.all()[0].set_password(PASSWORD)
    counts = []
    for place, email in enumerate((member.email, UNKNOWN)):
        CountingHasher.count = 0
        WAYS[way](from_address(place), email)
        counts.append(CountingHasher.count)
    assert counts[0] == counts[1]


@pytest.mark.parametrize("way", ["login", "code", "reset"])
def test_known_and_unknown_address_take_nearly_as_many_queries(way: str, member: Person) -> None:
    counts = []
    for place, email in enumerate((member.email, UNKNOWN)):
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            WAYS[way](from_address(place), email)
        counts.append(len(captured))
    assert abs(counts[0] - counts[1]) <= 2, counts
