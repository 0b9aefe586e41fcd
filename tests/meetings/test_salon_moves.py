"""What whoever waits or is offered a seat is told when a salon moves, and when it is too late to tell anything."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from maskinrum.meetings.actions import accept_offer, call_off_salon, change_salon, remind, sign_off
from maskinrum.meetings.actions.salons import facts_of
from maskinrum.meetings.models import Salon, SignUp
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.models import OutboxMail
from tests.meetings.salon_making import STARTS, joined, opened

Change = Callable[..., Salon]
WEEK = timedelta(days=7)


@pytest.fixture
def salon(secretary: Person) -> Salon:
    """One seat, thirty days ahead: Anna gives hers up, Bo is offered it, and Carl waits."""
    salon = opened(viewer_of(secretary), seats=1)
    anna, _bo, _carl = (joined(salon, name) for name in ("Anna", "Bo", "Carl"))
    return sign_off(anna, viewer=VISITOR, now=anna.signed_up_at).salon


@pytest.fixture
def change(salon: Salon, secretary: Person) -> Change:
    """Change facts of the salon at a moment."""

    def act(moment: datetime, **changes: Any) -> Salon:
        return change_salon(salon, replace(facts_of(salon), **changes), viewer=viewer_of(secretary), now=moment)

    return act


def of(salon: Salon, name: str) -> SignUp:
    return salon.sign_ups.get(name=name)


def letters(kind: str) -> dict[str, tuple[str, int]]:
    """The text of each letter and how many files go with it, by who got it."""
    rows = OutboxMail.objects.filter(kind=kind)
    return {mail.to.partition("@")[0]: (mail.text, len(mail.attachments)) for mail in rows}


@pytest.mark.parametrize(("hours", "answer"), [(12, 3), (3, 1), (0.5, 0.5)])
def test_an_offer_is_never_open_longer_than_the_salon_that_moved_earlier_allows(
    hours: float, answer: float, salon: Salon, change: Change, now: datetime
) -> None:
    starts = now + timedelta(hours=hours)
    change(now, starts_at=starts, ends_at=starts + timedelta(hours=2), deadline=starts)
    assert of(salon, "Bo").offered_until == now + timedelta(hours=answer)


def test_an_offer_keeps_its_hour_when_the_salon_moves_later(salon: Salon, change: Change, now: datetime) -> None:
    until = of(salon, "Bo").offered_until
    change(now, starts_at=STARTS + WEEK, ends_at=STARTS + WEEK + timedelta(hours=2))
    assert of(salon, "Bo").offered_until == until


def test_of_a_move_only_those_with_a_seat_get_a_calendar_file(
    salon: Salon, change: Change, secretary: Person, now: datetime
) -> None:
    change(now, place="Eksempelhuset, Eksempelvej 2")
    told = letters("salon_moved")
    assert {name: count for name, (_text, count) in told.items()} == {"bo": 0, "carl": 0}
    assert [words in told["bo"][0] for words in ("kalenderfil", "stadig tilbudt en plads")] == [False, True]
    assert [words in told["carl"][0] for words in ("kalenderfil", "stadig på ventelisten")] == [False, True]
    accept_offer(of(salon, "Bo"), viewer=VISITOR, now=now)
    OutboxMail.objects.filter(kind="salon_moved").delete()
    change(now, place="Eksempelhuset, Eksempelvej 3")
    told = letters("salon_moved")
    assert {name: (count, "kalenderfil" in text) for name, (text, count) in told.items()} == {
        "bo": (1, True),
        "carl": (0, False),
    }
    call_off_salon(salon, viewer=viewer_of(secretary), now=now)
    told = letters("salon_called_off")
    assert {name: (count, "kalenderfil" in text) for name, (text, count) in told.items()} == {
        "bo": (1, True),
        "carl": (0, False),
    }


def test_whoever_takes_an_offered_seat_near_the_start_is_not_reminded_minutes_later(salon: Salon) -> None:
    late = STARTS - timedelta(hours=10)
    SignUp.objects.filter(name="Bo").update(offered_until=STARTS - timedelta(hours=5))
    accept_offer(of(salon, "Bo"), viewer=VISITOR, now=late)
    remind(late + timedelta(minutes=5))
    assert letters("salon_reminder") == {}


def test_whoever_takes_an_offered_seat_in_good_time_is_reminded(salon: Salon, now: datetime) -> None:
    accept_offer(of(salon, "Bo"), viewer=VISITOR, now=now)
    remind(STARTS - timedelta(hours=24))
    assert list(letters("salon_reminder")) == ["bo"]


def test_a_place_corrected_when_the_salon_is_over_is_told_to_nobody(salon: Salon, change: Change) -> None:
    change(salon.ends_at + timedelta(hours=3), place="Eksempelhuset, Eksempelvej 2")
    assert letters("salon_moved") == {}


def test_a_salon_whose_day_passed_and_that_gets_a_new_one_is_told_of(salon: Salon, change: Change) -> None:
    change(salon.ends_at + timedelta(hours=3), starts_at=STARTS + WEEK, ends_at=STARTS + WEEK + timedelta(hours=2))
    assert sorted(letters("salon_moved")) == ["bo", "carl"]
