"""A salon that gains or loses its room or its link: nobody who has a yes loses it, and nobody is overlooked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maskinrum.meetings.actions import accept_offer, change_salon, change_sign_up, settle_offers, sign_off
from maskinrum.meetings.actions.salons import facts_of
from maskinrum.meetings.facts.salons import SignUpFacts
from maskinrum.meetings.facts.waiting_list import HOLDING
from maskinrum.meetings.models import Salon, SignUp
from maskinrum.meetings.queries import seats_of
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import VISITOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.meetings.salon_making import joined, opened, states
from tests.meetings.test_salon_pages import salon_ahead, written

LINK, PLACE = "https://moede.example/1", "Eksempelhuset, Eksempelvej 1"


def change(salon: Salon, viewer: Viewer, **changes: Any) -> None:
    salon.refresh_from_db()
    change_salon(salon, replace(facts_of(salon), **changes), viewer=viewer, now=NOW)
    salon.refresh_from_db()


def how(salon: Salon) -> list[tuple[str, str, bool, str]]:
    """Who takes part how, in order."""
    return list(salon.sign_ups.order_by("number").values_list("name", "presence", "takes_seat", "state"))


def test_those_on_screen_take_a_seat_in_the_room_when_the_link_goes(secretary: Person) -> None:
    salon, viewer = opened(viewer_of(secretary), seats=3, online_link=LINK), viewer_of(secretary)
    joined(salon, "Anna")
    bo = joined(salon, "Bo", presence="on_screen")
    change(salon, viewer, online_link="")
    assert how(salon) == [("Anna", "in_room", True, "confirmed"), ("Bo", "in_room", True, "confirmed")]
    assert seats_of(salon, now=NOW).free == 1
    change_sign_up(bo, SignUpFacts("Bo B", ""), viewer=VISITOR, now=NOW)
    assert states(salon) == [("Anna", "confirmed"), ("Bo B", "confirmed")]


def test_the_link_does_not_go_where_the_room_has_no_seats_for_those_on_screen(
    secretary: Person, client_of: Callable[[Person], Client]
) -> None:
    salon = salon_ahead(secretary, seats=1, online_link=LINK)
    joined(salon, "Anna")
    joined(salon, "Bo", presence="on_screen")
    address, browser = reverse("salons:edit", args=[salon.key]), client_of(secretary)
    page = browser.post(address, written(salon, online_link="", title="Nyt navn")).content.decode()
    assert [words in page for words in ("Skriv 2 pladser, eller behold linket", "Nyt navn")] == [True, True]
    assert how(salon) == [("Anna", "in_room", True, "confirmed"), ("Bo", "on_screen", False, "confirmed")]
    assert browser.post(address, written(salon, online_link="", seats="2")).status_code == 302
    assert how(salon) == [("Anna", "in_room", True, "confirmed"), ("Bo", "in_room", True, "confirmed")]


def test_where_the_room_goes_everybody_on_screen_is_counted(secretary: Person) -> None:
    salon, viewer = opened(viewer_of(secretary), seats=1, online_link=LINK), viewer_of(secretary)
    for name, presence in (("Anna", "in_room"), ("Bo", "on_screen"), ("Carl", "in_room")):
        joined(salon, name, presence=presence)
    with pytest.raises(DomainError, match="behold stedet"):
        change(salon, viewer, place="")
    change(salon, viewer, place="", seats=2)
    assert how(salon) == [
        ("Anna", "on_screen", True, "confirmed"),
        ("Bo", "on_screen", True, "confirmed"),
        ("Carl", "on_screen", True, "waiting"),
    ]


def test_where_a_room_comes_whoever_waited_for_the_screen_is_told_once_that_there_is_room(secretary: Person) -> None:
    salon = opened(viewer_of(secretary), seats=1, place="", online_link=LINK)
    joined(salon, "Anna")
    joined(salon, "Bo")
    change(salon, viewer_of(secretary), place=PLACE)
    assert how(salon) == [("Anna", "on_screen", False, "confirmed"), ("Bo", "on_screen", False, "confirmed")]
    letters = OutboxMail.objects.filter(to="bo@deltager.example").values_list("kind", flat=True)
    assert sorted(letters) == ["salon_confirmed", "salon_waits"]


OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["room", "screen", "room", "screen", "sign off", "accept", "over", "seats", "link", "place"]),
        st.integers(0, 20),
    ),
    max_size=20,
)


def act(salon: Salon, viewer: Viewer, what: str, amount: int) -> None:
    """One operation, by the actions that the pages call; one that is refused changes nothing."""
    rows = list(salon.sign_ups.order_by("number"))
    chosen = rows[amount % len(rows)] if rows else None
    if what in {"room", "screen"}:
        joined(salon, f"nr{len(rows)}", presence="in_room" if what == "room" else "on_screen")
    elif what == "link":
        change(salon, viewer, online_link="" if salon.online_link else LINK)
    elif what == "place":
        change(salon, viewer, place="" if salon.place else PLACE)
    elif what == "seats":
        change(salon, viewer, seats=1 + amount % 5)
    elif chosen is not None and what == "sign off":
        sign_off(chosen, viewer=VISITOR, now=NOW)
    elif chosen is not None and what == "accept":
        accept_offer(chosen, viewer=VISITOR, now=NOW)
    elif chosen is not None:
        other = "in_room" if chosen.presence == "on_screen" else "on_screen"
        change_sign_up(chosen, SignUpFacts(chosen.name, "", presence=other), viewer=VISITOR, now=NOW)


def held_in(salon: Salon) -> int:
    return salon.sign_ups.filter(takes_seat=True, state__in=HOLDING).count()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seats=st.integers(1, 4), operations=OPERATIONS)
def test_any_order_of_rooms_and_links_keeps_everybody(
    seats: int, operations: list[tuple[str, int]], secretary: Person
) -> None:
    viewer = viewer_of(secretary)
    salon = opened(viewer, seats=seats, online_link=LINK)
    for what, amount in operations:
        held, confirmed = held_in(salon), set(salon.sign_ups.filter(state="confirmed").values_list("pk", flat=True))
        count = salon.sign_ups.count()
        try:
            act(salon, viewer, what, amount)
        except DomainError:
            salon.refresh_from_db()
        rows = list(SignUp.objects.filter(salon=salon))
        assert len(rows) == count + (what in {"room", "screen"})
        under_way = [row for row in rows if row.state in {"confirmed", "offered", "waiting"}]
        assert all(row.takes_seat == (row.presence == "in_room" or not salon.place) for row in under_way)
        if not salon.is_hybrid:
            assert {row.presence for row in under_way} <= {"in_room" if salon.place else "on_screen"}
        assert held_in(salon) <= max(salon.seats, held), "never more seats than there are or were held"
        lost = {row.pk for row in rows if row.pk in confirmed and row.state != "confirmed"}
        assert what in {"sign off", "over"} or not lost
    assert settle_offers(NOW + timedelta(minutes=1)) == 0, "nobody was left to be moved on"
