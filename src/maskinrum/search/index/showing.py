"""What a page of results shows of each hit, and what was perhaps meant."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from maskinrum.danish import Analyser
from maskinrum.search.index.questions import Question
from maskinrum.search.index.results import Hit
from maskinrum.search.index.snippets import Wanted, marks, snippet
from maskinrum.search.index.spelling import meant


def wanted_of(question: Question, parts_found: Collection[str]) -> Wanted:
    """Return what is marked in the hits: the words of the query, the synonyms, and what looks like an unknown word."""
    own = {part for term in question.terms for part in term.parts}
    others = {other[0] for other in question.others if len(other) == 1}
    unknown = (term for term in question.terms if term.grams and parts_found.isdisjoint(term.parts))
    return Wanted(frozenset(own | others), tuple(frozenset(term.grams) for term in unknown))


def shown_hit(
    shown: Mapping[str, Any],
    score: float,
    wanted: Wanted,
    analyser: Analyser,
    question: Question,
    context: Mapping[str, float],
) -> Hit:
    """Return a hit with its marks, and why it was found."""
    title: str = shown["title"]
    in_title = marks(title, wanted, analyser)
    piece, in_piece, parts = snippet(shown["text"], wanted, analyser)
    parts |= {part for _, marked in in_title for part in marked}
    near = [f"{name}:{value}" for name, value in values_of(shown) if f"{name}:{value}" in context]
    reasons = dict.fromkeys([*words_found(question, parts), *near])
    spans = tuple(span for span, _ in in_title)
    return Hit(shown["key"], shown["kind"], score, title, spans, piece, in_piece, tuple(reasons))


def words_found(question: Question, parts: Collection[str]) -> Iterator[str]:
    """Return the words of the query, and the synonyms, that have a part among these."""
    yield from (term.text for term in question.terms if any(part in parts for part in term.parts))
    for other, said in zip(question.others, question.others_said, strict=True):
        if all(part in parts for part in other):
            yield said


def values_of(shown: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the values of the facets of a document, its kind among them."""
    facets: Mapping[str, Sequence[str]] = shown["facets"]
    return [("kind", shown["kind"]), *((name, value) for name in facets for value in facets[name] if name != "kind")]


def did_you_mean(question: Question, parts_found: Collection[str], page: Iterable[Mapping[str, Any]]) -> str:
    """Return the query with each word that stands nowhere replaced by the nearest one of the hits, or nothing."""
    unknown = [term.text for term in question.terms if not any(part in parts_found for part in term.parts)]
    if not unknown:
        return ""
    texts = [f"{shown['title']} {shown['text']}" for shown in page]
    better = {word: other for word in unknown if (other := meant(word, texts))}
    if not better:
        return ""
    return " ".join(better.get(word.lower(), word) for word in question.query.words.split())
