"""What is put into the index is found again, by whoever may see it."""

from pathlib import Path

import pytest

from maskinrum.search.index import Document, Hit, Index, IndexMissingError, IndexOutdatedError, Span


def document(key: str, title: str = "", text: str = "", readers: frozenset[str] = frozenset({"open"})) -> Document:
    return Document(key, "experience", title, text, readers, {"theme": ("B2",)})


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index.open(tmp_path / "index", writable=True)


def keys(index: Index, text: str, *readers: str) -> list[str]:
    return [hit.key for hit in index.search(text, readers=readers or ("open",)).hits]


def test_a_word_finds_the_document_it_stands_in(index: Index) -> None:
    index.write([document("a", text="en aftale"), document("b", text="et udbud")])
    assert keys(index, "aftale") == ["a"]


def test_a_document_written_again_replaces_the_first(index: Index) -> None:
    index.write([document("a", text="en aftale")])
    index.write([document("a", text="et udbud")])
    assert (keys(index, "aftale"), keys(index, "udbud"), index.count) == ([], ["a"], 1)


def test_a_document_removed_is_not_found(index: Index) -> None:
    index.write([document("a", text="en aftale")])
    index.write([], removed=["a"])
    assert keys(index, "aftale") == []


def test_what_a_reader_may_not_see_is_neither_found_nor_counted_nor_suggested(index: Index) -> None:
    index.write([document("a", text="en aftale", readers=frozenset({"organisation:1"}))])
    results = index.search("aftale", readers=["open", "organisation:2"])
    assert (results.hits, results.total, results.facets) == ((), 0, {})
    assert index.suggest("aft", readers=["open"], limit=5) == []
    assert index.suggest("aft", readers=["organisation:1"], limit=5) == ["aftale"]


def test_a_facet_keeps_what_has_its_value(index: Index) -> None:
    index.write([document("a", text="en aftale")])
    found = index.search("aftale", readers=["open"], facets={"theme": ["B2"]})
    missed = index.search("aftale", readers=["open"], facets={"theme": ["C1"]})
    assert (found.total, found.facets, missed.total) == (1, {"kind": {"experience": 1}, "theme": {"B2": 1}}, 0)


def test_a_phrase_must_stand_together(index: Index) -> None:
    index.write([document("a", text="fælles mål for alle"), document("b", text="mål som er fælles")])
    assert keys(index, '"fælles mål"') == ["a"]


def test_a_word_with_minus_must_not_be_there(index: Index) -> None:
    index.write([document("a", text="en aftale om drift"), document("b", text="en aftale")])
    assert keys(index, "aftale -drift") == ["b"]


def test_a_context_without_words_ranks_by_facets(index: Index) -> None:
    index.write([document("a"), Document("b", "experience", "", "", frozenset({"open"}), {"theme": ("C1",)})])
    results = index.search("", readers=["open"], context={"theme:C1": 1.0})
    assert [hit.key for hit in results.hits] == ["b"]


def test_the_words_found_are_marked(index: Index) -> None:
    index.write([document("a", title="Aftale", text="Vi fik en aftale.")])
    (hit,) = index.search("aftale", readers=["open"]).hits
    assert hit == Hit(
        "a", "experience", hit.score, "Aftale", (Span(0, 6),), "Vi fik en aftale.", (Span(10, 16),), ("aftale",)
    )


def test_only_signs_give_a_warning(index: Index) -> None:
    assert index.search("?!", readers=["open"]).warnings == ("no_words",)


def test_a_folder_without_an_index_is_said_to_have_none(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError):
        Index.open(tmp_path)


def test_an_index_of_another_version_must_be_built_anew(index: Index, tmp_path: Path) -> None:
    (tmp_path / "index" / "version").write_text("0", encoding="utf-8")
    with pytest.raises(IndexOutdatedError):
        Index.open(tmp_path / "index")
    assert Index.open(tmp_path / "index", writable=True, anew=True).count == 0


def test_an_index_opened_for_reading_is_not_written(index: Index, tmp_path: Path) -> None:
    with pytest.raises(PermissionError):
        Index.open(tmp_path / "index").write([document("a")])
