"""What a viewer finds: asked of the index with the viewer's tokens, and asked once more of the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from maskinrum.danish.queries import begun_word, with_unwanted, word_by_word
from maskinrum.search.index import Hit, Meant, Synonyms
from maskinrum.search.indexing.access import tokens_of
from maskinrum.search.indexing.place import read
from maskinrum.search.indexing.registry import Kind, Shown, key_of, kinds, parts_of, typed_filter
from maskinrum.search.queries import site_synonyms, synonyms_version

if TYPE_CHECKING:
    from maskinrum.search.index import Index

NOTHING: Mapping[str, Any] = MappingProxyType({})
LANGUAGE = "language"
PAGE = 20
MOST_PAGES = 500
MOST_WORDS = 6
AT_A_TIME = 2_000  # things asked of the index, which looks at no more of them again


@dataclass(frozen=True)
class Question:
    """What is searched for: the words, the values kept of each facet, whether by synonyms too, and which page."""

    text: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    synonyms: bool = True
    page: int = 1


@dataclass(frozen=True)
class Found:
    """Something found, and how it is shown to the viewer."""

    hit: Hit
    kind: Kind
    shown: Shown


@dataclass(frozen=True)
class Answer:
    """What was found, best first. ``facets`` counts, by facet and value, what would be found with that value.

    ``is_whole`` is false when the index knew of something that the database says the viewer may not see any more:
    then nothing is counted and no word proposed, for either could tell of it.
    """

    found: Sequence[Found] = ()
    total: int = 0
    pages: int = 1
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    synonyms: Sequence[Synonyms] = ()
    did_you_mean: str = ""
    warnings: Sequence[str] = ()
    is_whole: bool = True
    meanings: Sequence[Meant] = ()


def ask(
    viewer: Any,
    question: Question,
    *,
    language: str,
    now: datetime,
    limit: int = PAGE,
    context: Mapping[str, float] = NOTHING,
) -> Answer:
    """Answer a question for a viewer. Raises BeingBuiltError while there is no index.

    ``context`` gives weights to values of facets, such as ``theme:B2``; the text may be empty then.
    """
    readers, words = tokens_of(viewer, now=now), known_words() if question.synonyms and question.text else ()
    results = read(
        lambda index: index.search(
            _said(question),
            readers=readers,
            facets={**question.facets, LANGUAGE: (language,)},
            synonyms=question.synonyms,
            words=words,
            limit=limit,
            offset=(question.page - 1) * limit,
            context=context,
        )
    )
    found = _shown(viewer, results.hits, now)
    dropped = len(results.hits) - len(found)
    return Answer(
        found=found,
        total=results.total - dropped,
        pages=min(MOST_PAGES, max(1, -(-results.total // limit))),
        facets={} if dropped else results.facets,
        synonyms=results.synonyms,
        did_you_mean="" if dropped else results.did_you_mean,
        warnings=results.warnings,
        is_whole=not dropped,
        meanings=results.meanings,
    )


def found_among(
    viewer: Any, questions: Sequence[Question], things: Sequence[tuple[str, str]], *, language: str, now: datetime
) -> list[set[tuple[str, str]]]:
    """Which of these things, by kind and id, each question finds: of them the viewer may see, the caller asks.

    They are of kinds that have one document in whatever language. However many there are, each is looked at; the
    database is asked as often for many questions as for one. Raises BeingBuiltError while there is no index.
    """
    readers, words = tokens_of(viewer, now=now), known_words()
    parts = [
        [key_of(*thing) for thing in things[first : first + AT_A_TIME]] for first in range(0, len(things), AT_A_TIME)
    ]

    def found(index: "Index", one: Question, among: list[str]) -> list[str]:
        kept = {**one.facets, LANGUAGE: (language,)}
        return index.keys(
            _said(one),
            readers=readers,
            facets=kept,
            synonyms=one.synonyms,
            words=words,
            limit=len(among),
            among=among,
        )

    def ask_all(index: "Index") -> list[set[tuple[str, str]]]:
        return [{parts_of(key) for among in parts for key in found(index, one, among)} for one in questions]

    return read(ask_all)


def _said(question: Question) -> str:
    """The words as the index reads them: of *-tema:B2*, which is not wanted, it knows the value by its code."""

    def code(word: str, value: str) -> str | None:
        found = typed_filter(word, value)
        return found and ":".join(found)

    return with_unwanted(question.text, code)


_KNOWN: dict[tuple[int, datetime | None], tuple[tuple[str, str], ...]] = {}


def known_words() -> tuple[tuple[str, str], ...]:
    """The pairs of words of this site's thesaurus. Each process asks whether there are others, and reads them then."""
    version = synonyms_version()
    found = _KNOWN.get(version)
    if found is None:
        found = tuple((one.word, one.other) for one in site_synonyms()) if version[0] else ()
        _KNOWN.clear()
        _KNOWN[version] = found
    return found


def nearest(
    viewer: Any, kind: str, context: Mapping[str, float], *, language: str, now: datetime, limit: int
) -> list[str]:
    """The ids of a kind that are nearest to a context, best first: what of them the viewer may see, the caller asks.

    Raises BeingBuiltError while there is no index.
    """
    readers, kept = tokens_of(viewer, now=now), {"kind": (kind,), LANGUAGE: (language,)}
    keys = read(lambda index: index.nearest(context, readers=readers, facets=kept, limit=limit))
    return [parts_of(key)[1] for key in keys]


def _shown(viewer: Any, hits: Sequence[Hit], now: datetime) -> list[Found]:
    """Those of the hits that the viewer may see at this moment, each kind asked for once."""
    ids: dict[str, list[str]] = {}
    for hit in hits:
        kind, id_ = parts_of(hit.key)
        ids.setdefault(kind, []).append(id_)
    offered = kinds()
    shown = {
        (kind, id_): one
        for kind, chosen in ids.items()
        if kind in offered
        for id_, one in offered[kind].shown(viewer, chosen, now).items()
    }
    return [Found(hit, offered[hit.kind], shown[key]) for hit in hits if (key := parts_of(hit.key)) in shown]


def ask_kindly(viewer: Any, question: Question, *, language: str, now: datetime) -> tuple[Question, Answer, str]:
    """Answer a question; where nothing is found, answer what the viewer may have meant, and say what that was.

    That is the spelling the index proposes, a word that begins like the last one typed, or the words of a phrase each
    for itself; never what finds something the viewer may not see any more, for it may stand there alone. Whoever asks
    for a page after the last is answered by the last. The first of what is returned is the question that was answered.
    """
    answer = ask(viewer, question, language=language, now=now)
    if question.page > answer.pages:
        question = replace(question, page=answer.pages)
        answer = ask(viewer, question, language=language, now=now)
    if answer.found or question.page > 1:
        return question, answer, ""
    begun, last = begun_word(question.text)
    completed = [f"{begun} {word}".strip() for word in words_beginning(viewer, last, now=now)[:1]] if last else []
    for text in filter(None, [answer.did_you_mean, *completed, word_by_word(question.text)]):
        meant = ask(viewer, replace(question, text=text), language=language, now=now)
        if meant.found and meant.is_whole:
            return question, meant, text
    return question, answer, ""


def words_beginning(viewer: Any, prefix: str, *, now: datetime) -> list[str]:
    """Words that begin like the last one typed, and stand in what the viewer may see."""
    readers = tokens_of(viewer, now=now)
    return read(lambda index: index.suggest(prefix, readers=readers, limit=MOST_WORDS))
