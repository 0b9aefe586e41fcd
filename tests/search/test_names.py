"""Names made on the site are looked for whole, at once, by whoever may see them and by nobody else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import VISITOR
from maskinrum.search.index import Document, Index
from maskinrum.search.index.language import shipped_language
from maskinrum.search.indexing import Question, ask
from tests.conftest import NOW
from tests.partnerships.entries import added, entry_facts, shown_to

Follow = Callable[[], int]
OPEN, OTHERS = frozenset({"open"}), frozenset({"organisation:1"})
NAME = "Boligselskabet Havneparken"
TEXTS = {
    "park": "Beboerne fik en park ved havnen.",
    "told": "Havneparken fik nye tage, og parken fik bænke.",
    "works": "Renovering i parken.",
}


def written(path: Path, readers: frozenset[str], *names: str) -> Index:
    """An index in which something is called by these names, for these readers."""
    index = Index.open(path / "index", writable=True, anew=True)
    others = [Document(str(number), "experience", "Andet", "mere", OPEN) for number in range(20)]
    told = [Document(key, "experience", key, text, OPEN) for key, text in TEXTS.items()]
    called = [Document("called", "partnership", name, "", readers, names=(name,)) for name in names]
    index.write([*others, *told, *called])
    return index


def found(index: Index, text: str) -> set[str]:
    return {hit.key for hit in index.search(text, readers=OPEN).hits}


def test_a_name_is_looked_for_whole_and_other_words_in_parts(tmp_path: Path) -> None:
    index = written(tmp_path, OPEN, NAME)
    for text in ("Havneparken", "havneparken", "Havneparkens"):
        assert found(index, text) == {"called", "told"}
    assert found(index, "Havneparken renovering") == {"called", "told", "works"}
    assert found(index, "Havneparken park") == {"called", "told", "works", "park"}
    assert found(index, "selskab") == {"called"}


def test_where_a_name_is_looked_for_its_parts_are_not_marked(tmp_path: Path) -> None:
    told = next(
        hit for hit in written(tmp_path, OPEN, NAME).search("Havneparken", readers=OPEN).hits if hit.key == "told"
    )
    assert [told.snippet[start:end] for start, end in told.snippet_spans] == ["Havneparken"]
    assert told.matched == ("havneparken",)


@pytest.mark.parametrize("readers", [OTHERS, OPEN - OPEN])
def test_a_name_in_what_is_hidden_changes_no_question(tmp_path: Path, readers: frozenset[str]) -> None:
    without, hidden = written(tmp_path / "a", OPEN), written(tmp_path / "b", readers, NAME)
    for text in ("Havneparken", "Havneparken renovering", "havneparkne"):
        assert hidden.search(text, readers=OPEN) == without.search(text, readers=OPEN)
    assert found(hidden, "Havneparken") == {"park", "told", "works"}


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        (NAME, ["havneparken"]),
        ("Ringgården og Skovlunden", ["ringgården", "skovlunden"]),
        ("Renoveringspartnerskabet Nord", []),
        ("Tagudskiftning på havneparken", []),
        ("Boligforeningen af 1942", []),
        ("", []),
    ],
)
def test_of_a_name_only_words_that_are_nothing_else_are_kept_whole(name: str, whole: list[str]) -> None:
    assert shipped_language().names_in([name]) == whole


def test_a_name_given_today_is_whole_as_soon_as_it_is_found_and_for_as_long(
    organisation: Organisation, follow: Follow
) -> None:
    added(entry_facts(name="Parken ved havnen"), slug="parken")
    row = added(entry_facts(name="Havneparken"), slug="havneparken")

    def titles() -> set[str]:
        answer = ask(VISITOR, Question("Havneparken", facets={"kind": ("partnership",)}), language="da", now=NOW)
        return {one.hit.title for one in answer.found}

    follow()
    assert titles() == {"Havneparken"}
    shown_to(row, Visibility.ORGANISATION)
    follow()
    assert titles() == {"Parken ved havnen"}
