"""The rule of the waiting list, whatever happens in whatever order."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maskinrum.meetings.facts.waiting_list import (
    CONFIRMED,
    HOLDING,
    LAPSED,
    OFFERED,
    WAITING,
    WITHDRAWN,
    Place,
    answer_by,
    changed,
    is_on_screen,
    rehoused,
    seats_needed,
    settled,
    state_of_newcomer,
    takes_seat,
)

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
STARTS = NOW + timedelta(days=10)
LATER = NOW + timedelta(hours=24)


@dataclass
class List:
    """A list as the actions keep it: they call the same two rules, on a clock and a number of seats that move."""

    seats: int
    now: datetime = NOW
    places: list[Place] = field(default_factory=list)
    has_room: bool = True
    has_screen: bool = False

    def held(self) -> int:
        return sum(place.takes_seat and place.state in HOLDING for place in self.places)

    def settle(self) -> None:
        until = answer_by(self.now, STARTS)
        self.places = settled(self.places, seats=self.seats, now=self.now, until=until)

    def join(self, wanted: bool) -> None:
        self.settle()
        on_screen = is_on_screen(wanted=wanted, has_room=self.has_room, has_screen=self.has_screen)
        takes = takes_seat(on_screen=on_screen, has_room=self.has_room)
        waiting = sum(place.takes_seat and place.state == WAITING for place in self.places)
        state = state_of_newcomer(seats=self.seats, held=self.held(), waiting=waiting) if takes else CONFIRMED
        self.places.append(Place(len(self.places) + 1, state, on_screen=on_screen, takes_seat=takes))

    def hold(self, *, has_room: bool, has_screen: bool) -> None:
        """Gain or lose a room or a link, unless that leaves somebody who has said yes without a seat."""
        after = rehoused(self.places, has_room=has_room, has_screen=has_screen)
        if (has_room or has_screen) and seats_needed(self.places, after, now=self.now) <= self.seats:
            self.places, self.has_room, self.has_screen = after, has_room, has_screen
            self.settle()

    def turn(self, which: int, *, to: str, begins: tuple[str, ...]) -> None:
        found = [place for place in self.places if place.state in begins]
        if found:
            chosen = found[which % len(found)]
            is_late = chosen.until is not None and chosen.until <= self.now and to == CONFIRMED
            self.places = [
                replace(place, state=to, until=None) if place == chosen and not is_late else place
                for place in self.places
            ]
        self.settle()

    def act(self, operation: tuple[str, int]) -> None:
        what, amount = operation
        if what == "join":
            self.join(amount % 2 == 1)
        elif what == "room":
            self.hold(has_room=not self.has_room, has_screen=self.has_screen)
        elif what == "link":
            self.hold(has_room=self.has_room, has_screen=not self.has_screen)
        elif what == "sign off":
            self.turn(amount, to=WITHDRAWN, begins=(CONFIRMED, OFFERED, WAITING))
        elif what == "accept":
            self.turn(amount, to=CONFIRMED, begins=(OFFERED,))
        elif what == "seats":
            self.seats = 1 + amount % 6
            self.settle()
        else:
            self.now += timedelta(hours=amount)
            self.settle()


OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["join", "join", "sign off", "accept", "seats", "wait", "room", "link"]), st.integers(0, 60)
    ),
    max_size=60,
)


@settings(max_examples=300, deadline=None)
@given(seats=st.integers(1, 6), operations=OPERATIONS)
def test_any_order_of_operations_keeps_the_invariants(seats: int, operations: list[tuple[str, int]]) -> None:
    many, confirmed_before, order_offered = List(seats), set[int](), list[int]()
    for operation in operations:
        held_before, count_before, seats_before = many.held(), len(many.places), many.seats
        waiting_before = [place.number for place in many.places if place.state == WAITING]
        many.act(operation)
        by_number = {place.number: place for place in many.places}
        # Nobody is lost and nobody is there twice.
        assert sorted(by_number) == list(range(1, len(many.places) + 1))
        assert len(many.places) == count_before + (operation[0] == "join")
        # Everybody takes part as the salon is held, and on screen nobody waits beside a room.
        assert all(place.on_screen != many.has_room for place in many.places if many.has_room != many.has_screen)
        assert all(place.takes_seat != (place.on_screen and many.has_room) for place in many.places)
        assert not any(place.state in (WAITING, OFFERED) and not place.takes_seat for place in many.places)
        # Never more seats than there are, but for those that were held when the seats became fewer.
        assert many.held() <= max(many.seats, held_before)
        # Fewer seats take none from anybody who has said yes.
        if operation[0] != "sign off":
            assert all(by_number[number].state == CONFIRMED for number in confirmed_before)
        confirmed_before = {place.number for place in many.places if place.state == CONFIRMED}
        # Seats go on in order: whoever was offered one stood before all who still wait.
        offered = [number for number in waiting_before if by_number[number].state == OFFERED]
        still = [number for number in waiting_before if by_number[number].state == WAITING]
        assert not offered or not still or max(offered) < min(still)
        # A seat never stands empty while somebody waits and there is time to answer.
        if still and answer_by(many.now, STARTS) is not None:
            assert many.held() >= many.seats
        assert all((place.until is not None) == (place.state == OFFERED) for place in many.places)
        order_offered += offered
        assert settled(many.places, seats=many.seats, now=many.now, until=answer_by(many.now, STARTS)) == many.places
        assert seats_before >= 1
    assert order_offered == sorted(order_offered)
    assert len(order_offered) == len(set(order_offered))


@pytest.mark.parametrize(
    ("left", "given"),
    [
        (timedelta(days=10), timedelta(hours=24)),
        (timedelta(hours=48), timedelta(hours=12)),
        (timedelta(hours=3), timedelta(hours=1)),
        (timedelta(minutes=61), timedelta(hours=1)),
    ],
)
def test_the_time_to_answer_grows_shorter_as_the_salon_comes_nearer(left: timedelta, given: timedelta) -> None:
    assert answer_by(STARTS - left, STARTS) == STARTS - left + given


def test_nothing_is_offered_in_the_last_hour() -> None:
    assert answer_by(STARTS - timedelta(hours=1), STARTS) is None
    waiting = [Place(1, WAITING)]
    assert settled(waiting, seats=1, now=NOW, until=None) == waiting


def test_an_offer_that_runs_out_goes_to_the_next() -> None:
    before = [Place(1, CONFIRMED), Place(2, OFFERED, NOW), Place(3, WAITING), Place(4, WAITING)]
    after = settled(before, seats=2, now=NOW, until=LATER)
    assert after == [Place(1, CONFIRMED), Place(2, LAPSED), Place(3, OFFERED, LATER), Place(4, WAITING)]
    assert changed(before, after) == [Place(2, LAPSED), Place(3, OFFERED, LATER)]


def test_more_seats_are_offered_in_order() -> None:
    before = [Place(3, WAITING), Place(1, CONFIRMED), Place(2, WAITING), Place(4, WAITING)]
    after = settled(before, seats=3, now=NOW, until=LATER)
    assert [place.state for place in after] == [CONFIRMED, OFFERED, OFFERED, WAITING]


def test_a_newcomer_stands_behind_those_who_wait_though_a_seat_is_free() -> None:
    assert state_of_newcomer(seats=2, held=1, waiting=0) == CONFIRMED
    assert state_of_newcomer(seats=2, held=1, waiting=1) == WAITING
    assert state_of_newcomer(seats=2, held=2, waiting=0) == WAITING
