"""A search as it was typed, read with the language of the index."""

from dataclasses import dataclass

from maskinrum.danish import Query, Term, asks_only, parse_query, parts_of
from maskinrum.search.index.language import Language
from maskinrum.search.index.results import Synonyms

MOST_WORDS = 40
MOST_SYNONYMS = 24


@dataclass(frozen=True)
class Question:
    """The terms of a query in their order, what must stand together or must not be there, and other words for it.

    ``excluded`` says each as it was typed, and by its terms: *theme:B2* is a value of a facet where there is one.
    """

    query: Query
    terms: tuple[Term, ...]
    phrases: tuple[tuple[str, ...], ...]
    excluded: tuple[tuple[str, tuple[Term, ...]], ...]
    synonyms: tuple[Synonyms, ...]
    others_said: tuple[str, ...]  # the synonyms as they are written …
    others: tuple[tuple[Term, ...], ...]  # … and the terms of each
    share: float  # of the query's words that have synonyms

    @property
    def asks(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.terms or self.phrases)


def read(text: str, language: Language, *, synonyms: bool) -> Question:
    """Return what a text asks for."""
    query = parse_query(text)
    analyser = language.analyser
    written = analyser.terms(query.words)[:MOST_WORDS]
    telling = [term for term in written if not asks_only(term.text)] or written
    phrases = [analyser.terms(phrase)[:MOST_WORDS] for phrase in query.phrases]
    used: dict[str, tuple[str, ...]] = {}
    covered = 0
    if synonyms:
        for terms in (telling, *phrases):
            for one in language.synonyms.found(terms):
                covered += one.end - one.start
                used[" ".join(term.text for term in terms[one.start : one.end])] = one.others
    several = list(dict.fromkeys(one for others in used.values() for one in others))[:MOST_SYNONYMS]
    return Question(
        query,
        (*telling, *(term for phrase in phrases for term in phrase)),
        tuple(parts_of(phrase) for phrase in phrases),
        tuple((one, tuple(analyser.terms(one))) for one in query.excluded),
        tuple(Synonyms(word, others) for word, others in used.items()),
        tuple(several),
        tuple(tuple(analyser.terms(one)) for one in several),
        covered / max(1, len(telling)),
    )
