"""However far somebody turns the pages of many answers, each answer stands on one page, and on one only."""

import random
from pathlib import Path

import pytest

from maskinrum.search.index import Document, Index
from maskinrum.search.index.coding import MOST_PARTS

SEED, MANY = 2026, 1_500
WORDS = ["udbud", "renovering", "tag", "facade", "økonomi", "beboer", "drift", "tidsplan", "entreprenør", "ramme"]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Many documents with words of the same few, some misspelt, of several weights; put in on two days."""
    rng = random.Random(SEED)  # noqa: S311 - the same draw each time
    index = Index.open(tmp_path_factory.mktemp("paging") / "index", writable=True)
    made = []
    for place in range(MANY):
        words = ["kvadersten", *rng.choices(WORDS, k=rng.randint(3, 30))] * rng.randint(1, 2)
        words[0] = rng.choice(["kvadersten", "kvadersten", "kvadersten", "kvaderstin" if place % 10 == 0 else "kvader"])
        reader = "organisation:1" if place % 20 == 0 else "open"
        facets = {"theme": (f"T{place % 3}",)}
        title = f"{words[1]} {place}"
        weight = rng.choice([0.5, 1.0, 2.0])
        made.append(Document(str(place), "experience", title, " ".join(words), frozenset({reader}), facets, weight))
    index.write(made[:1000])
    index.write(made[1000:], [str(place) for place in range(5, 50, 10)])
    return index


@pytest.mark.parametrize(
    ("text", "facets", "context"),
    [
        ("kvadersten", {}, {}),
        ("kvadersten udbud", {}, {}),
        ("udbud renovering tag", {}, {}),
        ("kvadersten -tidsplan", {}, {}),
        ("-tidsplan", {}, {}),
        ('"udbud renovering" tag facade', {}, {}),
        ("kvadersten", {"theme": ("T1", "T2")}, {}),
        ("kvadersten", {}, {"theme:T1": 2.0}),
        ("", {}, {"theme:T1": 2.0, "theme:T2": 0.5}),
    ],
)
def test_each_answer_stands_on_one_page(
    index: Index, text: str, facets: dict[str, tuple[str, ...]], context: dict[str, float]
) -> None:
    def turned(size: int) -> tuple[list[str], set[int]]:
        keys, totals, offset = [], set(), 0
        while True:
            more = {"facets": facets, "context": context}
            page = index.search(text, readers=["open"], limit=size, offset=offset, **more)  # type: ignore[arg-type]
            totals.add(page.total)
            keys += [hit.key for hit in page.hits]
            offset += size
            if not page.hits:
                return keys, totals

    keys, totals = turned(20)
    assert len(keys) == len(set(keys))
    assert totals == {len(keys)}
    assert turned(70) == (keys, totals)
    assert len(keys) > (1000 if text == "kvadersten" and not facets else 100)


def test_what_stands_far_on_in_a_long_text_is_found_and_marked_there(tmp_path: Path) -> None:
    index = Index.open(tmp_path / "index", writable=True)
    text = "ord " * (MOST_PARTS // 4) + "mellem kvadersten mellem " + "ord " * MOST_PARTS + "vandskade"
    index.write([Document("lang", "experience", "Lang", text, frozenset({"open"}))])
    found = index.search("kvadersten", readers=["open"])
    assert (found.total, [hit.key for hit in found.hits]) == (1, ["lang"])
    (hit,) = found.hits
    assert [hit.snippet[start:end] for start, end in hit.snippet_spans] == ["kvadersten"]
    beyond = index.search("vandskade", readers=["open"])
    assert (beyond.total, beyond.hits) == (0, ())
