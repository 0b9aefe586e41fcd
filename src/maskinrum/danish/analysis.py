"""Text as a search sees it: words with their base forms, their parts and their groups of letters."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from maskinrum.danish.lexicon import lexicon
from maskinrum.danish.names import Names
from maskinrum.danish.spelling import fold, repair
from maskinrum.danish.tokens import tokenise
from maskinrum.danish.words import known, understand

GRAM = 4
EDGE = "_"
SIGNS = {"\u00a7": "paragraf"}
REMEMBERED = 60_000


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a text: how it is written, its base form, its parts and its groups of letters, all folded."""

    text: str
    lemma: str
    parts: tuple[str, ...]
    grams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A term and where it stands; a name stands on the words it is made of."""

    term: Term
    start: int
    end: int


@dataclass
class Analyser:
    """Turns text into terms. Words are understood once and remembered, the commonest of them longest."""

    names: Names = field(default_factory=Names)
    _terms: dict[str, Term] = field(default_factory=dict)

    def term(self, word: str) -> Term:
        """Return the term of one word in lower case."""
        found = self._terms.get(word)
        if found is None:
            if len(self._terms) >= REMEMBERED:
                self._terms.clear()
            found = self._terms[word] = self._understand(word)
        return found

    def _understand(self, word: str) -> Term:
        repaired = SIGNS.get(word) or repair(word, known)
        meant = understand(repaired)
        lemma, parts = meant.lemma, meant.parts
        name = next((one for one in (word, word.removesuffix("s")) if one in self.names.words), None)
        if name is not None and len(parts) > 1:
            lemma, parts = name, (name,)
        return Term(word, fold(lemma), tuple(fold(part) for part in parts), grams(fold(repaired)))

    def analyse(self, text: str) -> Iterator[Placed]:
        """Return the terms of a text in order; each name comes before the words it is made of."""
        tokens = tokenise(text)
        if not self.names.by_first:
            yield from (Placed(self.term(token.text), token.start, token.end) for token in tokens)
            return
        starts = {start: (end, name) for start, end, name in self.names.found(tokens)}
        for place, token in enumerate(tokens):
            if place in starts:
                end, name = starts[place]
                yield Placed(Term(name, name, (name,), ()), token.start, tokens[end - 1].end)
            yield Placed(self.term(token.text), token.start, token.end)

    def terms(self, text: str) -> list[Term]:
        """Return the terms of a text without their places."""
        return [placed.term for placed in self.analyse(text)]


def grams(word: str) -> tuple[str, ...]:
    """Return the groups of four letters of a word, its beginning and its end marked."""
    marked = f"{EDGE}{word}{EDGE}"
    return tuple(marked[place : place + GRAM] for place in range(max(1, len(marked) - GRAM + 1)))


def asks_only(word: str) -> bool:
    """Return whether a word only asks, and says nothing of what is asked about."""
    return word in lexicon().lists["questions"]
