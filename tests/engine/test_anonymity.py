"""No group below five is shown, or can be worked out from what is: attacked with exact arithmetic and by trying all."""

from collections.abc import Collection
from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maskinrum.engine import Exposure, ExposureWay, GroupView, StatisticsError, Withheld, exposure, exposures, showable
from maskinrum.engine.arrays import Integers


def heads(*counts: int) -> Integers:
    return np.array(counts, dtype=np.intp)[:, np.newaxis]


def views(*groups: Collection[int], beside: str = "") -> list[GroupView]:
    return [GroupView(str(sorted(cells)), frozenset(cells), beside) for cells in groups]


def withheld(answers: Integers, asked: list[GroupView], **more: object) -> list[str | None]:
    return [own.withheld for own in showable(answers, asked, **more)]  # type: ignore[arg-type]


def rank(rows: list[list[int]]) -> int:
    """Of whole numbers, without any rounding."""
    left, found = [[Fraction(value) for value in row] for row in rows], 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left[found:] if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(found, pivot)
        for row in left[found + 1 :]:
            factor = row[column] / pivot[column]
            row[:] = [value - factor * own for value, own in zip(row, pivot, strict=True)]
        found += 1
    return found


def worked_out_by_sums(sizes: list[int], shown: list[frozenset[int]], minimum: int) -> bool:
    """Whether a weighted sum of shown groups is about fewer people than the minimum: every set of cells is tried."""
    there = [cell for cell, size in enumerate(sizes) if size]
    rows = [[int(cell in group) for cell in there] for group in shown]
    full = rank(rows)
    for count in range(1, minimum):
        for few in combinations(range(len(there)), count):
            if sum(sizes[there[place]] for place in few) < minimum:
                outside = [[value for place, value in enumerate(row) if place not in few] for row in rows]
                if rank(outside) < full:
                    return True
    return False


def worked_out_by_trying(table: Integers, shown: list[frozenset[int]], minimum: int) -> bool:
    """Whether some few have the same answers in every table of two levels that agrees with what is shown."""
    sizes = table.sum(axis=1)
    upper = np.array(list(product(*(range(int(size) + 1) for size in sizes))))
    rows = np.array([[int(cell in group) for cell in range(len(sizes))] for group in shown]).reshape(-1, len(sizes))
    agree = upper[((upper - table[:, 1]) @ rows.T == 0).all(axis=1)]
    few = (
        list(cells)
        for count in range(1, len(sizes) + 1)
        for cells in combinations(range(len(sizes)), count)
        if 0 < sizes[list(cells)].sum() < minimum or np.count_nonzero(table[list(cells)].sum(axis=0)) == 1
    )
    return any(len(set(agree[:, cells].sum(axis=1).tolist())) == 1 for cells in few)


def test_four_are_not_shown_and_five_are() -> None:
    assert withheld(heads(4, 5), views([0], [1])) == [Withheld.FEW, None]
    assert withheld(heads(0, 5), views([0], [])) == [Withheld.FEW, Withheld.FEW]


def test_what_is_left_of_a_total_is_a_group_too() -> None:
    assert withheld(heads(6, 4), views([0, 1], [0])) == [None, Withheld.DIFFERENCE]
    assert withheld(heads(6, 4), views([0], [0, 1])) == [None, Withheld.DIFFERENCE]
    assert withheld(heads(6, 5), views([0, 1], [0], [1])) == [None, None, None]
    assert withheld(heads(6, 4, 2), views([0, 1, 2], [0], [1])) == [None, None, Withheld.FEW]


def test_filters_are_subtracted_from_each_other() -> None:
    """All, then those of a client, then all but one party: the last would leave three."""
    answers = heads(6, 3, 5, 3)
    assert withheld(answers, views([0, 1, 2, 3], [0, 1], [0, 1, 2])) == [None, None, Withheld.DIFFERENCE]


def test_a_table_with_its_margins_leaves_one_cell_by_way_of_three() -> None:
    rows, columns = [[0, 1], [2, 3]], [[0, 2], [1, 3]]
    asked = views([0, 1, 2, 3], *rows, *columns, [0])
    assert withheld(heads(6, 6, 6, 3), asked) == [None, None, None, None, None, Withheld.DIFFERENCE]


def test_what_was_published_before_counts_whatever_round_or_document_it_was_in() -> None:
    """A total over two rounds was shown, of which the first alone would leave four of the second."""
    both = [frozenset({0, 1})]
    assert withheld(heads(9, 4), views([0]), published=both) == [Withheld.DIFFERENCE]
    assert withheld(heads(9, 4), views([0])) == [None]
    assert withheld(heads(9, 4, 8), views([2]), published=both) == [None]


def test_when_too_much_is_out_already_nothing_is_added() -> None:
    out = [frozenset({0, 1}), frozenset({0})]
    assert withheld(heads(9, 4, 8), views([2]), published=out) == [Withheld.DIFFERENCE]
    (found,) = exposures(heads(9, 4, 8), out)
    assert found == Exposure(frozenset({1}), 4, ExposureWay.SUMS, alike=False)
    answers = np.array([[5, 4], [2, 2], [4, 4]])
    assert withheld(answers, views([2], [2]), published=out) == [Withheld.DIFFERENCE] * 2


def test_a_weighted_sum_of_few_is_found_as_a_plain_one_is() -> None:
    """Twice the first cell and once the second, of four people together, though neither can be had alone."""
    found = exposures(heads(2, 2, 9, 9), [{0, 1, 2}, {0, 3}, {2, 3}])
    assert [own.cells for own in found] == [{0, 1}]


def test_people_who_all_answer_alike_are_not_shown_nor_what_stands_beside_them() -> None:
    answers = np.array([[0, 0, 6], [2, 3, 1], [3, 4, 2]])
    asked = [*views([0, 1, 2]), *views([0], [1], [2], beside="role")]
    assert withheld(answers, asked) == [None, Withheld.ALIKE, Withheld.BESIDE, Withheld.BESIDE]
    assert withheld(answers, views([0, 1, 2], [0], [2])) == [None, Withheld.ALIKE, None]
    assert withheld(answers, views([0, 1, 2], [1, 2])) == [None, Withheld.ALIKE]


def test_people_who_are_alike_are_found_over_a_difference() -> None:
    (found,) = exposures(np.array([[0, 6], [3, 3]]), [{0, 1}, {1}])
    assert found == Exposure(frozenset({0}), 6, ExposureWay.BOUNDS, alike=True)


def test_counts_that_leave_one_possible_answer_are_not_shown() -> None:
    """Nobody in the row chose the third level and nobody in the column the second: the two in both chose the first."""
    answers = np.array([[2, 0, 0], [0, 4, 0], [0, 0, 4], [3, 3, 3]])
    row, column, everybody = {0, 1}, {0, 2}, {0, 1, 2, 3}
    found = exposures(answers, [everybody, row, column])
    assert {(own.cells, own.way, own.alike) for own in found} >= {(frozenset({0}), ExposureWay.BOUNDS, False)}
    assert exposures(answers.sum(axis=1, keepdims=True), [everybody, row, column]) == ()
    assert withheld(answers, views(everybody, row, column)) == [None, None, Withheld.DIFFERENCE]


def test_guesses_save_time_and_change_no_ruling(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = np.array([[1, 1, 1], [2, 0, 1], [0, 1, 2], [4, 0, 0]])
    shown = [{0, 1}, {2, 3}, {0, 2}, {1, 3}]
    with_guesses = exposures(answers, shown)
    monkeypatch.setattr(exposure, "FIRST_GUESSES", 0)
    assert exposures(answers, shown) == with_guesses


def test_many_who_are_alike_are_found_by_bounds() -> None:
    answers = np.array([[6, 0, 0], [0, 5, 0], [0, 0, 5], [5, 5, 5]])
    found = exposures(answers, [{0, 1}, {0, 2}, {0, 1, 2, 3}])
    assert {(own.way, own.alike) for own in found} == {(ExposureWay.BOUNDS, True)}
    assert withheld(answers, views([0, 1, 2, 3], [0, 1], [0, 2])) == [None, None, Withheld.ALIKE]


@given(
    sizes=st.lists(st.integers(0, 6), min_size=2, max_size=6),
    seed=st.integers(0, 10**6),
    count=st.integers(1, 7),
)
@settings(max_examples=60, deadline=None)
def test_no_sum_of_all_that_is_shown_is_about_fewer_than_five(sizes: list[int], seed: int, count: int) -> None:
    """Two rounds of showing, the second with the first published; attacked with exact fractions over every set."""
    draws = np.random.Generator(np.random.Philox(seed)).random((2, count, len(sizes))) < 0.6
    published: list[frozenset[int]] = []
    for asked in draws:
        ruled = showable(heads(*sizes), views(*(np.flatnonzero(row).tolist() for row in asked)), published=published)
        published += [own.view.cells for own in ruled if own.shown]
    assert not worked_out_by_sums(sizes, published, 5)
    assert exposures(heads(*sizes), published) == ()


@given(
    sizes=st.lists(st.integers(0, 6), min_size=2, max_size=6),
    seed=st.integers(0, 10**6),
    count=st.integers(1, 5),
)
@settings(max_examples=60, deadline=None)
def test_the_attack_finds_what_exact_fractions_find(sizes: list[int], seed: int, count: int) -> None:
    draws = np.random.Generator(np.random.Philox(seed)).random((count, len(sizes))) < 0.6
    shown = [frozenset(np.flatnonzero(row).tolist()) for row in draws]
    assert bool(exposures(heads(*sizes), shown)) == worked_out_by_sums(sizes, shown, 5)


@given(
    table=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=4),
    seed=st.integers(0, 10**6),
)
@settings(max_examples=25, deadline=None)
def test_no_answer_of_few_is_the_only_one_possible(table: list[tuple[int, int]], seed: int) -> None:
    """With a minimum of three, so that every table that agrees with what is shown can be tried."""
    answers = np.array(table)
    draws = np.random.Generator(np.random.Philox(seed)).random((4, len(table))) < 0.7
    ruled = showable(answers, views(*(np.flatnonzero(row).tolist() for row in draws)), minimum=3)
    shown = [own.view.cells for own in ruled if own.shown]
    assert not shown or not worked_out_by_trying(answers, shown, 3)
    everything = [own.view.cells for own in ruled if own.view.cells]
    found = exposures(answers, everything, 3)
    if all(own.way is ExposureWay.BOUNDS for own in found):
        assert bool(found) == (bool(everything) and worked_out_by_trying(answers, everything, 3))


def test_the_same_question_gets_the_same_ruling_and_the_order_of_cells_does_not_matter() -> None:
    answers = np.random.Generator(np.random.Philox(2)).integers(0, 4, (6, 3))
    asked = views([0, 1, 2, 3, 4, 5], [0, 1, 2], [0, 3], [1, 4], [0])
    turned = views(*({5 - cell for cell in view.cells} for view in asked))
    assert withheld(answers, asked) == withheld(answers, asked) == withheld(answers[::-1], turned)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((np.array([1, 2]), [{0}]), "count"),
        ((np.array([[0.5]]), [{0}]), "count"),
        ((heads(-1), [{0}]), "count"),
        ((heads(7), [{1}]), "cells"),
        ((heads(7), [{0}], 0), "minimum"),
    ],
)
def test_what_cannot_be_ruled_on_is_refused(arguments: tuple[object, ...], code: str) -> None:
    with pytest.raises(StatisticsError) as refused:
        exposures(*arguments)  # type: ignore[arg-type]
    assert refused.value.code == code
