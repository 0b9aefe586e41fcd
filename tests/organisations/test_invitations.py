"""Asked in by e-mail: the link works once, for a while, and for the one who was asked."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.organisations.actions import (
    accept_invitation,
    add_member,
    end_membership,
    erase_person,
    invite,
    register_person,
    send_invitation_again,
    withdraw_invitation,
)
from maskinrum.organisations.actions import invitations as acts
from maskinrum.organisations.actions import letters as letters_module
from maskinrum.organisations.enums import InvitationState, Role
from maskinrum.organisations.models import Invitation, Membership, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import state_of, viewer_of
from maskinrum.shared.errors import DomainError
from maskinrum.shared.mail import is_still_right
from maskinrum.shared.models import OutboxMail
from maskinrum.shared.tokens import digest_of

Browser = Callable[[Person | None], Client]
EMAIL = "anna@nord.example"


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is written to people, with the links in it."""
    written: list[dict[str, Any]] = []
    send: Callable[..., Any] = letters_module.send_letter

    def send_letter(name: str, **letter: Any) -> OutboxMail:
        written.append({"name": name, **letter, "token": letter["context"]["link"].rstrip("/").rpartition("/")[2]})
        mail: OutboxMail = send(name, **letter)
        return mail

    monkeypatch.setattr(acts, "send_letter", send_letter)
    return written


@pytest.fixture
def invitation(organisation: Organisation, manager: Person, letters: list[dict[str, Any]]) -> Invitation:
    """Anna is asked to act for the organisation, just now."""
    return invite(
        organisation, email=f" {EMAIL.upper()} ", role="member", viewer=viewer_of(manager), now=timezone.now()
    )


@pytest.fixture
def anna(invitation: Invitation, now: datetime) -> Person:
    """The one who was asked, with an account."""
    return register_person(EMAIL, name="Anna", is_verified=True, now=now)


def page(token: str) -> str:
    return reverse("joining:invitation", args=[token])


def test_the_letter_goes_to_the_address_with_a_link_whose_token_is_not_kept(
    invitation: Invitation, letters: list[dict[str, Any]]
) -> None:
    token = letters[0]["token"]
    assert (letters[0]["to"], invitation.token_digest) == (EMAIL, digest_of(token))
    assert token not in str(list(Invitation.objects.values()))


def test_the_one_who_was_asked_says_yes(
    anna: Person, letters: list[dict[str, Any]], client_of: Browser, organisation: Organisation
) -> None:
    browser = client_of(anna)
    assert browser.get(page(letters[0]["token"])).status_code == 200
    answer = browser.post(reverse("joining:accept", args=[letters[0]["token"]]), follow=True)
    anna.refresh_from_db()
    assert (viewer_of(anna).organisation, answer.redirect_chain[-1][0]) == (
        organisation.pk,
        reverse("organisation:home"),
    )


def test_the_link_works_once(anna: Person, letters: list[dict[str, Any]], client_of: Browser, outsider: Person) -> None:
    client_of(anna).post(reverse("joining:accept", args=[letters[0]["token"]]))
    assert client_of(anna).get(page(letters[0]["token"])).status_code == 302
    answer = client_of(outsider).get(page(letters[0]["token"]))
    assert answer.status_code == 410
    assert "Invitationen er brugt" in answer.content.decode()


def test_another_person_gets_nothing_by_the_link(
    invitation: Invitation, letters: list[dict[str, Any]], client_of: Browser, outsider: Person
) -> None:
    answer = client_of(outsider).get(page(letters[0]["token"]))
    client_of(outsider).post(reverse("joining:accept", args=[letters[0]["token"]]))
    assert "sendt til en anden adresse" in answer.content.decode()
    assert EMAIL not in answer.content.decode()
    assert not Membership.objects.filter(person=outsider, organisation=invitation.organisation).exists()


def test_an_unverified_address_is_nobodys(invitation: Invitation, now: datetime) -> None:
    person = register_person(EMAIL, now=now)
    with pytest.raises(DomainError):
        accept_invitation(invitation, person=person, viewer=viewer_of(person), now=timezone.now())


def test_an_invitation_that_has_run_out_lets_nobody_in(
    anna: Person, invitation: Invitation, letters: list[dict[str, Any]], client_of: Browser
) -> None:
    Invitation.objects.update(expires_at=timezone.now())
    answer = client_of(anna).get(page(letters[0]["token"]))
    assert (answer.status_code, "Invitationen er udl" in answer.content.decode()) == (410, True)
    with pytest.raises(DomainError):
        accept_invitation(invitation, person=anna, viewer=viewer_of(anna), now=timezone.now())


def test_a_withdrawn_invitation_lets_nobody_in(
    anna: Person, invitation: Invitation, manager: Person, letters: list[dict[str, Any]], client_of: Browser
) -> None:
    withdraw_invitation(invitation, viewer=viewer_of(manager), now=timezone.now())
    answer = client_of(anna).get(page(letters[0]["token"]))
    assert (answer.status_code, "trukket tilbage" in answer.content.decode()) == (410, True)
    client_of(anna).post(reverse("joining:accept", args=[letters[0]["token"]]))
    assert not anna.memberships.exists()


@pytest.mark.parametrize("what", ["withdrawn", "sent again", "accepted", "waits"])
def test_a_letter_that_has_not_gone_yet_goes_only_while_its_link_opens_something(
    what: str, anna: Person, invitation: Invitation, manager: Person
) -> None:
    [letter], viewer, now = OutboxMail.objects.filter(to=EMAIL), viewer_of(manager), timezone.now()
    if what == "withdrawn":
        withdraw_invitation(invitation, viewer=viewer, now=now)
    if what == "sent again":
        send_invitation_again(invitation, viewer=viewer, now=now)
    if what == "accepted":
        accept_invitation(invitation, person=anna, viewer=viewer_of(anna), now=now)
    newest = OutboxMail.objects.filter(to=EMAIL, kind="invitation").latest("created_at")
    assert is_still_right(letter) == (what == "waits")
    assert is_still_right(newest) == (what in {"waits", "sent again"})


def test_sent_again_only_the_new_link_works(
    anna: Person, invitation: Invitation, manager: Person, letters: list[dict[str, Any]], client_of: Browser
) -> None:
    later = timezone.now() + timedelta(days=3)
    again = send_invitation_again(invitation, viewer=viewer_of(manager), now=later)
    old, new = (letter["token"] for letter in letters)
    assert [client_of(anna).get(page(token)).status_code for token in (old, new)] == [410, 200]
    assert again.expires_at == later + timedelta(days=14)


def test_somebody_new_signs_up_and_is_in(
    invitation: Invitation, letters: list[dict[str, Any]], client_of: Browser, organisation: Organisation
) -> None:
    browser, link = client_of(None), page(letters[0]["token"])
    browser.get(link)
    browser.post(reverse("account_signup") + f"?next={link}", {"email": EMAIL, "password1": "en lang adgangskode"})
    code = re.search(r"[BCDFGHJKLMNPQRSTVWXYZ]{4}-[BCDFGHJKLMNPQRSTVWXYZ]{4}", str(mail.outbox[-1].body))
    assert code is not None, mail.outbox[-1].body
    answer = browser.post(reverse("account_email_verification_sent"), {"code": code.group()}, follow=True)
    person = Person.objects.get(email=EMAIL)
    assert viewer_of(person).organisation == organisation.pk
    assert organisation.name in answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("organisation:home")


def test_whoever_signs_in_with_another_address_is_not_let_in(
    invitation: Invitation, letters: list[dict[str, Any]], client_of: Browser, outsider: Person
) -> None:
    browser = client_of(None)
    browser.get(page(letters[0]["token"]))
    browser.post(reverse("account_login"), {"login": outsider.email, "password": "en lang adgangskode"})
    assert outsider.memberships.count() == 1


def test_an_address_is_asked_once_at_a_time(invitation: Invitation, manager: Person) -> None:
    with pytest.raises(DomainError) as refusal:
        invite(invitation.organisation, email=EMAIL, role="member", viewer=viewer_of(manager), now=timezone.now())
    assert refusal.value.field == "email"


def test_after_one_has_run_out_the_address_is_asked_anew(invitation: Invitation, manager: Person) -> None:
    later = timezone.now() + timedelta(days=15)
    made = invite(invitation.organisation, email=EMAIL, role="member", viewer=viewer_of(manager), now=later)
    assert [state_of(one, now=later) for one in (Invitation.objects.get(pk=invitation.pk), made)] == [
        InvitationState.WITHDRAWN,
        InvitationState.OPEN,
    ]


def test_who_belongs_already_is_not_asked(organisation: Organisation, manager: Person, member: Person) -> None:
    with pytest.raises(DomainError):
        invite(organisation, email=member.email, role="member", viewer=viewer_of(manager), now=timezone.now())


@pytest.mark.parametrize(("who", "role"), [("member", "member"), ("outsider", "member"), ("manager", "secretariat")])
def test_nobody_asks_without_the_right(
    who: str, role: str, organisation: Organisation, request: pytest.FixtureRequest
) -> None:
    viewer = viewer_of(request.getfixturevalue(who))
    with pytest.raises(DomainError):
        invite(organisation, email=EMAIL, role=role, viewer=viewer, now=timezone.now())


def test_an_organisation_sends_no_more_than_a_days_letters(
    organisation: Organisation, manager: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts, "MOST_A_DAY", 2)
    viewer, now = viewer_of(manager), timezone.now()
    made = invite(organisation, email="a@x.example", role="member", viewer=viewer, now=now)
    send_invitation_again(made, viewer=viewer, now=now)
    with pytest.raises(DomainError):
        invite(organisation, email="b@x.example", role="member", viewer=viewer, now=now)
    tomorrow = now + timedelta(days=1, seconds=1)
    assert invite(organisation, email="b@x.example", role="member", viewer=viewer, now=tomorrow)


def test_a_settled_invitation_is_not_withdrawn(invitation: Invitation, anna: Person, manager: Person) -> None:
    accept_invitation(invitation, person=anna, viewer=viewer_of(anna), now=timezone.now())
    with pytest.raises(DomainError):
        withdraw_invitation(invitation, viewer=viewer_of(manager), now=timezone.now())


def test_who_belongs_already_keeps_the_role(invitation: Invitation, anna: Person, now: datetime) -> None:
    add_member(anna, organisation=invitation.organisation, role=Role.MANAGER, viewer=OPERATOR, now=now)
    accept_invitation(invitation, person=anna, viewer=viewer_of(anna), now=timezone.now())
    assert anna.memberships.get().role == "manager"


@pytest.mark.parametrize("way", [end_membership, erase_person])
def test_whoever_leaves_as_the_last_takes_the_invitations_along(
    way: Callable[..., object], invitation: Invitation, anna: Person, manager: Person, now: datetime
) -> None:
    leaving = manager.memberships.get() if way is end_membership else manager
    way(leaving, viewer=viewer_of(manager), now=now)
    with pytest.raises(DomainError):
        accept_invitation(invitation, person=anna, viewer=viewer_of(anna), now=now)
    assert not Membership.objects.exists()


def test_the_first_who_is_let_in_decides_and_is_told(
    other_organisation: Organisation, letters: list[dict[str, Any]], client_of: Browser, now: datetime
) -> None:
    invite(other_organisation, email=EMAIL, role="member", viewer=OPERATOR, now=timezone.now())
    anna = register_person(EMAIL, name="Anna", is_verified=True, now=now)
    browser = client_of(anna)
    shown = browser.post(reverse("joining:accept", args=[letters[0]["token"]]), follow=True)
    assert Membership.objects.get().role == Role.MANAGER
    assert "som leder: ingen andre bestemmer" in shown.content.decode()


def test_erasing_the_person_forgets_the_address_of_the_invitation(invitation: Invitation, anna: Person) -> None:
    erase_person(anna, viewer=OPERATOR, now=timezone.now())
    assert Invitation.objects.get().email == ""


def test_the_pages_invite_send_again_and_withdraw(manager: Person, client_of: Browser) -> None:
    browser = client_of(manager)
    browser.post(reverse("organisation:invite"), {"email": EMAIL, "role": "facilitator"})
    key = Invitation.objects.get().pk
    assert EMAIL in browser.get(reverse("organisation:home")).content.decode()
    browser.post(reverse("organisation:invite_again", args=[key]))
    browser.post(reverse("organisation:withdraw", args=[key]))
    assert (
        EMAIL
        not in browser.get(reverse("organisation:home")).content.decode().partition("<main")[2].partition("</main")[0]
    )


def test_bad_input_keeps_what_was_typed(manager: Person, client_of: Browser) -> None:
    answer = client_of(manager).post(reverse("organisation:invite"), {"email": "ikke en adresse", "role": "chef"})
    assert 'value="ikke en adresse"' in answer.content.decode()
    assert not Invitation.objects.exists()
