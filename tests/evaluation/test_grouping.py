"""Groups of five or more, before anybody answers."""

from collections import Counter
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maskinrum.evaluation.facts.grouping import Place, group_of_newcomer, groups_of, put_together

A, B, C = (UUID(int=number) for number in (1, 2, 3))
COUNTS = st.dictionaries(
    st.tuples(st.sampled_from([A, B, C]), st.sampled_from(["site", "design", "management"])), st.integers(1, 8)
).filter(lambda counts: sum(counts.values()) >= 5)


def sizes(counts: dict[Place, int]) -> Counter[object]:
    found: Counter[object] = Counter()
    for place, group in groups_of(counts).items():
        found[group] += counts[place]
    return found


@given(COUNTS)
def test_every_group_holds_five_or_more_and_everybody_is_in_one(counts: dict[Place, int]) -> None:
    found = sizes(counts)
    assert min(found.values()) >= 5
    assert sum(found.values()) == sum(counts.values())


@given(COUNTS)
def test_a_group_is_named_after_a_party_or_role_only_where_all_in_it_have_it(counts: dict[Place, int]) -> None:
    for (party, role), group in groups_of(counts).items():
        assert group[0] in {None, party}
        assert group[1] in {"", role}


def test_what_is_large_enough_stands_alone() -> None:
    assert sizes({(A, "site"): 5, (B, "site"): 6}) == {(A, "site"): 5, (B, "site"): 6}


def test_small_roles_of_a_party_are_put_together() -> None:
    assert sizes({(A, "site"): 3, (A, "design"): 2, (B, "site"): 6}) == {(A, ""): 5, (B, "site"): 6}


def test_small_parties_are_put_together() -> None:
    assert sizes({(A, "site"): 3, (B, "design"): 2, (C, "site"): 6}) == {(None, ""): 5, (C, "site"): 6}


def test_what_is_left_joins_the_smallest_group_of_its_party() -> None:
    counts = {(A, "site"): 7, (A, "design"): 6, (A, "management"): 2, (B, "site"): 5}
    assert sizes(counts) == {(A, "site"): 7, (A, ""): 8, (B, "site"): 5}


def test_fewer_than_five_are_no_group() -> None:
    with pytest.raises(ValueError, match="five"):
        groups_of({(A, "site"): 2, (B, "site"): 2})


@pytest.mark.parametrize(
    ("groups", "joined"),
    [
        ({(A, "site"): 5, (B, "site"): 9}, ((A, "site"), (A, "site"))),
        ({(A, ""): 5, (B, "site"): 9}, ((A, ""), (A, ""))),
        ({(A, "design"): 8, (B, "site"): 5}, ((A, "design"), (A, ""))),
        ({(B, "design"): 8, (B, "site"): 5}, ((B, "site"), (None, ""))),
        ({(B, "site"): 5, (None, ""): 9}, ((None, ""), (None, ""))),
    ],
)
def test_a_newcomer_joins_the_group_that_fits_best(groups: dict[object, int], joined: object) -> None:
    assert group_of_newcomer((A, "site"), groups) == joined  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("counts", "groups"),
    [
        ({"a": 5, "b": 9}, {("a",), ("b",)}),
        ({"a": 3, "b": 2, "c": 9}, {("a", "b"), ("c",)}),
        ({"a": 3, "b": 6, "c": 9}, {("a", "b"), ("c",)}),
        ({"a": 4}, set()),
        ({}, set()),
    ],
)
def test_rates_put_small_groups_together(counts: dict[str, int], groups: set[tuple[str, ...]]) -> None:
    assert {tuple(sorted(one)) for one in put_together(counts)} == groups
