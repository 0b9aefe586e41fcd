"""Who should talk with whom: exact over all wishes at once, held against trying every possibility."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maskinrum.network.facts.sparring import Candidate, Wish, assign, best_columns, pair_of

WISH = Wish("w", "nord", ("F6", "C2"), size="large", stage="preparing")


def candidate(person: str = "a", organisation: str = "syd", *, room: int = 1, **given: Any) -> Candidate:
    usual: dict[str, Any] = {"themes": frozenset({"F6"}), "room": room}
    return Candidate(person, organisation, **usual | given)


@pytest.mark.parametrize(
    ("given_", "gain"),
    [
        ({}, 3.0),
        ({"themes": frozenset({"F6", "C2"})}, 6.0),
        ({"size": "large"}, 4.0),
        ({"stage": "operating"}, 4.0),
        ({"stage": "preparing"}, 3.0),
        ({"stage": "considering"}, 3.0),
    ],
)
def test_the_gain_is_a_plain_sum(given_: dict[str, Any], gain: float) -> None:
    pair = pair_of(WISH, candidate(**given_))
    assert pair is not None
    assert pair.gain == gain


def test_there_is_no_pair_without_a_theme_with_a_colleague_or_after_a_no() -> None:
    turned_down = Wish("w", "nord", ("F6",), declined=frozenset({"a"}))
    assert pair_of(WISH, candidate(themes=frozenset({"A1"}), size="large")) is None
    assert pair_of(WISH, candidate(organisation="nord")) is None
    assert pair_of(turned_down, candidate()) is None


def test_two_wishes_that_want_the_same_person_are_settled_together() -> None:
    first, second = Wish("1", "nord", ("F6", "C2")), Wish("2", "vest", ("F6",))
    people = [candidate("a", themes=frozenset({"F6", "C2"})), candidate("b", themes=frozenset({"C2"}))]
    assert [(pair.wish, pair.person) for pair in assign([first, second], people)] == [("1", "b"), ("2", "a")]


def test_nobody_gets_more_conversations_than_there_is_room_for() -> None:
    wishes = [Wish(str(number), "nord", ("F6",)) for number in range(5)]
    assert len(assign(wishes, [candidate(room=3)])) == 3
    assert assign(wishes, [candidate(room=0), candidate("b", room=-1)]) == []
    assert assign([], [candidate()]) == []
    assert assign(wishes, []) == []


def brute_force(gains: list[list[float | None]], columns: int) -> tuple[int, float]:
    """How many rows can get a column at most, and the most gain with so many."""
    best = (0, 0.0)
    for chosen in product([None, *range(columns)], repeat=len(gains)):
        taken = [(row, at) for row, at in enumerate(chosen) if at is not None]
        values = [gains[row][at] for row, at in taken]
        if len({at for _row, at in taken}) == len(taken) and None not in values:
            best = max(best, (len(taken), round(sum(value for value in values if value is not None), 6)))
    return best


@given(
    st.integers(1, 3).flatmap(
        lambda columns: st.lists(
            st.lists(st.none() | st.sampled_from([3.0, 4.0, 5.0, 6.0, 9.0]), min_size=columns, max_size=columns),
            min_size=1,
            max_size=4,
        )
    )
)
def test_no_other_assignment_is_better(gains: list[list[float | None]]) -> None:
    chosen = best_columns(gains)
    taken = [(row, at) for row, at in enumerate(chosen) if at is not None]
    values = [gains[row][at] for row, at in taken]
    assert len({at for _row, at in taken}) == len(taken)
    assert None not in values
    found = (len(taken), round(sum(value for value in values if value is not None), 6))
    assert found == brute_force(gains, len(gains[0]))


@given(
    st.lists(st.tuples(st.sampled_from("ns"), st.sets(st.sampled_from(["F6", "C2", "A1"]), min_size=1)), max_size=5),
    st.lists(
        st.tuples(st.sampled_from("nsv"), st.sets(st.sampled_from(["F6", "C2", "A1"])), st.integers(0, 2)), max_size=4
    ),
    st.randoms(),
)
def test_order_changes_nothing_and_capacities_hold(wishes: list[Any], people: list[Any], chance: Any) -> None:
    asked = [Wish(f"w{number}", own, tuple(sorted(themes))) for number, (own, themes) in enumerate(wishes)]
    able = [Candidate(f"p{number}", own, frozenset(t), room) for number, (own, t, room) in enumerate(people)]
    pairs = assign(asked, able)
    mixed, others = list(asked), list(able)
    chance.shuffle(mixed)
    chance.shuffle(others)
    assert assign(mixed, others) == pairs
    assert all(sum(pair.person == one.person for pair in pairs) <= one.room for one in able)
    assert len({pair.wish for pair in pairs}) == len(pairs)
