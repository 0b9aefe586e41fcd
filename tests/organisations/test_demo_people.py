"""Everybody knows the password of the demo people, so they are let in from the machine itself and nowhere else."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from maskinrum.organisations.actions import register_person
from maskinrum.organisations.models import Person

PASSWORD = "maskinrum-demo"
HERE = {"HTTP_HOST": "localhost:8000", "REMOTE_ADDR": "127.0.0.1"}
ALSO_HERE: dict[str, dict[str, str]] = {
    "by number": {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1"},
    "by IPv6": {"HTTP_HOST": "[::1]:8000", "REMOTE_ADDR": "::1"},
}
ELSEWHERE: dict[str, dict[str, str]] = {
    "another host": HERE | {"HTTP_HOST": "testserver"},
    "another sender": HERE | {"REMOTE_ADDR": "192.0.2.7"},
    "unknown sender": HERE | {"REMOTE_ADDR": ""},
    "proxy with X-Forwarded-For": HERE | {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    "proxy with Forwarded": HERE | {"HTTP_FORWARDED": "for=127.0.0.1"},
    "proxy with Via": HERE | {"HTTP_VIA": "1.1 proxy"},
}


@pytest.fixture(autouse=True)
def hosts(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]


@pytest.fixture(autouse=True)
def demo_person(hosts: None, db: None, now: datetime) -> Person:
    return register_person("leder@eksempel.example", password=PASSWORD, is_demo=True, is_verified=True, now=now)


def sign_in(way: dict[str, Any]) -> Client:
    browser = Client(**way)
    browser.post(reverse("account_login"), {"login": "leder@eksempel.example", "password": PASSWORD})
    return browser


def is_signed_in(browser: Client, **way: Any) -> bool:
    return browser.get(reverse("organisations:me"), **way).status_code == 200


@pytest.mark.parametrize("way", [HERE, *ALSO_HERE.values()], ids=["by name", *ALSO_HERE])
def test_password_lets_them_in_here(way: dict[str, Any]) -> None:
    assert is_signed_in(sign_in(way))


@pytest.mark.parametrize("way", ELSEWHERE.values(), ids=ELSEWHERE)
def test_password_lets_nobody_in_from_elsewhere(way: dict[str, Any]) -> None:
    browser = sign_in(way | {"REMOTE_ADDR": way["REMOTE_ADDR"] or "192.0.2.7"})
    assert not is_signed_in(browser, **HERE)


@pytest.mark.parametrize("way", ELSEWHERE.values(), ids=ELSEWHERE)
def test_session_opened_here_ends_when_seen_from_elsewhere(way: dict[str, Any]) -> None:
    browser = sign_in(HERE)
    assert not is_signed_in(browser, **way)
    assert not is_signed_in(browser, **HERE)


def test_site_with_a_public_address_lets_none_in(settings: Settings) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, base_url="https://maskinrum.example")
    assert not is_signed_in(sign_in(HERE))


@pytest.mark.parametrize(("way", "is_let_in"), [(HERE, True), (ELSEWHERE["another host"], False)])
def test_code_lets_them_in_only_here(way: dict[str, Any], is_let_in: bool, mailoutbox: list[EmailMessage]) -> None:
    browser = Client(**way)
    browser.post(reverse("account_request_login_code"), {"email": "leder@eksempel.example"})
    [code] = re.findall(r"^[A-Z]{4}-[A-Z]{4}$", str(mailoutbox[0].body), re.MULTILINE)
    browser.post(reverse("account_confirm_login_code"), {"code": code})
    assert is_signed_in(browser) == is_let_in


def test_others_are_let_in_from_everywhere(db: None, now: datetime) -> None:
    Person.objects.update(is_demo=False)
    assert is_signed_in(sign_in(ELSEWHERE["another sender"]))
