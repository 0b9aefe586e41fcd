"""What a search finds, counts, shows and offers in place of a word that stands nowhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from maskinrum.danish.queries import LONGEST
from maskinrum.search.index import Document, Hit, Index, Results, clauses
from maskinrum.search.index.clauses import RAREST, Plan, Seen
from maskinrum.search.index.coding import _Numbers
from maskinrum.search.index.questions import MOST_SYNONYMS, MOST_WORDS, Question
from maskinrum.search.index.records import Records

OPEN = frozenset({"open"})


def document(key: str, title: str, text: str = "", **more: object) -> Document:
    return Document(key, "experience", title, text, **{"readers": OPEN, **more})  # type: ignore[arg-type]  # as named


DOCUMENTS = [
    document("udbud", "Udbud", "Kommunen valgte et udbud med forhandling.", facets={"theme": ("B2",)}),
    document("partner", "Strategisk partnerskab", "Holdet byggede i fem år.", facets={"theme": ("A4", "B2")}),
    document("renovering", "Renovering", "Renoveringsopgaverne blev løst til tiden af samme hold."),
    document("drift", "Drift", "Driften fik nøglerne, og beboerne fik vandmålere."),
    document("skjult", "Hemmelig renovering", "Tagrenoveringen blev dyr.", readers=frozenset({"organisation:1"})),
    document("ab", "Efter AB 18", "Uenighed efter AB 18 § 64 går til mægling."),
    document("lang", "Lang", "ord " * 400 + "vandskaden kom sent " + "ord " * 400),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    index = Index.open(tmp_path_factory.mktemp("search") / "index", writable=True)
    index.write(DOCUMENTS)
    return index  # type: ignore[return-value]  # nothing to do afterwards


def search(index: Index, text: str, **more: object) -> Results:
    return index.search(text, **{"readers": ["open"], **more})  # type: ignore[arg-type]  # as named


def keys(results: Results) -> list[str]:
    return [hit.key for hit in results.hits]


def score_of(results: Results, key: str) -> float:
    return next(hit.score for hit in results.hits if hit.key == key)


def shown(text: str, spans: object) -> list[str]:
    return [text[start:end] for start, end in spans]  # type: ignore[attr-defined]  # spans


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("udbuddene", "udbud"),
        ("opgave", "renovering"),
        ("beboer", "drift"),
        ("vandmaaler", "drift"),
        ("vand måler", "drift"),
        ("licitation", "udbud"),
        ("AB18", "ab"),
        ("paragraf 64", "ab"),
        ("byggepartnerskab", "partner"),
        ("hvornår kom vandskaden?", "lang"),
    ],
)
def test_another_form_a_part_another_spelling_or_another_word_finds(index: Index, text: str, first: str) -> None:
    assert keys(search(index, text))[0] == first


@pytest.mark.parametrize("text", ["licitation", "udbud -rammeaftale", '"fælles mål"', "...", "-udbud", ""])
@pytest.mark.parametrize("synonyms", [True, False])
def test_keys_alone_are_those_that_are_shown_of_the_same_question(index: Index, text: str, synonyms: bool) -> None:
    facets = {"theme": ("B2",)} if text.startswith("udbud") else {}
    found = [keys(search(index, text, facets=facets, synonyms=synonyms, limit=2))]
    assert [index.keys(text, readers=["open"], facets=facets, synonyms=synonyms, limit=2)] == found
    assert index.keys(text, readers=["nobody"], synonyms=synonyms) == []


def test_of_some_keys_those_are_told_that_are_found_and_no_others(index: Index) -> None:
    asked = "udbud renovering vandmåler"
    *before, last = index.keys(asked, readers=["open"])
    assert before
    assert index.keys(asked, readers=["open"], among=[last, "lang", "there is none"], limit=1) == [last]
    assert index.keys(asked, readers=["open"], among=[]) == []
    assert index.keys(asked, readers=["nobody"], among=[last]) == []


def test_synonyms_used_are_told_and_can_be_left_out(index: Index) -> None:
    told = search(index, "licitation")
    assert (told.synonyms[0].word, "udbud" in told.synonyms[0].others) == ("licitation", True)
    assert told.hits[0].matched == ("udbud",)
    alone = search(index, "licitation", synonyms=False)
    assert (alone, [one.names["da"] for one in alone.meanings]) == (Results(meanings=alone.meanings), ["udbud"])


def test_what_was_perhaps_meant_is_offered_and_marked(index: Index) -> None:
    results = search(index, "rennovering tiden")
    assert results.did_you_mean == "renovering tiden"
    (hit,) = results.hits
    assert shown(hit.title, hit.title_spans) == ["Renovering"]


def test_nothing_meant_is_offered_when_nothing_is_near(index: Index) -> None:
    assert search(index, "xylofon").did_you_mean == ""


def test_what_looks_alike_is_counted_too(index: Index) -> None:
    results = search(index, "rennovering")
    assert (results.total, results.facets) == (1, {"kind": {"experience": 1}})
    assert search(index, "rennovering", readers=["open", "organisation:1"]).total == 2


def test_nobody_is_offered_a_word_of_what_he_may_not_see(index: Index) -> None:
    assert search(index, "tagrenoveringgen").did_you_mean == ""
    assert search(index, "tagrenoveringgen", readers=["organisation:1"]).did_you_mean == "tagrenoveringen"
    assert index.suggest("heml", readers=["open"]) == index.suggest("hemm", readers=["open"]) == []
    assert index.suggest("hemm", readers=["organisation:1"]) == ["hemmelig"]


COMMON = [document(f"fælles{number}", f"Fælles {number}", "Der var en aftale.") for number in range(40)]
LIKE = [document(f"renovering{number}", "Rennoveringerne", "Der var en aftale om det.") for number in range(12)]


@pytest.fixture(scope="module")
def much(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    index = Index.open(tmp_path_factory.mktemp("much") / "index", writable=True)
    hidden = [document(f"skjult{number}", "Kvadderhejresten", readers=frozenset({"network"})) for number in range(3)]
    index.write([*COMMON, *LIKE, *hidden])
    return index  # type: ignore[return-value]  # nothing to do afterwards


@pytest.mark.parametrize("text", ["der kvadderhejresten", "der renovering", "der renoveringen en", "aftale fælles"])
@pytest.mark.parametrize("readers", [["open"], ["open", "network"]])
def test_no_fewer_are_counted_than_are_shown(much: Index, text: str, readers: list[str]) -> None:
    results = search(much, text, readers=readers, limit=200)
    assert results.total == len(results.hits) > 0
    assert results.facets["kind"]["experience"] == results.total


def test_a_word_in_something_hidden_takes_nothing_from_a_common_one(much: Index) -> None:
    assert search(much, "der kvadderhejresten").total == search(much, "der xyzzyqvk").total == 52
    first = search(much, "der kvadderhejresten", readers=["open", "network"], limit=3)
    assert sorted(keys(first)) == ["skjult0", "skjult1", "skjult2"]


def test_what_was_deleted_decides_as_little_as_what_is_hidden(tmp_path: Path) -> None:
    index = Index.open(tmp_path / "index", writable=True)
    index.write([*COMMON, document("væk", "Kvadderhejresten")])
    index.write([], removed=["væk"])
    told = search(index, "der kvadderhejresten")
    assert (told.total, len(told.hits)) == (40, 20)


def test_who_holds_what_is_remembered_for_so_many_only(much: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maskinrum.search.index.searching.MOST_COUNTED", 1)
    for readers in (["open"], ["network"], ["open", "nobody"]):
        search(much, "der", readers=readers)
    assert list(much._current().counted) == [frozenset({"open"})]


def test_who_holds_nothing_finds_nothing(index: Index) -> None:
    assert search(index, "renovering", readers=[]) == Results(facets={}, synonyms=search(index, "renovering").synonyms)


def test_many_readers_are_as_good_as_few(index: Index) -> None:
    many = ["open", *(f"organisation:{number}" for number in range(30))]
    assert sorted(keys(search(index, "renovering", readers=many))) == ["renovering", "skjult"]


def test_a_facet_narrows_the_others_and_not_itself(index: Index) -> None:
    results = search(index, "udbud partnerskab", synonyms=False, facets={"theme": ["A4"]})
    assert (keys(results), results.total) == (["partner"], 1)
    assert results.facets == {"kind": {"experience": 1}, "theme": {"A4": 1, "B2": 2}}


def test_a_value_that_nothing_has_leaves_nothing(index: Index) -> None:
    assert search(index, "udbud", facets={"theme": ["Z9"]}).hits == ()


def test_a_context_lifts_what_is_near_and_says_so(index: Index) -> None:
    lifted = search(index, "hold", context={"theme:A4": 2.0})
    assert lifted.hits[0].score == pytest.approx(3 * score_of(search(index, "hold"), "partner"))
    assert lifted.hits[0].matched == ("hold", "theme:A4")


def test_a_context_alone_ranks_by_what_is_near(index: Index) -> None:
    results = search(index, "", context={"theme:A4": 1.0, "theme:B2": 0.5})
    assert [(hit.key, hit.score) for hit in results.hits] == [("partner", 1.5), ("udbud", 0.5)]


def test_nothing_typed_shows_everything_a_reader_may_see(index: Index) -> None:
    assert search(index, "").total == 6


def test_only_what_is_not_wanted_leaves_the_rest(index: Index) -> None:
    assert "udbud" not in keys(search(index, "-udbud"))
    assert "partner" not in keys(search(index, '-"strategisk partnerskab"'))


def test_pages_follow_each_other(index: Index) -> None:
    both = keys(search(index, "hold udbud", limit=2))
    assert [keys(search(index, "hold udbud", limit=1, offset=at))[0] for at in (0, 1)] == both
    assert search(index, "hold udbud", limit=5, offset=50).hits == ()
    assert search(index, "hold", limit=-1, offset=-1).hits == ()


def test_a_snippet_shows_the_place_in_a_long_text(index: Index) -> None:
    (hit,) = search(index, "vandskade").hits
    assert shown(hit.snippet, hit.snippet_spans) == ["vandskaden"]
    assert len(hit.snippet) <= 240


def test_a_name_is_marked_as_a_whole(index: Index) -> None:
    (hit,) = search(index, "AB-18", synonyms=False).hits
    assert shown(hit.title, hit.title_spans) == ["AB 18"]


def test_a_common_word_needs_no_letters(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maskinrum.search.index.clauses.RARE", 0)
    assert search(index, "rennovering").hits == ()


def test_a_word_of_the_query_gives_the_reason(index: Index) -> None:
    assert search(index, "nøgle drift").hits[0].matched == ("nøgle", "drift")


BAD_INPUT = pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("bolig " * 1700, ("shortened",)),
        ("a" * 10_000, ("shortened", "no_words")),
        ("?!…", ("no_words",)),
        ('"udbud', ("unbalanced_quotes",)),
        ("\x00\x01udbud\x1b", ()),
        ('"' * 9999, ("shortened", "no_words")),
        ("-", ("no_words",)),
    ],
)


@BAD_INPUT
def test_bad_input_is_answered(index: Index, text: str, warning: tuple[str, ...]) -> None:
    assert search(index, text).warnings == warning


@pytest.mark.parametrize(
    "text",
    [
        " ".join(f"udbud{number}" for number in range(2000)),
        "renovering drift nøgler vandmålere udbud partnerskab " * 200,
        '"udbud med" ' * 900,
        "-drift " * 1500,
        "a" * 10_000,
    ],
)
def test_however_much_is_typed_only_so_much_is_looked_for(
    index: Index, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = clauses.plan
    plans: list[Plan] = []

    def seen(question: Question, by: Seen) -> Plan:
        assert len(question.query.words) <= LONGEST
        plans.append(made(question, by))
        return plans[-1]

    monkeypatch.setattr(clauses, "plan", seen)
    search(index, text)
    counts = [len(one.by_words) + len(one.by_letters) for one in plans]
    beside = [len(one.required) + len(one.never) for one in plans]
    assert all(count <= MOST_WORDS * (1 + RAREST) + MOST_SYNONYMS for count in counts)
    assert all(count <= LONGEST // 2 for count in beside)


@pytest.mark.parametrize("prefix", ["", "?", "r"])
def test_too_little_to_go_by_suggests_nothing(index: Index, prefix: str) -> None:
    assert index.suggest(prefix, readers=["open"]) == []


def test_suggestions_come_by_both_spellings(index: Index) -> None:
    assert index.suggest("en nøgl", readers=["open"]) == index.suggest("noegl", readers=["open"]) == ["nøglerne"]
    assert index.suggest("nø", readers=["open"], limit=0) == []


def test_a_record_that_is_cut_off_is_told(tmp_path: Path) -> None:
    path = tmp_path / "records"
    path.touch()
    with pytest.raises(ValueError, match="cut off"):
        Records(path).shown(1 << 40)


def test_numbers_are_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maskinrum.search.index.coding.MOST_NUMBERS", 1)
    several = _Numbers()
    assert (several["a"] == several["b"], len(several)) == (False, 1)


def test_much_text_takes_the_whole_dictionary_and_is_read_the_same(tmp_path: Path) -> None:
    index = Index.open(tmp_path / "index", writable=True)
    index.write(document(str(number), "Boligerne", "") for number in range(220))
    assert search(index, "bolig").total == 220


def test_a_reader_sees_what_a_writer_wrote(tmp_path: Path) -> None:
    writer = Index.open(tmp_path / "index", writable=True)
    reader = Index.open(tmp_path / "index")
    assert search(reader, "udbud").hits == ()
    writer.write(DOCUMENTS)
    assert isinstance(search(reader, "udbud").hits[0], Hit)
