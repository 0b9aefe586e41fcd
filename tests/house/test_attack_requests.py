"""Strange requests: other hosts, other methods, too many fields, and ways out of the site."""

from http import HTTPStatus

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from maskinrum.organisations.models import Person
from tests.conftest import PASSWORD

AWAY = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "https:/evil.example/",
    "https:evil.example/",
    "\thttps://evil.example/",
    "/\t/evil.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://testserver@evil.example/",
    "//testserver.evil.example/",
    "https://testserver:80@evil.example/",
)


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:80@evil", "", "a b", "[::1"])
def test_a_host_that_is_not_ours_is_refused(host: str, db: None) -> None:
    answer = Client(raise_request_exception=False).get("/", HTTP_HOST=host)
    assert (answer.status_code, b"evil.example" in answer.content) == (400, False)


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL"])
def test_no_other_header_says_what_the_site_is_called_or_what_is_asked_for(header: str, db: None) -> None:
    page = Client().get(reverse("about"), headers={header: "host=evil.example"}).content.decode()
    assert ("evil.example" in page, "<h1" in page) == (False, True)


def test_nothing_a_sender_writes_makes_a_request_encrypted_where_no_proxy_stands(db: None) -> None:
    answer = Client().post(reverse("colour_scheme"), {"scheme": "dark"}, headers={"X-Forwarded-Proto": "https"})
    assert settings.SECURE_PROXY_SSL_HEADER is None
    assert not any(cookie["secure"] for cookie in answer.cookies.values())


def leads_away(answer: HttpResponse) -> bool:
    """Whether a browser would leave the site: only a path of ours may stand there."""
    target = answer.headers.get("Location", "/")
    return not target.startswith("/") or target[1:2] in {"/", "\\", "\t"} or "evil" in target.partition("?")[0]


@pytest.mark.parametrize("target", AWAY)
def test_no_address_leads_away(target: str, member: Person) -> None:
    """Signing in, showing once more who one is, signing out, and choosing colours lead on to where was said."""
    browser = Client(raise_request_exception=False)
    asked = {"next": target}
    signed_in = browser.post(reverse("account_login"), {"login": member.email, "password": PASSWORD, **asked})
    answers = {
        "sign in": signed_in,
        "signed in": browser.get(reverse("account_login"), asked),
        "once more": browser.post(reverse("account_reauthenticate"), {"password": PASSWORD, **asked}),
        "colours": browser.post(reverse("colour_scheme"), {"scheme": "dark", **asked}),
        "sign out": browser.post(reverse("account_logout"), asked),
    }
    assert {name for name, answer in answers.items() if leads_away(answer)} == set()  # type: ignore[arg-type]
    assert {
        name: answer.status_code for name, answer in answers.items() if answer.status_code != HTTPStatus.FOUND
    } == {}


def test_more_fields_than_any_form_has_are_refused_unread(db: None) -> None:
    body = "&".join("a=1" for _ in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    answer = Client().post(reverse("account_login"), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_of_two_fields_of_one_name_neither_joins_the_other(member: Person) -> None:
    browser = Client()
    asked = f"login=x@y.example&login={member.email}&password=x&password={PASSWORD.replace(' ', '+')}"
    browser.post(reverse("account_login"), asked, content_type="application/x-www-form-urlencoded")
    assert browser.session.get("_auth_user_id") == str(member.pk)
