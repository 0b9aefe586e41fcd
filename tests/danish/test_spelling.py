"""Two ways to write a word are one word."""

import pytest

from maskinrum.danish import Analyser, fold, normalise
from maskinrum.danish.spelling import repair
from maskinrum.danish.words import known


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("Åben", "åben"),
        ("CAFÉ", "cafe"),
        ("Ærø", "ærø"),
        ("Göteborg", "gøteborg"),
        ("ﬁn", "fin"),
        ("straße", "strasse"),
    ],
)
def test_a_word_has_one_way_of_writing_its_letters(written: str, word: str) -> None:
    assert normalise(written) == word


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("boern", "børn"), ("aaben", "åben"), ("praekvalifikation", "prækvalifikation"), ("koefficient", "koefficient")],
)
def test_letters_of_ours_are_put_back_where_the_word_is_known(typed: str, meant: str) -> None:
    assert repair(typed, known) == meant


def test_a_name_written_either_way_is_the_same_term() -> None:
    one, other = Analyser().term("Husumgaard"), Analyser().term("Husumgård")
    assert (one.lemma, one.parts, one.grams) == (other.lemma, other.parts, other.grams)


def test_folding_leaves_other_words_alone() -> None:
    assert fold("bolig") == "bolig"
