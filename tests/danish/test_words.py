"""A word has one base form, and the parts a knowing person would divide it into."""

import pytest

from maskinrum.danish import dictionary, understand, words
from maskinrum.danish.words import Dictionary, divide
from tests.search import sector


@pytest.mark.parametrize(
    ("word", "lemma", "parts"),
    [
        ("boligorganisationernes", "boligorganisation", ("bolig", "organisation")),
        ("samarbejdsklimaet", "samarbejdsklima", ("samarbejde", "klima")),
        ("konfliktløsningstrappe", "konfliktløsningstrappe", ("konflikt", "løsning", "trappe")),
        ("byggepartnerskab", "byggepartnerskab", ("bygge", "partnerskab")),
        ("procesledere", "procesleder", ("proces", "leder")),
        ("børnene", "barn", ("barn",)),
        ("bedste", "god", ("god",)),
        ("leder", "leder", ("leder",)),
        ("partnerskaber", "partnerskab", ("partnerskab",)),
        ("landsbyggefonden", "landsbyggefond", ("landsbyggefond",)),
        ("partnerskabenes", "partnerskab", ("partnerskab",)),
        ("folehavens", "folehav", ("folehav",)),
        ("xyzzyq", "xyzzyq", ("xyzzyq",)),
        ("ab92", "ab92", ("ab", "92")),
        ("3d-7", "3d-7", ("3d-7",)),
        ("h", "h", ("h",)),
    ],
)
def test_a_word_is_understood(word: str, lemma: str, parts: tuple[str, ...]) -> None:
    assert understand(word) == (lemma, parts)


def test_a_word_too_long_to_be_one_stays_as_it_is() -> None:
    assert understand("bolig" * 20).parts == ("bolig" * 20,)


def test_a_division_that_is_too_dear_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert understand("dommerparken").parts == ("dommer", "park")
    monkeypatch.setattr(words, "DEAREST_MEAN", 1.0)
    assert understand("dommerparken").parts == ("dommerparken",)


def test_what_cannot_be_divided_says_so() -> None:
    assert divide("xyzzyqqq") is None


def test_words_that_are_not_compounds_stay_whole() -> None:
    assert {word: understand(word).parts for word in sector.simple_words() if len(understand(word).parts) > 1} == {}


def exact(rows: tuple[tuple[str, tuple[str, ...]], ...]) -> float:
    return sum(understand(word).parts == parts for word, parts in rows) / len(rows)


def test_compounds_of_the_sector_are_divided_as_a_person_would() -> None:
    assert exact(sector.compounds().tuning) >= 0.95


def test_compounds_that_were_never_tuned_on_are_divided_as_well() -> None:
    assert exact(sector.compounds().held_out) >= 0.95


def test_the_whole_dictionary_says_what_the_small_one_says() -> None:
    one = Dictionary()
    words = ("boligerne", "udbuddet", "findesikke")
    small = [one().get(word) for word in words]
    one.read_whole()
    one.read_whole()
    assert [one().get(word) for word in words] == small == ["bolig", "udbud", None]
    assert dictionary().get("boligerne") == "bolig"
