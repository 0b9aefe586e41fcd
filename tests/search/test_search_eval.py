"""``maskinrum search-eval``: the measures are the standard ones, and the floors are kept on a sample."""

import json
import lzma
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from maskinrum.search.index import Index
from maskinrum.search.index.evaluation import by_set, measured, of_query
from maskinrum.search.management.commands.search_eval import judgements_of, passages_of, rows_of
from tests.search import sector

DATA = Path(__file__).parents[3] / "shared" / "data"
RETRIEVAL = DATA / "retrieval_da"
PASSAGES = [
    {"id": "p1", "title": "Udbud", "text": "Et udbud med forhandling."},
    {"id": "p2", "title": "Drift", "text": "Driften fik nøglerne."},
]
QUERIES = [{"id": "q1", "text": "udbuddet", "set": "a"}, {"id": "q2", "text": "nøgle", "set": "b"}]
JUDGED = "query_id\tpassage_id\trelevance\nq1\tp1\t2\nq2\tp2\t1\nq2\tp1\t1\n"


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "collection"
    folder.mkdir()
    lines = "\n".join(map(json.dumps, PASSAGES))
    (tmp_path / "retrieval_da").mkdir()
    (tmp_path / "retrieval_da" / "passages.jsonl.xz").write_bytes(lzma.compress(lines.encode()))
    (folder / "queries.dev.jsonl").write_text("\n".join(map(json.dumps, QUERIES)), encoding="utf-8")
    (folder / "qrels.dev.tsv").write_text(JUDGED, encoding="utf-8")
    return folder


def evaluated(*words: object) -> str:
    out = StringIO()
    call_command("search_eval", *map(str, words), stdout=out)
    return out.getvalue()


def test_a_collection_is_measured_and_its_run_is_written(collection: Path, tmp_path: Path) -> None:
    run, report = tmp_path / "run.tsv", tmp_path / "report.json"
    text = evaluated(collection, "--run", run, "--json", report)
    kept = json.loads(report.read_text())
    assert [line.split("\t")[:2] for line in run.read_text().splitlines()] == [["q1", "p1"], ["q2", "p2"]]
    assert kept["sets"]["a"] == {"queries": 1, "ndcg_10": 1.0, "recall_10": 1.0, "recall_100": 1.0, "mrr_10": 1.0}
    assert (kept["sets"]["b"]["recall_10"], kept["sets"]["macro"]["recall_10"]) == (0.5, 0.75)
    assert (kept["index"]["passages"], list(kept["latency_ms"])) == (2, ["p50", "p95", "p99"])
    assert text.splitlines()[1].split() == ["a", "1", "1.0000", "1.0000", "1.0000", "1.0000"]


def test_the_report_goes_to_the_screen_as_json(collection: Path) -> None:
    (collection / "qrels.dev.tsv").write_text("q1\tp1\t2\n", encoding="utf-8")
    assert json.loads(evaluated(collection, "--json", "-"))["sets"]["macro"]["ndcg_10"] == 1.0


def test_a_folder_without_a_collection_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"passages\.jsonl") as refusal:
        evaluated(tmp_path)
    assert refusal.value.returncode == 3


def test_the_measures_are_the_standard_ones() -> None:
    grades = {"a": 2, "b": 1}
    ndcg, recall_10, recall_100, reciprocal = of_query(["x", "a"], grades)
    assert ndcg == pytest.approx((2 / 1.584962500721156) / (2 + 1 / 1.584962500721156))
    assert (recall_10, recall_100, reciprocal) == (0.5, 0.5, 0.5)
    assert of_query([], grades) == (0.0, 0.0, 0.0, 0.0)


def test_the_average_over_sets_is_not_the_average_over_queries() -> None:
    judged = {"q1": {"a": 1}, "q2": {"a": 1}, "q3": {"a": 1}}
    run = {"q1": [("a", 1.0)]}
    found = by_set(run, judged, {"q1": "one", "q2": "two", "q3": "two"})
    assert found["macro"].ndcg_10 == 0.5
    assert measured(run, judged).ndcg_10 == pytest.approx(1 / 3)


def recall_10(index: Index, rows: tuple[tuple[str, tuple[str, ...]], ...]) -> float:
    found = [
        ({hit.key for hit in index.search(asked, readers=sector.OPEN, limit=10).hits}, keys) for asked, keys in rows
    ]
    return sum(len(hits & set(keys)) / len(keys) for hits, keys in found) / len(found)


@pytest.fixture(scope="module")
def sector_index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = Index.open(tmp_path_factory.mktemp("sector") / "index", writable=True)
    index.write(sector.documents())
    return index


def test_queries_of_the_sector_that_were_never_tuned_on_find_what_answers_them(sector_index: Index) -> None:
    assert recall_10(sector_index, sector.queries().held_out) >= 0.95


def trap_queries() -> list[dict[str, Any]]:
    from maskinrum.shared.domain import load  # noqa: PLC0415 - read when the cases are made

    rows: list[dict[str, Any]] = load("search_traps")["test_queries"]
    return rows


@pytest.mark.parametrize("row", trap_queries(), ids=lambda row: row["query"])
def test_the_queries_of_the_traps_find_their_group_on_the_first_page(sector_index: Index, row: dict[str, Any]) -> None:
    wanted = f"thesaurus:{row['expects_group']}" if "expects_group" in row else f"partnership:{row['expects_slug']}"
    assert wanted in {hit.key for hit in sector_index.search(row["query"], readers=["open"]).hits}


@pytest.fixture(scope="module")
def passages(tmp_path_factory: pytest.TempPathFactory) -> Index:
    if not RETRIEVAL.exists():
        pytest.skip("the retrieval data is not beside the repository")
    index = Index.open(tmp_path_factory.mktemp("passages") / "index", writable=True)
    index.write(passages_of(RETRIEVAL))
    return index


# Every so many of the development queries: enough to see a fall, quick enough for every change.
@pytest.mark.thorough
@pytest.mark.parametrize(
    ("name", "every", "figure", "floor"),
    [
        ("retrieval_da", 24, "ndcg_10", 0.88),
        ("compound_retrieval_da", 12, "recall_10", 0.78),
        ("inflection_retrieval_da", 4, "recall_100", 0.93),
    ],
)
def test_the_floors_are_kept_on_a_sample(passages: Index, name: str, every: int, figure: str, floor: float) -> None:
    queries = {str(row["id"]): row for row in rows_of(DATA / name / "queries.dev.jsonl")[::every]}
    judged = {key: grades for key, grades in judgements_of(DATA / name / "qrels.dev.tsv").items() if key in queries}
    run = {
        key: [(hit.key, hit.score) for hit in passages.search(queries[key]["text"], readers=["open"], limit=100).hits]
        for key in judged
    }
    sets = {key: str(row["set"]) for key, row in queries.items()}
    kept = by_set(run, judged, sets)
    assert getattr(kept["macro" if name == "retrieval_da" else "all"], figure) >= floor
