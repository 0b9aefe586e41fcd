"""One search: look first with Tantivy, look again at the best, count, and show a page."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from types import MappingProxyType
from typing import Any

import numpy as np
import tantivy

from maskinrum.search.index import clauses
from maskinrum.search.index.clauses import Frequencies, Plan, Seen
from maskinrum.search.index.language import Language
from maskinrum.search.index.questions import Question, read
from maskinrum.search.index.ranking import Asked, Floats, Scored, score
from maskinrum.search.index.records import Records, Shown
from maskinrum.search.index.results import Results
from maskinrum.search.index.showing import did_you_mean, meanings, shown_hit, wanted_of

NOTHING: Mapping[str, Any] = MappingProxyType({})
# So many of Tantivy's best are looked at again together; what comes after them, as many at a time.
LOOKED_AT = 200
# Of some keys at most so many are looked at together.
MOST_LOOKED_AT = 2_000
MOST_VALUES = 2_000
# For so many kinds of readers it is remembered how often words stand in what they may see.
MOST_COUNTED = 200
COUNT_VALUES = {"facets": {"terms": {"field": "facets", "size": MOST_VALUES}}}

Counts = dict[str, Counter[str]]


@dataclass(frozen=True)
class Reader:
    """One state of the index, as it was last written. What was counted for somebody serves all who hold the same."""

    searcher: tantivy.Searcher
    frequencies: Frequencies
    records: Records
    language: Language
    counted: dict[frozenset[str], Seen] = field(default_factory=dict)

    def seen_by(self, readers: Collection[str]) -> Seen:
        """Return how often words stand in what a holder of ``readers`` may see."""
        there = frozenset(one for one in readers if self.frequencies.of("readers", one))
        found = self.counted.get(there)
        if found is None:
            if len(self.counted) >= MOST_COUNTED:
                self.counted.clear()
            visible = clauses.kept("readers", sorted(there), self.frequencies)
            found = self.counted[there] = Seen(self.frequencies, visible)
        return found


@dataclass(frozen=True)
class Ranked:
    """What was looked at again and is a hit, best first; Tantivy does not count those that are ``alike``.

    ``seen`` is all that was looked at, hit or not.
    """

    places: Sequence[int]
    scores: Sequence[float]
    parts_found: frozenset[str] = frozenset()
    alike: Sequence[int] = ()
    seen: Sequence[int] = ()


@dataclass(frozen=True)
class _Answer:
    """A question asked of the index: its plan, the clauses by which it is counted, and the best of what was found.

    ``wanted`` and ``asked`` are what Tantivy and the second look were asked, for what comes after those.
    """

    plan: Plan
    wanted: Sequence[tantivy.Query]
    asked: Asked | None
    counted: Sequence[tantivy.Query]
    filters: Mapping[str, tantivy.Query]
    ranked: Ranked


def search(
    reader: Reader,
    text: str,
    *,
    readers: Collection[str],
    facets: Mapping[str, Collection[str]],
    synonyms: bool,
    page: slice,
    context: Mapping[str, float],
) -> Results:
    """Find, rank, count and show; see ``Index.search``."""
    question = read(text, reader.language, synonyms=synonyms)
    warnings = question.query.warnings
    if asks_for_nothing(question):
        return Results(warnings=warnings)
    answer = _answered(reader, question, readers, facets, context)
    ranked = answer.ranked
    counts, total = count(reader.searcher, answer.counted, answer.filters, answer.plan)
    for shown in map(reader.records.shown, ranked.alike):
        total += 1
        for name, value in shown.values:
            counts.setdefault(name, Counter())[value] += 1
    shown_page = [(reader.records.shown(place), points) for place, points in on_page(reader, answer, page, context)]
    wanted = wanted_of(question, ranked.parts_found, answer.plan.whole)
    hits = tuple(shown_hit(shown, points, wanted, question, context) for shown, points in shown_page)
    meant = did_you_mean(text, question, ranked.parts_found, (shown for shown, _ in shown_page))
    several = tuple(meanings(text, reader.language))
    facets_found = {name: dict(one) for name, one in counts.items()}
    return Results(hits, total, facets_found, question.synonyms, meant, warnings, several)


def keys(
    reader: Reader,
    text: str,
    *,
    readers: Collection[str],
    facets: Mapping[str, Collection[str]],
    synonyms: bool,
    limit: int,
    among: Collection[str] | None = None,
) -> list[str]:
    """Find and rank as ``search`` does, and return the keys alone; see ``Index.keys``."""
    question = read(text, reader.language, synonyms=synonyms)
    if asks_for_nothing(question):
        return []
    only = [] if among is None else [clauses.with_keys(among)]
    together = min(max(LOOKED_AT, limit), MOST_LOOKED_AT)
    ranked = _answered(reader, question, readers, facets, NOTHING, only=only, together=together).ranked
    return [reader.records.shown(place).key for place in ranked.places[:limit]]


def asks_for_nothing(question: Question) -> bool:
    """Whether a question was left with nothing to look for by what was wrong with it."""
    return bool(question.query.warnings) and not (question.asks or question.excluded)


def _answered(
    reader: Reader,
    question: Question,
    readers: Collection[str],
    facets: Mapping[str, Collection[str]],
    context: Mapping[str, float],
    *,
    only: Sequence[tantivy.Query] = (),
    together: int = LOOKED_AT,
) -> _Answer:
    """Find and rank the best, so many ``together``. ``only`` narrows what is found and ranked, not what is counted."""
    seen = reader.seen_by(readers)
    plan = clauses.plan(question, seen)
    visible, filters = kept(reader, readers, facets)
    first, counted = found_by(question, plan, context)
    wanted = [visible, *filters.values(), *only, *first]
    asked = clauses.asked(question, plan, seen) if question.asks else None
    ranked = rank(reader, asked, clauses.all_of(wanted, plan.never), together, context)
    return _Answer(plan, wanted, asked, [visible, *counted], filters, ranked)


def nearest(
    reader: Reader,
    context: Mapping[str, float],
    *,
    readers: Collection[str],
    facets: Mapping[str, Collection[str]],
    limit: int,
) -> list[str]:
    """Return the keys of what is nearest to a context; see ``Index.nearest``."""
    visible, filters = kept(reader, readers, facets)
    by_context = clauses.any_of(clauses.context_clauses(context))
    ranked = rank(reader, None, clauses.all_of([visible, *filters.values(), by_context]), LOOKED_AT, context)
    return [reader.records.shown(place).key for place in ranked.places[:limit]]


def kept(
    reader: Reader, readers: Collection[str], facets: Mapping[str, Collection[str]]
) -> tuple[tantivy.Query, dict[str, tantivy.Query]]:
    """Return what keeps documents that somebody may see, and by facet what keeps those with one of its values."""
    filters = {
        name: clauses.kept("facets", [f"{name}:{value}" for value in values], reader.frequencies)
        for name, values in facets.items()
    }
    return clauses.kept("readers", readers, reader.frequencies), filters


def on_page(reader: Reader, answer: _Answer, page: slice, context: Mapping[str, float]) -> Sequence[tuple[int, float]]:
    """Return the places and the scores of the hits that are shown.

    The best come first, however far somebody turns; after them, in steps of as many, whatever else is found by its
    words, each step in the order of a second look of its own. So every hit stands on one page, and on one only.
    """
    best = list(zip(answer.ranked.places, answer.ranked.scores, strict=True))
    if page.stop <= len(best) or len(answer.ranked.seen) < LOOKED_AT:
        return best[page]
    first = max(0, page.start - len(best)) // LOOKED_AT
    end = (page.stop - len(best) - 1) // LOOKED_AT + 1
    looked_at = set(answer.ranked.seen)
    by_words = clauses.all_of([*answer.wanted, *map(clauses.unscored, answer.counted)], answer.plan.never)
    found = reader.searcher.search(by_words, limit=len(looked_at) + end * LOOKED_AT, count=False).hits
    others = [one for one in _placed(reader, found) if one[0] not in looked_at]
    later: list[tuple[int, float]] = []
    for step in range(first, end):
        several = others[step * LOOKED_AT : (step + 1) * LOOKED_AT]
        places, points, _scored = again(reader, answer.asked, several, context)
        order = np.argsort(-points, kind="stable").tolist()
        later += [(places[at], float(points[at])) for at in order]
    start = max(0, page.start - len(best) - first * LOOKED_AT)
    return [*best[page], *later[start : page.stop - len(best) - first * LOOKED_AT]]


def found_by(
    question: Question, plan: Plan, context: Mapping[str, float]
) -> tuple[Sequence[tantivy.Query], Sequence[tantivy.Query]]:
    """Return what a document must have to be looked at, and to be counted by Tantivy."""
    if question.asks:
        by_words = clauses.any_of(plan.by_words)
        either = clauses.any_of([*plan.by_words, *plan.by_letters])
        return (*plan.required, either), (*plan.required, by_words)
    if context:
        by_context = clauses.any_of(clauses.context_clauses(context))
        return (by_context,), (by_context,)
    return (tantivy.Query.all_query(),), (tantivy.Query.all_query(),)


def rank(
    reader: Reader, asked: Asked | None, query: tantivy.Query, looked_at: int, context: Mapping[str, float]
) -> Ranked:
    """Return the best of what a query finds, in the order of the second look where words are asked for."""
    found = _placed(reader, reader.searcher.search(query, limit=looked_at, count=False).hits)
    if not found:
        return Ranked((), ())
    places, points, scored = again(reader, asked, found, context)
    if asked is None or scored is None:
        order = np.argsort(-points, kind="stable")
        return Ranked([places[at] for at in order], points[order].tolist(), seen=places)
    order = np.flatnonzero(scored.is_hit)
    order = order[np.argsort(-points[order], kind="stable")]
    parts = compress(asked.names, np.any(scored.has_part, axis=0).tolist())
    alike = [places[at] for at in np.flatnonzero(scored.is_hit & ~scored.is_counted)]
    return Ranked([places[at] for at in order], points[order].tolist(), frozenset(parts), alike, places)


def _placed(reader: Reader, found: Sequence[tuple[Any, Any]]) -> list[tuple[int, float]]:
    """Return the places of what Tantivy found, each with Tantivy's score."""
    places = reader.searcher.fast_field_values("place", [at for _, at in found])
    return [(int(place or 0), float(points)) for place, (points, _) in zip(places, found, strict=True)]


def again(
    reader: Reader, asked: Asked | None, found: Sequence[tuple[int, float]], context: Mapping[str, float]
) -> tuple[list[int], Floats, Scored | None]:
    """Look again at what was found: return the places and the scores, and how they were found where words are asked."""
    places = [place for place, _ in found]
    numbers = reader.records.numbers(places)
    if asked is None:
        return places, np.array([points for _, points in found]) * numbers.weights, None
    scored = score(asked, numbers)
    if not context:
        return places, scored.scores, scored
    near = [1 + nearness(reader.records.shown(place), context) for place in places]
    return places, scored.scores * near, scored


def nearness(shown: Shown, context: Mapping[str, float]) -> float:
    """Return what the context adds to a document."""
    return sum(context.get(f"{name}:{value}", 0.0) for name, value in shown.values)


def count(
    searcher: tantivy.Searcher,
    wanted: Sequence[tantivy.Query],
    filters: Mapping[str, tantivy.Query],
    plan: Plan,
) -> tuple[Counts, int]:
    """Return how many hits have each value, and how many there are. A facet's own filter does not narrow its values."""
    narrowed = counted_values(searcher, clauses.all_of([*wanted, *filters.values()], plan.never))
    total = narrowed["kind"].total() if "kind" in narrowed else 0
    for name in filters:
        others = [query for other, query in filters.items() if other != name]
        wide = counted_values(searcher, clauses.all_of([*wanted, *others], plan.never))
        narrowed[name] = wide.get(name, Counter())
    return narrowed, total


def counted_values(searcher: tantivy.Searcher, query: tantivy.Query) -> Counts:
    """Return how many of the documents found have each value, by facet."""
    counts: Counts = {}
    for bucket in searcher.aggregate(query, COUNT_VALUES)["facets"]["buckets"]:
        name, _, value = bucket["key"].partition(":")
        counts.setdefault(name, Counter())[value] = bucket["doc_count"]
    return counts
