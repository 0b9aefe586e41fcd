"""Sign up, wait, take a seat, change and sign off: who has which seat, and what is written to whom."""

import base64
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from maskinrum.meetings.actions import (
    accept_offer,
    call_off_salon,
    change_salon,
    change_sign_up,
    close_salon,
    open_salon,
    settle_offers,
    sign_off,
    sign_up,
)
from maskinrum.meetings.actions.salon_letters import token_of
from maskinrum.meetings.actions.salons import facts_of
from maskinrum.meetings.enums import SignUpState
from maskinrum.meetings.facts.salons import SalonFacts, SignUpFacts
from maskinrum.meetings.models import Salon, SignUp
from maskinrum.meetings.queries import own_sign_up, seats_of, sign_up_of_token
from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.meetings.salon_making import STARTS, joined, opened, states


@pytest.fixture
def salon(secretary: Person) -> Salon:
    """Two seats, thirty days ahead."""
    return opened(viewer_of(secretary))


def letters(to: str = "") -> list[str]:
    """The kinds of letters to somebody, in the order they were written."""
    found = OutboxMail.objects.filter(to__startswith=to.lower()).order_by("created_at", "kind")
    return list(found.values_list("kind", flat=True))


def test_seats_go_to_whoever_comes_first_and_the_rest_wait(salon: Salon) -> None:
    for name in ("Anna", "Bo", "Carl", "Dorte"):
        joined(salon, name)
    assert states(salon) == [("Anna", "confirmed"), ("Bo", "confirmed"), ("Carl", "waiting"), ("Dorte", "waiting")]
    assert letters("bo@") == ["salon_confirmed"]
    assert letters("carl@") == ["salon_waits"]


def test_the_letter_holds_the_own_link_and_the_calendar_file(salon: Salon) -> None:
    row = joined(salon, "Anna")
    mail = OutboxMail.objects.get()
    assert f"/saloner/min/{token_of(row)}/" in mail.text
    assert [file["name"] for file in mail.attachments] == ["salon.ics"]
    assert b"STATUS:CONFIRMED" in base64.b64decode(mail.attachments[0]["content"])


def test_the_token_is_kept_nowhere_but_as_a_digest(salon: Salon) -> None:
    row = joined(salon, "Anna")
    assert sign_up_of_token(token_of(row)) == row
    assert token_of(row) not in str(list(SignUp.objects.values()))
    assert token_of(row) not in str(list(AuditEvent.objects.values()))
    assert sign_up_of_token(row.token_digest or "") is None


def test_the_log_names_nobody(salon: Salon) -> None:
    change = SignUpFacts("Anna Bo", "", "Nord", needs="Nødder", agrees=True)
    change_sign_up(joined(salon, "Anna"), change, viewer=VISITOR, now=STARTS - timedelta(days=9))
    logged = str(list(AuditEvent.objects.filter(object_type="meetings.SignUp").values_list("changes", "actor")))
    assert [word for word in ("Anna", "deltager.example", "Nord", "Nødder") if word in logged] == []
    assert "changed" in logged


def test_signing_up_twice_gives_the_same_answer_and_no_second_seat(salon: Salon, now: datetime) -> None:
    facts = SignUpFacts("Anna", "anna@deltager.example")
    first = sign_up(salon, facts, viewer=VISITOR, now=now)
    other = SignUpFacts("Somebody else", " ANNA@deltager.example ")
    again = sign_up(salon, other, viewer=VISITOR, now=now + timedelta(minutes=20))
    assert (first, again) == ("confirmed", "confirmed")
    assert states(salon) == [("Anna", "confirmed")]
    assert letters("anna@") == ["salon_confirmed", "salon_confirmed"]
    texts = {mail.text for mail in OutboxMail.objects.all()}
    assert len(texts) == 1, "the same link"


def test_an_address_that_has_a_seat_is_told_what_a_newcomer_is_told(salon: Salon, now: datetime) -> None:
    joined(salon, "Anna")
    joined(salon, "Bo")
    assert sign_up(salon, SignUpFacts("Anna", "anna@deltager.example"), viewer=VISITOR, now=now) == "waiting"
    assert states(salon)[0] == ("Anna", "confirmed")


def test_nobody_can_fill_a_letter_box(salon: Salon, now: datetime) -> None:
    for minute in range(8):
        joined(salon, "Anna", now=now + timedelta(minutes=minute))
    assert letters() == ["salon_confirmed"]


def test_who_signs_off_gives_the_seat_to_the_first_who_waits(salon: Salon, now: datetime) -> None:
    anna, _bo, carl, dorte = (joined(salon, name) for name in ("Anna", "Bo", "Carl", "Dorte"))
    sign_off(anna, viewer=VISITOR, now=now)
    carl.refresh_from_db()
    assert [state for _name, state in states(salon)] == ["withdrawn", "confirmed", "offered", "waiting"]
    assert carl.offered_until == now + timedelta(hours=24)
    accept_offer(carl, viewer=VISITOR, now=now + timedelta(hours=23))
    assert [state for _name, state in states(salon)] == ["withdrawn", "confirmed", "confirmed", "waiting"]
    assert letters("carl@") == ["salon_offered", "salon_waits", "salon_confirmed"]
    assert letters(dorte.email) == ["salon_waits"]


def test_an_offer_that_is_not_answered_goes_on(salon: Salon, now: datetime) -> None:
    anna, _bo, carl, _dorte = (joined(salon, name) for name in ("Anna", "Bo", "Carl", "Dorte"))
    sign_off(anna, viewer=VISITOR, now=now)
    later = now + timedelta(hours=24)
    assert settle_offers(later) == 2
    assert settle_offers(later) == 0, "safe to run twice"
    assert [state for _name, state in states(salon)] == ["withdrawn", "confirmed", "lapsed", "offered"]
    assert "salon_lapsed" in letters("carl@")
    carl.refresh_from_db()
    with pytest.raises(DomainError, match="udløbet"):
        accept_offer(carl, viewer=VISITOR, now=later)


def test_an_offer_cannot_be_taken_late_though_nothing_has_moved_it_on(salon: Salon, now: datetime) -> None:
    anna, _bo, carl = (joined(salon, name) for name in ("Anna", "Bo", "Carl"))
    sign_off(anna, viewer=VISITOR, now=now)
    with pytest.raises(DomainError):
        accept_offer(carl, viewer=VISITOR, now=now + timedelta(hours=24))


def test_a_newcomer_moves_offers_on_whose_time_is_up(salon: Salon, now: datetime) -> None:
    anna, _bo, _carl = (joined(salon, name) for name in ("Anna", "Bo", "Carl"))
    sign_off(anna, viewer=VISITOR, now=now)
    dorte = joined(salon, "Dorte", now=now + timedelta(hours=25))
    assert dorte.state == SignUpState.CONFIRMED


def test_links_used_twice_do_no_harm(salon: Salon, now: datetime) -> None:
    anna, _bo, carl = (joined(salon, name) for name in ("Anna", "Bo", "Carl"))
    for _time in range(2):
        sign_off(anna, viewer=VISITOR, now=now)
    for _time in range(2):
        accept_offer(carl, viewer=VISITOR, now=now)
    assert [state for _name, state in states(salon)] == ["withdrawn", "confirmed", "confirmed"]
    assert letters("anna@") == ["salon_confirmed", "salon_signed_off"]
    assert letters("carl@").count("salon_confirmed") == 1


def test_whoever_comes_back_stands_last(salon: Salon, now: datetime) -> None:
    anna, _bo, _carl, _dorte = (joined(salon, name) for name in ("Anna", "Bo", "Carl", "Dorte"))
    sign_off(anna, viewer=VISITOR, now=now)
    change_sign_up(anna, SignUpFacts("Anna", ""), viewer=VISITOR, now=now)
    assert states(salon)[-1] == ("Anna", "waiting")
    assert seats_of(salon, now=now).held == 2


def test_more_seats_are_offered_to_those_who_wait(salon: Salon, secretary: Person, now: datetime) -> None:
    for name in ("Anna", "Bo", "Carl", "Dorte"):
        joined(salon, name)
    change_salon(salon, _with(salon, seats=3), viewer=viewer_of(secretary), now=now)
    assert [state for _name, state in states(salon)] == ["confirmed", "confirmed", "offered", "waiting"]


def test_fewer_seats_take_none_from_anybody(salon: Salon, secretary: Person, now: datetime) -> None:
    anna, _bo, _carl = (joined(salon, name) for name in ("Anna", "Bo", "Carl"))
    change_salon(salon, _with(salon, seats=1), viewer=viewer_of(secretary), now=now)
    assert [state for _name, state in states(salon)] == ["confirmed", "confirmed", "waiting"]
    sign_off(anna, viewer=VISITOR, now=now)
    assert [state for _name, state in states(salon)] == ["withdrawn", "confirmed", "waiting"]


def _with(salon: Salon, **changes: Any) -> SalonFacts:
    salon.refresh_from_db()
    return replace(facts_of(salon), **changes)


def test_on_screen_one_takes_no_seat_where_there_is_a_room(secretary: Person, now: datetime) -> None:
    salon = opened(viewer_of(secretary), seats=1, online_link="https://moede.example/1")
    joined(salon, "Anna")
    bo = joined(salon, "Bo", presence="on_screen")
    assert (bo.state, bo.takes_seat) == ("confirmed", False)
    change_sign_up(bo, SignUpFacts("Bo", "", presence="in_room"), viewer=VISITOR, now=now)
    assert states(salon) == [("Anna", "confirmed"), ("Bo", "waiting")]


def test_where_there_is_no_room_seats_count_on_screen(secretary: Person) -> None:
    salon = opened(viewer_of(secretary), seats=1, place="", online_link="https://moede.example/1")
    for name in ("Anna", "Bo"):
        joined(salon, name)
    assert states(salon) == [("Anna", "confirmed"), ("Bo", "waiting")]


def test_going_over_to_the_screen_gives_the_seat_on(secretary: Person, now: datetime) -> None:
    salon = opened(viewer_of(secretary), seats=1, online_link="https://moede.example/1")
    anna, _bo = joined(salon, "Anna"), joined(salon, "Bo")
    change_sign_up(anna, SignUpFacts("Anna", "", presence="on_screen"), viewer=VISITOR, now=now)
    assert states(salon) == [("Bo", "offered"), ("Anna", "confirmed")]


def test_nobody_signs_up_when_it_is_closed_called_off_or_too_late(
    salon: Salon, secretary: Person, now: datetime
) -> None:
    viewer = viewer_of(secretary)
    with pytest.raises(DomainError):
        joined(salon, "Anna", now=salon.deadline)
    close_salon(salon, viewer=viewer, now=now)
    with pytest.raises(DomainError):
        joined(salon, "Anna")
    open_salon(salon, viewer=viewer, now=now)
    joined(salon, "Anna")
    call_off_salon(salon, viewer=viewer, now=now)
    with pytest.raises(DomainError):
        joined(salon, "Bo")


def test_nothing_is_changed_once_the_salon_has_begun(salon: Salon, now: datetime) -> None:
    anna = joined(salon, "Anna")
    with pytest.raises(DomainError):
        sign_off(anna, viewer=VISITOR, now=STARTS)
    with pytest.raises(DomainError):
        change_sign_up(anna, SignUpFacts("Anna", ""), viewer=VISITOR, now=STARTS)


def test_who_has_signed_off_cannot_come_back_after_the_deadline(salon: Salon, now: datetime) -> None:
    anna = joined(salon, "Anna")
    sign_off(anna, viewer=VISITOR, now=now)
    with pytest.raises(DomainError, match="lukket"):
        change_sign_up(anna, SignUpFacts("Anna", ""), viewer=VISITOR, now=salon.deadline)


def test_an_account_finds_what_its_shown_address_signed_up_with(
    salon: Salon, member: Person, outsider: Person, now: datetime
) -> None:
    sign_up(salon, SignUpFacts("Mette", member.email.upper()), viewer=VISITOR, now=now)
    found = own_sign_up(viewer_of(member), salon)
    assert found is not None
    assert found.email == member.email
    assert own_sign_up(viewer_of(outsider), salon) is None
    assert own_sign_up(VISITOR, salon) is None
