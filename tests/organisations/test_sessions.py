"""Where a person is signed in: the list, and how it ends."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.organisations.queries import mark_of, sessions_left_behind
from maskinrum.shared.devices import device_in_words
from maskinrum.shared.privacy import clocks
from tests.organisations.factors import seen_in
from tests.organisations.test_sign_in import PASSWORD, is_signed_in, sign_in

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"
ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/141.0.0.0 Mobile Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0"


def signed_in(person: Person, user_agent: str) -> Client:
    """A browser of this kind in which the person has signed in."""
    browser = Client(headers={"user-agent": user_agent})
    sign_in(browser, person.email)
    return browser


def listed(browser: Client) -> str:
    return browser.get(reverse("organisations:sessions")).content.decode()


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox på Windows"),
        (IPHONE, "Safari på iPhone"),
        (ANDROID, "Chrome på Android"),
        (EDGE, "Edge på Windows"),
        ("Firefox/140.0", "Firefox"),
        ("curl/8.0", "Ukendt browser"),
        ("", "Ukendt browser"),
        ("<script>alert(1)</script>", "Ukendt browser"),
    ],
)
def test_browser_is_told_in_words(user_agent: str, words: str) -> None:
    assert device_in_words(user_agent) == words


def test_list_tells_every_browser_and_marks_this_one(member: Person) -> None:
    here = signed_in(member, FIREFOX)
    signed_in(member, IPHONE)
    page = listed(here)
    marked = ["Firefox på Windows</b> <span" in page, "Safari på iPhone</b> <span" in page]
    assert (page.count("Sidst set"), marked) == (2, [True, False])


def test_sessions_of_others_are_not_listed(member: Person, outsider: Person) -> None:
    here = signed_in(member, FIREFOX)
    signed_in(outsider, IPHONE)
    assert "iPhone" not in listed(here)


def test_session_that_has_run_out_is_not_listed(member: Person) -> None:
    here = signed_in(member, FIREFOX)
    old = seen_in(member, IPHONE, key="old")
    Session.objects.filter(session_key=old.session_key).update(expire_date=timezone.now() - timedelta(days=1))
    assert "iPhone" not in listed(here)


def test_list_takes_as_many_queries_for_three_as_for_one(
    member: Person, assert_constant_queries: Callable[..., None]
) -> None:
    here = signed_in(member, FIREFOX)
    made = iter(range(9))

    def make(count: int) -> None:
        for _ in range(count):
            seen_in(member, IPHONE, key=f"key-{next(made)}")

    assert_constant_queries(make, lambda: here.get(reverse("organisations:sessions")))


def test_one_session_is_ended_and_no_other(member: Person) -> None:
    here, there, elsewhere = (signed_in(member, agent) for agent in (FIREFOX, IPHONE, ANDROID))
    row = UserSession.objects.get(user_agent=IPHONE)
    here.post(reverse("organisations:end_session", kwargs={"mark": mark_of(row)}))
    assert [is_signed_in(browser) for browser in (here, there, elsewhere)] == [True, False, True]
    assert AuditEvent.objects.first().verb == "end_session"  # type: ignore[union-attr]


def test_session_of_another_is_not_ended(member: Person, outsider: Person) -> None:
    here, there = signed_in(member, FIREFOX), signed_in(outsider, IPHONE)
    mark = mark_of(UserSession.objects.get(user_agent=IPHONE))
    assert here.post(reverse("organisations:end_session", kwargs={"mark": mark})).status_code == 404
    assert is_signed_in(there)


def test_all_other_sessions_are_ended(member: Person, outsider: Person) -> None:
    here, there, elsewhere = (signed_in(member, agent) for agent in (FIREFOX, IPHONE, ANDROID))
    stranger = signed_in(outsider, IPHONE)
    here.post(reverse("organisations:end_other_sessions"))
    assert [is_signed_in(browser) for browser in (here, there, elsewhere, stranger)] == [True, False, False, True]


def test_new_password_ends_all_others_and_empties_the_list(member: Person) -> None:
    here, there = signed_in(member, FIREFOX), signed_in(member, IPHONE)
    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "noget helt andet"})
    assert (is_signed_in(here), is_signed_in(there)) == (True, False)
    page = listed(here)
    assert ("iPhone" in page, "Firefox på Windows</b> <span" in page) == (False, True)


def test_use_of_a_session_is_noted_every_ten_minutes(member: Person) -> None:
    here = signed_in(member, FIREFOX)
    is_signed_in(here)
    long_ago = timezone.now() - timedelta(days=3)
    UserSession.objects.update(last_seen_at=long_ago)
    is_signed_in(here)
    assert UserSession.objects.get().last_seen_at == long_ago
    session = here.session
    session["seen_at"] = long_ago.timestamp()
    session.save()
    here.get(reverse("organisations:me"), REMOTE_ADDR="192.0.2.9")
    seen = UserSession.objects.get()
    assert (seen.last_seen_at > long_ago, seen.ip) == (True, "192.0.2.9")


def test_page_for_nobody_notes_nothing(db: None, client: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("front"))
    assert [query["sql"] for query in captured.captured_queries if "usersession" in query["sql"]] == []


def test_session_opened_before_it_was_listed_is_listed_from_its_next_page(
    member: Person, client_of: Callable[[Person], Client], now: datetime
) -> None:
    browser = client_of(member)
    assert not UserSession.objects.exists()
    browser.get(reverse("organisations:me"))
    assert "Her</span>" in listed(browser)


def test_trace_of_a_session_goes_when_the_session_is_over(member: Person) -> None:
    signed_in(member, FIREFOX)
    signed_in(member, IPHONE).post(reverse("account_logout"))
    left = sessions_left_behind(timezone.now())
    assert list(left.values_list("user_agent", flat=True)) == [IPHONE]
    assert clocks()["usersessions_usersession"].remove(left) == 1
    assert UserSession.objects.get().user_agent == FIREFOX
