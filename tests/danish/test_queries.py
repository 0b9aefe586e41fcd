"""What is typed is taken apart, and nothing typed makes it fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maskinrum.danish import Query, parse_query
from maskinrum.danish.queries import begun_word, reworded, with_unwanted, word_by_word


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("åbne bøger", Query("åbne bøger")),
        ('"fælles mål" tillid', Query("tillid", ("fælles mål",))),
        ("„fælles mål“", Query("", ("fælles mål",))),
        ('"tillid"', Query("tillid")),
        ("aftale -drift", Query("aftale", (), ("drift",))),
        ('aftale -"fælles mål"', Query("aftale", (), ("fælles mål",))),
        ("-aftale:drift", Query("", (), ("aftale:drift",))),
        ("udbud -tema:B2", Query("udbud", (), ("tema:B2",))),
        ("e-mail", Query("e-mail")),
        ("tema:B2 udbud", Query("udbud", (), (), (("tema", "B2"),))),
        ("ukendt:B2", Query("ukendt B2")),
        ('ukendt:"to ord"', Query("ukendt", ("to ord",))),
        ('en "halv', Query("en halv", warnings=("unbalanced_quotes",))),
        ("?! –", Query("?! –", warnings=("no_words",))),
        ("-?", Query("-?", warnings=("no_words",))),
        ("", Query()),
        ("a\x00b\u202ec", Query("a b c")),
    ],
)
def test_a_query_is_taken_apart(typed: str, query: Query) -> None:
    assert parse_query(typed, ["tema"]) == query


def test_only_what_is_unwanted_and_known_is_said_otherwise() -> None:
    known = {("tema", "B2"): "theme:B2", ("type", "to ord"): "kind:tool"}
    said = with_unwanted('-tema:B2 «a» tema:B2 -type:"to ord" -tema:X -B2', lambda *one: known.get(one))
    assert said == "-theme:B2 «a» tema:B2 -kind:tool -tema:X -B2"


def test_a_query_too_long_is_shortened_and_says_so() -> None:
    query = parse_query("bolig " * 2000)
    assert (len(query.words.split()), query.warnings) == (167, ("shortened",))


@given(st.text(max_size=300))
def test_nothing_typed_makes_it_fail(typed: str) -> None:
    assert isinstance(parse_query(typed), Query)


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("Partnerskb, tag", "partnerskab, tag"),
        ('partnerskb -tag "fælles partnerskb"', 'partnerskab -tag "fælles partnerskb"'),
        ("partnerskb -partnerskb", "partnerskab -partnerskb"),
        ('"partnerskb" -"to partnerskb"', '"partnerskab" -"to partnerskb"'),
        ('tag "partnerskb', "tag partnerskab"),
        ("ukendt:partnerskb", "ukendt:partnerskab"),
    ],
)
def test_better_words_stand_for_those_that_are_wanted_alone(typed: str, better: str) -> None:
    assert reworded(typed, {"partnerskb": "partnerskab"}) == better


@pytest.mark.parametrize(
    ("typed", "apart"),
    [
        ('"fælles mål" tillid', "fælles mål tillid"),
        ('tillid “fælles mål” -"to ord"', 'tillid fælles mål -"to ord"'),
        ('ukendt:"to ord"', "ukendt to ord"),
        ('"fælles mål" "tillid', "fælles mål tillid"),
        ("fælles mål", ""),
        ('"tillid" -"to ord"', ""),
    ],
)
def test_the_words_of_a_phrase_can_be_asked_for_each_for_itself(typed: str, apart: str) -> None:
    assert word_by_word(typed) == apart


@pytest.mark.parametrize(
    ("typed", "begun"),
    [
        ("aftale dri", ("aftale", "dri")),
        ('"fælles mål" dri', ('"fælles mål"', "dri")),
        ('en "halv', ("en", "halv")),
        ("aftale -dri", ("aftale -dri", "")),
        ('"fælles mål"', ('"fælles mål"', "")),
        ("", ("", "")),
    ],
)
def test_only_a_word_that_is_wanted_is_one_that_was_begun(typed: str, begun: tuple[str, str]) -> None:
    assert begun_word(typed) == begun


@given(st.text(max_size=300))
def test_nothing_typed_makes_the_rewriting_fail(typed: str) -> None:
    begun, last = begun_word(typed)
    assert all(isinstance(one, str) for one in (begun, last, reworded(typed, {}), word_by_word(typed)))
