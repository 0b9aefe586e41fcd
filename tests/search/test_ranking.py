"""The second look: constants, parts that stand together, titles, and letters."""

import numpy as np
import pytest

from maskinrum.search.index.coding import number, numbers
from maskinrum.search.index.ranking import K1, WEIGHT_TITLE, WEIGHT_TOGETHER, Asked, norm, places, score
from maskinrum.search.index.records import Numbers

EMPTY = np.zeros(0, np.uint32)
NONE = np.zeros(0)


def documents(*texts: str) -> Numbers:
    """Documents of parts only; ``|`` stands between title and text."""
    rows = [[0 if word == "|" else number(word) for word in text.split()] for text in texts]
    return Numbers(
        np.array([one for row in rows for one in row], np.uint32),
        np.array([len(row) for row in rows], np.intp),
        EMPTY,
        np.zeros(len(rows), np.intp),
        np.ones(len(rows)),
    )


def asked(*words: str, pairs: tuple[tuple[int, int, float], ...] = ()) -> Asked:
    return Asked(words, numbers(words), np.ones(len(words)), EMPTY, NONE, pairs, ())


def test_a_word_once_in_a_text_of_usual_length_counts_its_weight() -> None:
    usual = "| bolig " + "x " * 58
    assert score(asked("bolig"), documents(usual)).scores == pytest.approx([1.0])


def test_repetition_saturates() -> None:
    once, often = score(asked("bolig"), documents("| bolig x x x", "| bolig bolig bolig bolig")).scores
    assert once < often < once * (K1 + 1)


def test_a_word_in_the_title_counts_more() -> None:
    inside, title = score(asked("bolig"), documents("x | bolig", "bolig | x")).scores
    assert title - inside == pytest.approx(WEIGHT_TITLE)


def test_parts_that_stand_together_count_more_but_not_across_the_title() -> None:
    pair = asked("fælles", "mål", pairs=((0, 1, 5.0),))
    together, apart, across = score(pair, documents("| fælles mål x", "| mål x fælles", "fælles | mål x")).scores
    by = float(norm(np.array([4 / 60]))[0])
    assert together - apart == pytest.approx(WEIGHT_TOGETHER * 5 * (K1 + 1) / (1 + by))
    assert across - apart == pytest.approx(WEIGHT_TITLE)


def test_a_document_without_a_word_is_a_hit_by_most_of_its_letters_only() -> None:
    grams = numbers(["_ren", "reno", "enov", "nov_"])
    by_letters = Asked(("renov",), numbers(["renov"]), np.ones(1), grams, np.ones(4), (), (np.arange(4),))
    found = Numbers(
        numbers(["x", "y"]), np.array([1, 1]), np.concatenate([grams[:3], grams[:2]]), np.array([3, 2]), np.ones(2)
    )
    scored = score(by_letters, found)
    assert (scored.is_hit.tolist(), scored.is_counted.tolist()) == ([True, False], [False, False])


def test_numbers_that_share_a_slot_are_told_apart() -> None:
    wanted = np.array([5, 5 + (1 << 16), 9], np.uint32)
    asked_for = np.array([5, 5 + (1 << 16), 9, 5 + (2 << 16), 7], np.uint32)
    assert places(asked_for, wanted).tolist() == [0, 1, 2, -1, -1]


def test_the_weight_of_a_document_multiplies_its_score() -> None:
    plain = documents("| bolig")
    double = Numbers(plain.parts, plain.part_counts, EMPTY, plain.gram_counts, np.array([2.0]))
    assert score(asked("bolig"), double).scores == pytest.approx(2 * score(asked("bolig"), plain).scores)
