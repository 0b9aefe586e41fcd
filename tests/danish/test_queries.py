"""What is typed is taken apart, and nothing typed makes it fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maskinrum.danish import Query, parse_query


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("åbne bøger", Query("åbne bøger")),
        ('"fælles mål" tillid', Query("tillid", ("fælles mål",))),
        ("„fælles mål“", Query("", ("fælles mål",))),
        ('"tillid"', Query("tillid")),
        ("aftale -drift", Query("aftale", (), ("drift",))),
        ('aftale -"fælles mål"', Query("aftale", (), ("fælles mål",))),
        ("-aftale:drift", Query("", (), ("aftale drift",))),
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


def test_a_query_too_long_is_shortened_and_says_so() -> None:
    query = parse_query("bolig " * 2000)
    assert (len(query.words.split()), query.warnings) == (167, ("shortened",))


@given(st.text(max_size=300))
def test_nothing_typed_makes_it_fail(typed: str) -> None:
    assert isinstance(parse_query(typed), Query)
