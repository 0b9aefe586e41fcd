"""What a page of results shows of each hit, and what was perhaps meant."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from itertools import compress, islice

from maskinrum.danish import parts_of
from maskinrum.danish.queries import reworded
from maskinrum.search.index.coding import number
from maskinrum.search.index.language import Language
from maskinrum.search.index.questions import MOST_WORDS, Question
from maskinrum.search.index.records import Shown
from maskinrum.search.index.results import Hit, Meant
from maskinrum.search.index.snippets import Wanted, marked, snippet
from maskinrum.search.index.spelling import meant

# What was meant is looked for in the beginning of the first hits.
FIRST, READ = 10, 2_000
LOOKED_THROUGH = 400  # characters of a question, for words that are unclear


def wanted_of(question: Question, parts_found: Set[str], whole: Collection[tuple[str, ...]] = ()) -> Wanted:
    """Return what is marked in the hits: the words of the query, the synonyms, and what looks like an unknown word.

    ``whole`` are the parts of the names among the words.
    """
    own = {part for term in question.terms if term.parts not in whole for part in term.parts}
    others = {part for other in question.others for part in parts_of(other)}
    unknown = (term for term in question.terms if term.grams and parts_found.isdisjoint(term.parts))
    names = tuple(tuple(map(number, parts)) for parts in whole)
    return Wanted(frozenset(map(number, own | others)), tuple(frozenset(term.grams) for term in unknown), names)


def shown_hit(shown: Shown, score: float, wanted: Wanted, question: Question, context: Mapping[str, float]) -> Hit:
    """Return a hit with its marks, and why it was found."""
    marks = marked(shown, wanted)
    piece, spans = snippet(shown.text, marks.text)
    near = (value for value in map(":".join, shown.values) if value in context)
    reasons = dict.fromkeys([*words_found(question, marks.parts), *near])
    return Hit(shown.key, shown.kind, score, shown.title, marks.title, piece, spans, tuple(reasons))


def words_found(question: Question, parts: Set[int]) -> Iterator[str]:
    """Return the words of the query, and the synonyms, whose parts are among these."""
    yield from (term.text for term in question.terms if any(number(part) in parts for part in term.parts))
    has = (all(number(part) in parts for part in parts_of(other)) for other in question.others)
    yield from compress(question.others_said, has)


def meanings(text: str, language: Language) -> Iterator[Meant]:
    """What the first unclear word of the text may mean. What is unwanted, or in a phrase, is left alone."""
    placed = language.analyser.analyse(text[:LOOKED_THROUGH])[:MOST_WORDS]
    for first, end, several in language.synonyms.unclear([one.term for one in placed]):
        start, stop = placed[first].start, placed[end - 1].end
        if text[:start].endswith("-") or text[:start].count('"') % 2:
            continue
        yield from (Meant(start, stop, one.names, one.phase) for one in several)
        return


def did_you_mean(text: str, question: Question, parts_found: Set[str], page: Iterable[Shown]) -> str:
    """Return what was typed with each word that stands nowhere replaced by the nearest one of the hits, or nothing."""
    unknown = [term.text for term in question.terms if term.grams and parts_found.isdisjoint(term.parts)]
    texts = [f"{shown.title} {shown.text}"[:READ] for shown in islice(page, FIRST)] if unknown else []
    better = {word: other for word in unknown if (other := meant(word, texts))}
    return reworded(text, better) if better else ""
