"""What can be worked out from the content alone: rank, differences, titles; and the words of the data."""

import pytest

from maskinrum.knowledge.enums import Effect, EvidenceKind, ExperienceRole, Phase, WorksKind
from maskinrum.knowledge.facts import ExperienceFacts, theme_groups, themes_named
from maskinrum.knowledge.facts.differences import MOST_WORDS, word_differences
from maskinrum.knowledge.facts.experiences import first_words, from_json
from maskinrum.knowledge.facts.naming import stands_in
from maskinrum.knowledge.facts.ranking import rank_of
from maskinrum.shared.domain import load
from tests.knowledge.telling import told_facts


@pytest.mark.parametrize(
    ("kind", "facet"),
    [
        *[(ExperienceRole, "role"), (WorksKind, "project_kind"), (Effect, "effect")],
        *[(EvidenceKind, "evidence_kind")],
    ],
)
def test_choices_are_those_of_the_data_in_both_languages(kind: type[Effect], facet: str) -> None:
    assert {value: str(words).lower() for value, words in kind.choices} == {
        row["slug"]: row["da"].lower() for row in load("facets")[facet]["values"]
    }


def test_phases_are_those_of_the_data() -> None:
    assert [(value, str(words)) for value, words in Phase.choices] == [
        (row["code"], row["da"]) for row in load("phases")["phases"]
    ]


def test_there_are_48_themes_in_8_groups() -> None:
    assert (len(theme_groups()), sum(len(group.themes) for group in theme_groups())) == (8, 48)


def test_unknown_themes_are_left_out() -> None:
    assert [theme.code for theme in themes_named("B2 Z9 F5")] == ["B2", "F5"]


@pytest.mark.parametrize(
    ("evidence", "label", "outcomes", "counters", "rank"),
    [
        ("measured", "F", {}, 0, 3.0),
        ("measured", "S", {}, 0, 1.5),
        ("experienced", "B", {}, 0, 0.5),
        ("", "F", {}, 0, 0.0),
        ("documented", "F", {"a": ["failed", "worked"]}, 0, 4.0),
        ("documented", "F", {"a": ["partly"], "b": ["too_early"], "c": ["failed"]}, 0, 4.0),
        ("documented", "F", {name: ["worked"] for name in "abcde"}, 0, 10.0),
        ("documented", "F", {}, 1, 1.5),
        ("documented", "F", {}, 9, 1.0),
        ("", "F", {}, 1, 0.0),
    ],
)
def test_rank_is_evidence_and_use_less_what_speaks_against(
    evidence: str, label: str, outcomes: dict[str, list[str]], counters: int, rank: float
) -> None:
    assert rank_of(evidence=evidence, label=label, outcomes=outcomes, counters=counters) == rank


def told(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in word_differences(before, after)]


def test_differences_are_told_word_by_word() -> None:
    assert told("Byg en bolig først.", "Byg to boliger først.") == [
        ("same", "Byg "), ("gone", "en"), ("new", "to"), ("same", " "), ("gone", "bolig"), ("new", "boliger"),
        ("same", " først."),
    ]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), [("", "Nyt."), ("Gammelt.", ""), ("Ens.", "Ens.")])
def test_both_texts_can_be_read_out_of_the_differences(before: str, after: str) -> None:
    pieces = word_differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


def test_very_long_texts_are_told_as_a_whole() -> None:
    long = "ord " * MOST_WORDS
    assert [kind for kind, _text in told(long, "kort")] == ["gone", "new"]
    assert [kind for kind, _text in told(long, long)] == ["same"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kort råd.\nMere.", "Kort råd."),
        ("En sætning. " + "a" * 90, "En sætning"),
        ("ord " * 40, ("ord " * 22).strip() + " …"),
    ],
)
def test_first_words_stand_for_a_title(text: str, words: str) -> None:
    assert first_words(text) == words


def test_a_version_gives_back_what_was_kept() -> None:
    facts = told_facts()
    assert from_json(facts.to_json() | {"no_longer_a_field": 1}) == facts


def test_only_who_was_there_can_tell_the_four_texts_and_how_it_went() -> None:
    assert ExperienceFacts(context="x").untold == ("happened", "effect_text", "advice", "effect")


def test_what_is_missing_is_named_in_the_order_of_the_form() -> None:
    assert ExperienceFacts(context="x", phase="F1").missing == (
        *("happened", "effect_text", "advice", "themes", "role", "effect", "evidence"),
    )


@pytest.mark.parametrize(
    ("told", "is_named"),
    [
        ("vi lånte af kab i foråret", True),
        ("kabs driftsfolk kom med", True),
        ("kab's driftsfolk kom med", True),
        ("et partnerskab er et fællesskab", False),
        ("", False),
    ],
)
def test_a_name_stands_in_a_text_by_itself_only(told: str, *, is_named: bool) -> None:
    assert stands_in("KAB", told) == is_named
