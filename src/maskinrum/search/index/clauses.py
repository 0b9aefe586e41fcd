"""A question as Tantivy's queries: who may see it, what is kept, and where to look first."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import tantivy

from maskinrum.danish import Term, fold, parts_of
from maskinrum.search.index.coding import numbers
from maskinrum.search.index.questions import Question
from maskinrum.search.index.ranking import WEIGHT_GRAMS, WEIGHT_TOGETHER, Asked

# A part that stands in a larger share of the documents finds nothing by itself; it counts in the second look.
COMMON = 0.25
# Letters help to find a word that stands in fewer documents than this; its rarest groups are looked for.
RARE = 500
RAREST = 4
# Words that stand in fewer documents than this are counted among those the reader may see when their weight is found.
COUNTED = 500
FEW_VALUES = 16
LEAST_SYNONYM, MOST_SYNONYM = 0.1, 0.8
WEIGHT_LETTERS = 0.5
MUST, SHOULD, NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


def schema() -> tantivy.Schema:
    """What Tantivy keeps of a document."""
    builder = tantivy.SchemaBuilder()
    for name in ("key", "readers", "names"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("facets", fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("words", "lemmas", "grams"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("parts", tokenizer_name="whitespace", index_option="position")
    builder.add_integer_field("place", fast=True)
    return builder.build()


SCHEMA = schema()


def term(field: str, word: str) -> tantivy.Query:
    """Return what finds a word in a field."""
    return tantivy.Query.term_query(SCHEMA, field, word, "freq" if field == "parts" else "basic")


def phrase(parts: Collection[str]) -> tantivy.Query:
    """Return what finds parts that stand together."""
    words = list(parts)
    return term("parts", words[0]) if len(words) == 1 else tantivy.Query.phrase_query(SCHEMA, "parts", list(words))


def kept(field: str, values: Iterable[str], frequencies: "Frequencies") -> tantivy.Query:
    """Return what keeps documents with one of the values, and leaves the score alone."""
    there = [value for value in values if frequencies.of(field, value)]
    if not there:
        return tantivy.Query.empty_query()
    several = len(there) > FEW_VALUES  # a set is read whole, which few values need not be
    found = (
        tantivy.Query.term_set_query(SCHEMA, field, list(there))
        if several
        else any_of(term(field, one) for one in there)
    )
    return unscored(found)


def with_keys(keys: Iterable[str]) -> tantivy.Query:
    """Return what keeps documents by their keys, and leaves the score alone."""
    return unscored(tantivy.Query.term_set_query(SCHEMA, "key", list(keys)))


def unscored(query: tantivy.Query) -> tantivy.Query:
    """Return a query that keeps what it finds and leaves the score alone."""
    return tantivy.Query.const_score_query(query, 0.0)


def any_of(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    """Return what finds documents that one of the queries finds."""
    return tantivy.Query.boolean_query([(SHOULD, one) for one in queries])


def all_of(queries: Iterable[tantivy.Query], never: Iterable[tantivy.Query] = ()) -> tantivy.Query:
    """Return what finds documents that all of the queries find, and none of the others."""
    return tantivy.Query.boolean_query([*((MUST, one) for one in queries), *((NOT, one) for one in never)])


def boosted(query: tantivy.Query, weight: float) -> tantivy.Query:
    """Return a query whose score counts so much."""
    return tantivy.Query.boost_query(query, weight)


class Frequencies:
    """In how many documents words stand, asked once each of one state of the index.

    Tantivy counts documents that were deleted until it next puts its files together: ``documents`` are all those.
    """

    def __init__(self, searcher: tantivy.Searcher, deleted: int = 0) -> None:
        self._searcher = searcher
        self._known: dict[tuple[str, str], int] = {}
        self.documents = searcher.num_docs + deleted

    def of(self, field: str, word: str) -> int:
        """Return in how many documents a word stands."""
        found = self._known.get((field, word))
        if found is None:
            found = self._known[field, word] = self._searcher.doc_freq(field, word)
        return found


class Seen(Frequencies):
    """In how many of the documents that somebody may see words stand. What is hidden decides nothing here.

    Rare words are counted one by one, others where it must be exact (``of``): that takes some hundreds of microseconds,
    once of one state of the index.
    """

    def __init__(self, whole: Frequencies, visible: tantivy.Query) -> None:
        super().__init__(whole._searcher)  # noqa: SLF001 - the same searcher
        self._whole, self._visible = whole, visible
        self.documents = self._counted(visible)
        self.hidden = whole.documents - self.documents

    def _counted(self, query: tantivy.Query) -> int:
        return int(self._searcher.search(unscored(query), limit=1, count=True).count)  # type: ignore[attr-defined]  # it has

    def of(self, field: str, word: str) -> int:
        """Return in how many documents a word stands."""
        found = self._known.get((field, word))
        if found is None:
            found = self._whole.of(field, word)
            if found and self.hidden:
                found = self._counted(all_of([self._visible, term(field, word)]))
            self._known[field, word] = found
        return found

    def at_most(self, field: str, word: str) -> int:
        """Return a number of documents that a word cannot stand in more than, for nothing."""
        return min(self._whole.of(field, word), self.documents)

    def at_least(self, field: str, word: str) -> int:
        """Return a number of documents that a word cannot stand in fewer than, for nothing."""
        return max(0, self._whole.of(field, word) - self.hidden)

    def rarity(self, field: str, word: str) -> float:
        """Return BM25's weight of a word: the rarer, the more. Of a common word its share of all documents is taken."""
        whole = self._whole.of(field, word)
        share = self.documents / max(1, self._whole.documents)
        found = float(self.of(field, word)) if whole < COUNTED else whole * share
        return float(np.log1p((self.documents - found + 0.5) / (found + 0.5)))


@dataclass(frozen=True)
class Plan:
    """Where to look first: what finds words of the query, and what finds words that only look like them.

    ``telling`` and ``beside`` say the former as parts, each for itself or together: a document with one is counted.
    ``whole`` are the names among the words of the query, as the parts that are only looked for together.
    """

    telling: tuple[str, ...]
    whole: tuple[tuple[str, ...], ...]
    beside: tuple[tuple[str, ...], ...]
    by_words: tuple[tantivy.Query, ...]
    by_letters: tuple[tantivy.Query, ...]
    required: tuple[tantivy.Query, ...]
    never: tuple[tantivy.Query, ...]


def plan(question: Question, seen: Seen) -> Plan:
    """Return where to look for what a question asks. Only what the reader may see decides it."""
    whole = tuple(dict.fromkeys(one.parts for one in question.terms if is_name(one, seen)))
    others = [one for one in question.terms if one.parts not in whole]
    telling = telling_of(dict.fromkeys(part for one in others for part in one.parts), seen, beside_names=bool(whole))
    beside = tuple(parts for parts in map(parts_of, question.others) if parts)
    by_words = [term("parts", part) for part in telling]
    by_words += [phrase(parts) for parts in whole]
    by_words += [boosted(phrase(parts), weight_of(question)) for parts in beside]
    letters = dict.fromkeys(gram for one in others for gram in rarest(one, seen))
    return Plan(
        tuple(telling),
        whole,
        beside,
        tuple(by_words),
        tuple(boosted(term("grams", gram), WEIGHT_LETTERS) for gram in letters),
        tuple(phrase(one) for one in question.phrases),
        tuple(unwanted(*one, seen) for one in question.excluded),
    )


def is_name(one: Term, seen: Seen) -> bool:
    """Whether a word that would be divided is a name in something the reader may see."""
    word = fold(one.text)
    return len(one.parts) > 1 and any(seen.of("names", form) for form in dict.fromkeys((word, word.removesuffix("s"))))


def telling_of(parts: Collection[str], seen: Seen, *, beside_names: bool = False) -> list[str]:
    """Return the parts by which to look: those that are not too common, or all where there are no others."""
    most = COMMON * seen.documents
    common = {part for part in parts if seen.at_most("parts", part) > most and seen.of("parts", part) > most}
    others = [part for part in parts if part not in common]
    if not common:
        return others  # what stands nowhere finds nothing, and need not be counted
    there = [part for part in others if seen.of("parts", part)]
    return there if there or beside_names else [part for part in parts if part in common]


def weight_of(question: Question) -> float:
    """Return what a synonym counts: the more of the query it stands for, the more."""
    return max(LEAST_SYNONYM, MOST_SYNONYM * min(1.0, question.share))


def rarest(one: Term, seen: Seen) -> list[str]:
    """Return the groups of letters by which to look for a word that stands in few documents."""
    if not any(stands_seldom(part, seen) for part in one.parts):
        return []
    found: list[tuple[int, str]] = []
    for gram in sorted(one.grams, key=lambda gram: seen.at_least("grams", gram)):
        if len(found) >= RAREST and seen.at_least("grams", gram) > found[RAREST - 1][0]:
            break  # no gram from here on can be rarer than these
        if often := seen.of("grams", gram):
            found = sorted([*found, (often, gram)])
    return [gram for _often, gram in found[:RAREST]]


def stands_seldom(part: str, seen: Seen) -> bool:
    """Whether a part stands in so few documents that letters help to find it."""
    if seen.at_least("parts", part) >= RARE:
        return False
    return seen.at_most("parts", part) < RARE or seen.of("parts", part) < RARE


def unwanted(said: str, terms: Collection[Term], seen: Seen) -> tantivy.Query:
    """Return what finds documents with a value of a facet or with words that must not be there."""
    if seen.of("facets", said):
        return term("facets", said)
    words = [one.lemma for one in terms]
    if len(words) == 1:
        return term("lemmas", words[0])
    return phrase([part for one in terms for part in one.parts])


def asked(question: Question, looked: Plan, seen: Seen) -> Asked:
    """Return what a question asks of the second look."""
    weights: dict[str, float] = {}
    for one in question.terms:
        for part in one.parts:
            weights[part] = weights.get(part, 0.0) + seen.rarity("parts", part)
    own = [part for term in question.terms for part in term.parts]
    beside = {pair: together(*pair, seen) for pair in pairwise(own)}
    weight = weight_of(question)
    for other in question.others:
        parts, strength = parts_of(other), weight * sum(strength_of(one, seen) for one in other)
        if len(parts) == 1:
            weights[parts[0]] = max(weights.get(parts[0], 0.0), strength)
        for pair in pairwise(parts):
            weights.setdefault(pair[0], 0.0)
            weights.setdefault(pair[1], 0.0)
            beside[pair] = max(beside.get(pair, 0.0), strength / (len(parts) - 1) / WEIGHT_TOGETHER)
    at = {part: place for place, part in enumerate(weights)}
    divided = [one for one in question.terms if one.parts not in looked.whole]
    alone = {part for one in divided for part in one.parts}
    alone |= {parts[0] for parts in map(parts_of, question.others) if len(parts) == 1}
    grams: dict[str, float] = {}
    for one in question.terms:
        for gram in one.grams:
            grams[gram] = grams.get(gram, 0.0) + seen.rarity("grams", gram)
    gram_at = {gram: place for place, gram in enumerate(grams)}
    return Asked(
        tuple(weights),
        numbers(weights),
        np.array(list(weights.values())),
        numbers(grams),
        np.array(list(grams.values())),
        [(at[first], at[second], weight) for (first, second), weight in beside.items()],
        [np.array([gram_at[gram] for gram in set(one.grams)], np.intp) for one in divided if one.grams],
        [
            tuple(at[part] for part in parts)
            for parts in (*((part,) for part in looked.telling), *looked.whole, *looked.beside)
        ],
        [
            (tuple(at[part] for part in parts), [at[part] for part in parts if part not in alone])
            for parts in looked.whole
        ],
    )


def strength_of(one: Term, seen: Seen) -> float:
    """Return what a word of a query adds to the score of a document that has it."""
    by_letters = sum(seen.rarity("grams", gram) for gram in one.grams)
    return sum(seen.rarity("parts", part) for part in one.parts) + WEIGHT_GRAMS * by_letters


def together(first: str, second: str, seen: Seen) -> float:
    """Return the weight of two parts that stand together."""
    return max(seen.rarity("parts", first), seen.rarity("parts", second))


def context_clauses(context: Mapping[str, float]) -> list[tantivy.Query]:
    """Return what finds documents by values of facets, with the weight of each."""
    return [tantivy.Query.const_score_query(term("facets", value), weight) for value, weight in context.items()]
