"""Whose experience fits a question: a plain sum, capped, and always in one order."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maskinrum.network.facts.routing import Asked, Fit, Knower, fit_of, whom_to_ask

ASKED = Asked(themes=("F6", "C2"), phase="F5", agreement="strategic_partnership", size="large")


def knower(person: str = "a", organisation: str = "nord", **given: Any) -> Knower:
    return Knower(person, organisation, **{"themes": frozenset({"F6"})} | given)


@pytest.mark.parametrize(
    ("given_", "score", "shared"),
    [
        ({}, 3.0, {"theme": ("F6",)}),
        ({"themes": frozenset({"C2", "F6", "A1"})}, 6.0, {"theme": ("F6", "C2")}),
        ({"phases": frozenset({"F5"})}, 5.0, {"theme": ("F6",), "phase": ("F5",)}),
        (
            {"themes": frozenset(), "agreements": frozenset({"strategic_partnership"})},
            1.5,
            {"agreement": ("strategic_partnership",)},
        ),
        ({"size": "large"}, 4.0, {"theme": ("F6",), "size": ("large",)}),
        ({"themes": frozenset({"A1"}), "phases": frozenset({"F1"}), "size": "small"}, 0.0, {}),
    ],
)
def test_the_score_is_a_plain_sum(given_: dict[str, Any], score: float, shared: dict[str, Any]) -> None:
    assert fit_of(ASKED, knower(**given_)) == Fit("a", "nord", score, shared)


def test_nothing_is_shared_where_the_question_says_nothing() -> None:
    assert fit_of(Asked(), knower(phases=frozenset({"F5"}), size="large")).shared == {}


def test_size_alone_asks_nobody() -> None:
    asked = Asked(size="large")
    assert whom_to_ask(asked, [knower(size="large", themes=frozenset())]) == []


def test_at_most_two_of_one_organisation_are_asked() -> None:
    people = [knower("a"), knower("b"), knower("c"), knower("d", "syd")]
    assert [fit.person for fit in whom_to_ask(ASKED, people)] == ["a", "b", "d"]


def test_whoever_was_asked_thrice_this_week_is_left_in_peace() -> None:
    people = [knower("a", asked_lately=3), knower("b", asked_lately=2)]
    assert [fit.person for fit in whom_to_ask(ASKED, people)] == ["b"]


def test_of_those_who_fit_alike_whoever_was_asked_less_comes_first() -> None:
    people = [knower("a", asked_lately=1), knower("b")]
    assert [fit.person for fit in whom_to_ask(ASKED, people, limit=1)] == ["b"]


def test_somebody_who_told_for_two_organisations_is_asked_once() -> None:
    people = [knower("a", "nord"), knower("a", "syd", phases=frozenset({"F5"}))]
    assert [(fit.person, fit.organisation) for fit in whom_to_ask(ASKED, people)] == [("a", "syd")]


def test_somebody_unwilling_takes_nobodys_place() -> None:
    people = [knower("a"), knower("b"), knower("c")]
    asked = whom_to_ask(ASKED, people, is_willing=lambda fit: fit.person != "a", limit=2)
    assert [fit.person for fit in asked] == ["b", "c"]


@given(
    st.lists(
        st.builds(
            Knower,
            st.sampled_from("abcdefgh"),
            st.sampled_from(["nord", "syd"]),
            themes=st.frozensets(st.sampled_from(["F6", "C2", "A1"])),
            phases=st.frozensets(st.sampled_from(["F5", "F1"])),
            asked_lately=st.integers(0, 4),
        ),
        unique_by=lambda one: (one.person, one.organisation),
    ),
    st.randoms(),
)
def test_the_order_given_changes_nothing_and_the_caps_hold(people: list[Knower], chance: Any) -> None:
    asked = whom_to_ask(ASKED, people)
    mixed = list(people)
    chance.shuffle(mixed)
    assert whom_to_ask(ASKED, mixed) == asked
    assert len({fit.person for fit in asked}) == len(asked) <= 5
    assert all(sum(one.organisation == fit.organisation for one in asked) <= 2 for fit in asked)
    assert all(fit.score >= 3 for fit in asked)
