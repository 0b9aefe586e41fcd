"""A link that was sent to a wrong address opens nothing once the address is corrected."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.meetings.actions import (
    accept_offer,
    change_sign_up,
    correct_address,
    invite_to_meeting,
    remove_participant,
    sign_off,
)
from maskinrum.meetings.actions.letters import token_of as token_of_participant
from maskinrum.meetings.actions.salon_letters import token_of
from maskinrum.meetings.facts.salons import SignUpFacts
from maskinrum.meetings.models import SignUp
from maskinrum.meetings.queries import participant_of_token, sign_up_of_token
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.enums import MailState
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.meetings.holding import called
from tests.meetings.salon_making import joined, opened

pytestmark = pytest.mark.django_db
RIGHT = "anna@rigtig.example"


@pytest.fixture
def wrong(secretary: Person) -> SignUp:
    """A sign-up whose letter came back."""
    row = joined(opened(viewer_of(secretary)), "Anna")
    OutboxMail.objects.filter(to=row.email).update(state=MailState.GIVEN_UP)
    return row


def corrected(row: SignUp, secretary: Person, now: datetime, email: str = RIGHT) -> SignUp:
    """The same with another address."""
    return correct_address(row, email, viewer=viewer_of(secretary), now=now)


def test_the_former_link_opens_nothing_and_the_new_one_all(
    wrong: SignUp, secretary: Person, client: Client, now: datetime
) -> None:
    before = token_of(wrong)
    row = corrected(wrong, secretary, now)
    assert (sign_up_of_token(before), sign_up_of_token(token_of(row))) == (None, row)
    mail = OutboxMail.objects.get(to=RIGHT)
    assert (before in mail.text, token_of(row) in mail.text) == (False, True)
    for name in ("own", "leave", "feedback", "own_calendar"):
        assert client.get(reverse(f"salons:{name}", args=[before])).status_code == 410


def test_later_letters_keep_the_new_link(wrong: SignUp, secretary: Person, now: datetime) -> None:
    row = corrected(wrong, secretary, now)
    sign_off(row, viewer=VISITOR, now=now)
    assert all(token_of(row) in mail.text for mail in OutboxMail.objects.filter(to=RIGHT))
    assert sign_up_of_token(token_of(row)) == row


def test_corrected_twice_each_link_but_the_last_is_dead(wrong: SignUp, secretary: Person, now: datetime) -> None:
    first = corrected(wrong, secretary, now, "anna@ogsaa-forkert.example")
    OutboxMail.objects.filter(to=first.email).update(state=MailState.GIVEN_UP)
    links = [token_of(wrong), token_of(first), token_of(corrected(first, secretary, now))]
    assert [sign_up_of_token(link) is not None for link in links] == [False, False, True]


@pytest.mark.parametrize("does", ["accept", "change", "leave"])
def test_what_was_opened_by_the_former_link_changes_nothing_any_more(
    does: str, wrong: SignUp, secretary: Person, now: datetime
) -> None:
    opened_before = SignUp.objects.select_related("salon").get(pk=wrong.pk)
    corrected(wrong, secretary, now)
    facts = SignUpFacts(name="En anden", email=wrong.email)
    acts: dict[str, Callable[[], SignUp]] = {
        "accept": lambda: accept_offer(opened_before, viewer=VISITOR, now=now),
        "change": lambda: change_sign_up(opened_before, facts, viewer=VISITOR, now=now),
        "leave": lambda: sign_off(opened_before, viewer=VISITOR, now=now),
    }
    with pytest.raises(DomainError):
        acts[does]()
    row = SignUp.objects.get()
    assert (row.name, row.state, row.email) == ("Anna", "confirmed", RIGHT)


def test_the_link_of_whoever_was_taken_off_a_meeting_is_dead_beside_that_of_the_right_address(
    manager: Person, now: datetime
) -> None:
    row, viewer = called(manager), viewer_of(manager)
    [first] = invite_to_meeting(row, ["forkert@gaest.example"], viewer=viewer, now=now)
    remove_participant(row, first.pk, viewer=viewer, now=now)
    [second] = invite_to_meeting(row, ["rigtig@gaest.example"], viewer=viewer, now=now)
    links = [token_of_participant(first), token_of_participant(second)]
    assert [participant_of_token(link) is not None for link in links] == [False, True]
