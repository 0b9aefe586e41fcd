"""The page about oneself, the name in the header, and that every page of allauth is ours."""

from collections.abc import Callable
from pathlib import Path

import allauth.account
import pytest
from django.db import connection
from django.template.backends.django import Template
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import maskinrum.organisations
from maskinrum.organisations.context_processors import acting_for
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of

THEIRS = Path(allauth.account.__path__[0]).parent / "templates"
OURS = Path(maskinrum.organisations.__path__[0]) / "templates"
# Never shown under our settings: telephone, sign-up by passkey, links instead of codes, closed sign-up, several
# addresses, and pages that our own stand in for.
UNREACHABLE = {
    "account/confirm_phone_verification_code.html",
    "account/email.html",
    "account/email_confirm.html",
    "account/password_reset_done.html",
    "account/phone_change.html",
    "account/signup_by_passkey.html",
    "account/signup_closed.html",
    "account/verification_sent.html",
    "account/verified_email_required.html",
    "account/email/email_confirm_message.txt",
    "account/email/email_confirm_subject.txt",
    "account/email/password_reset_key_message.txt",
    "account/email/password_reset_key_subject.txt",
    "account/messages/phone_verification_sent.txt",
    "account/messages/phone_verified.txt",
    "mfa/index.html",
    "mfa/trust.html",
    "mfa/recovery_codes/download.txt",
    "mfa/webauthn/authenticator_confirm_delete.html",
    "mfa/webauthn/authenticator_list.html",
    "mfa/webauthn/edit_form.html",
    "mfa/webauthn/signup_form.html",
    "mfa/email/webauthn_removed_message.txt",
    "mfa/email/webauthn_removed_subject.txt",
    "mfa/messages/webauthn_removed.txt",
}
ALL = {path.relative_to(THEIRS).as_posix() for part in ("account", "mfa") for path in THEIRS.glob(f"{part}/**/*.*")}
PARTS = {name for name in ALL if "/snippets/" in name or Path(name).name.startswith("base")}
REACHABLE = sorted(ALL - PARTS - UNREACHABLE)


@pytest.mark.parametrize("name", REACHABLE)
def test_template_that_can_be_shown_is_ours(name: str) -> None:
    template = get_template(name)
    assert isinstance(template, Template)
    assert Path(template.origin.name) == OURS / name


def test_page_about_oneself_tells_name_organisation_and_role(
    manager: Person, client_of: Callable[[Person], Client]
) -> None:
    page = client_of(manager).get(reverse("organisations:me")).content.decode()
    assert [word in page for word in ("Bo Lind", "bo@nord.example", "Boligselskabet Nord", "Leder")] == [True] * 4
    assert "Du hører endnu ikke til en organisation" not in page


def test_page_about_oneself_tells_a_newcomer_what_is_missing_and_what_can_be_done(
    newcomer: Person, client_of: Callable[[Person], Client]
) -> None:
    page = client_of(newcomer).get(reverse("organisations:me")).content.decode()
    assert "Du hører endnu ikke til en organisation" in page
    assert f'href="{reverse("decisions:index")}"' in page


def test_name_of_the_organisation_is_read_only_when_shown(member: Person, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.viewer = viewer_of(member)  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as before:
        name = acting_for(request)["acting_for"]
    assert len(before) == 0
    assert str(name) == "Boligselskabet Nord"


def test_nobody_acts_for_no_organisation(rf: RequestFactory) -> None:
    assert not acting_for(rf.get("/"))["acting_for"]


def test_page_for_nobody_reads_nothing_from_the_database(db: None, client: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("account_login"))
    assert [query["sql"] for query in captured.captured_queries] == []
