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
from maskinrum.search.index.ranking import Asked, score
from maskinrum.search.index.records import Records, Shown
from maskinrum.search.index.results import Results
from maskinrum.search.index.showing import did_you_mean, meanings, shown_hit, wanted_of

NOTHING: Mapping[str, Any] = MappingProxyType({})
# So many of Tantivy's hits are looked at again, or what the page needs; beyond the last nobody turns pages.
LOOKED_AT, MOST_LOOKED_AT = 200, 2_000
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
    """What was looked at again and is a hit, best first; Tantivy does not count those that are ``alike``."""

    places: Sequence[int]
    scores: Sequence[float]
    parts_found: frozenset[str]
    alike: Sequence[int]


@dataclass(frozen=True)
class _Answer:
    """A question asked of the index: its plan, the clauses by which it is counted, and what was found, best first."""

    plan: Plan
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
    answer = _answered(reader, question, readers, facets, context, page.stop)
    ranked = answer.ranked
    counts, total = count(reader.searcher, answer.counted, answer.filters, answer.plan)
    for shown in map(reader.records.shown, ranked.alike):
        total += 1
        for name, value in shown.values:
            counts.setdefault(name, Counter())[value] += 1
    shown_page = [(reader.records.shown(ranked.places[at]), ranked.scores[at]) for at in on_page(page, ranked)]
    wanted = wanted_of(question, ranked.parts_found)
    hits = tuple(shown_hit(shown, points, wanted, question, context) for shown, points in shown_page)
    meant = did_you_mean(question, ranked.parts_found, (shown for shown, _ in shown_page))
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
    ranked = _answered(reader, question, readers, facets, NOTHING, limit, only).ranked
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
    needed: int,
    only: Sequence[tantivy.Query] = (),
) -> _Answer:
    """Find and rank, as many as are ``needed`` and those that are looked at again in any case.

    ``only`` narrows what is found and ranked, not what is counted.
    """
    seen = reader.seen_by(readers)
    plan = clauses.plan(question, seen)
    visible, filters = kept(reader, readers, facets)
    first, counted = found_by(question, plan, context)
    query = clauses.all_of([visible, *filters.values(), *only, *first], plan.never)
    asked = clauses.asked(question, plan, seen) if question.asks else None
    ranked = rank(reader, asked, query, min(max(LOOKED_AT, needed), MOST_LOOKED_AT), context)
    return _Answer(plan, [visible, *counted], filters, ranked)


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


def on_page(page: slice, ranked: Ranked) -> range:
    """Return which of the hits are shown."""
    return range(*page.indices(len(ranked.places)))


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
    found = reader.searcher.search(query, limit=looked_at, count=False).hits
    if not found:
        return Ranked((), (), frozenset(), ())
    places = [int(place or 0) for place in reader.searcher.fast_field_values("place", [at for _, at in found])]
    numbers = reader.records.numbers(places)
    if asked is None:
        scores = np.array([points for points, _ in found]) * numbers.weights
        order = np.argsort(-scores, kind="stable")
        return Ranked([places[at] for at in order], scores[order].tolist(), frozenset(), ())
    scored = score(asked, numbers)
    scores = scored.scores
    if context:
        scores = scores * [1 + nearness(reader.records.shown(place), context) for place in places]
    order = np.flatnonzero(scored.is_hit)
    order = order[np.argsort(-scores[order], kind="stable")]
    parts = compress(asked.names, np.any(scored.has_part, axis=0).tolist())
    alike = np.flatnonzero(scored.is_hit & ~scored.is_counted)
    return Ranked([places[at] for at in order], scores[order].tolist(), frozenset(parts), [places[at] for at in alike])


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
