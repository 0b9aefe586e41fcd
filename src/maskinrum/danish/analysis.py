"""Text as a search sees it: words with their base forms, their parts and their groups of letters."""

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from maskinrum.danish.lexicon import lexicon
from maskinrum.danish.names import Names
from maskinrum.danish.spelling import fold, repair
from maskinrum.danish.tokens import LONGEST, WORD, word_of
from maskinrum.danish.words import known, understand

GRAM = 4
EDGE = "_"
SIGNS = {"\u00a7": "paragraf"}
REMEMBERED, REMEMBERED_GRAMS = 150_000, 8_000


class Term(NamedTuple):
    """A word of a text: how it is written, its base form, its parts and its letters, all but the first folded."""

    text: str
    lemma: str
    parts: tuple[str, ...]
    letters: str

    @property
    def grams(self) -> tuple[str, ...]:
        """The groups of four letters; the name of something has none."""
        return letters(self.letters) if self.letters else ()

    @classmethod
    def of_name(cls, name: str) -> "Term":
        """Return the term of a name that is known by its key."""
        return cls(name, name, (name,), "")


class Placed(NamedTuple):
    """A term and where it stands; a name stands on the words it is made of."""

    term: Term
    start: int
    end: int


@dataclass
class Analyser:
    """Turns text into terms. Words are understood once and remembered, as they are written."""

    names: Names = field(default_factory=Names)
    _terms: dict[str, Term] = field(default_factory=dict)

    def term(self, written: str) -> Term:
        """Return the term of one word."""
        found = self._terms.get(written)
        if found is None:
            forget(self._terms)
            found = self._terms[written] = self._understand(word_of(written))
        return found

    def _understand(self, word: str) -> Term:
        repaired = SIGNS.get(word) or repair(word, known)
        meant = understand(repaired)
        lemma, parts = meant.lemma, meant.parts
        # The name before its genitive, which may be among them too: both are one.
        name = next((one for one in (word.removesuffix("s"), word) if one in self.names.words), None)
        if name is not None and len(parts) > 1:
            lemma, parts = name, (name,)
        return Term(word, fold(lemma), tuple(map(fold, parts)), fold(repaired))

    def analyse(self, text: str) -> list[Placed]:
        """Return the terms of a text in order; each name comes before the words it is made of."""
        get, new = self._terms.get, self.term
        found = [
            Placed(get(word) or new(word), one.start(), one.end())
            for one in WORD.finditer(text)
            if len(word := one.group()) <= LONGEST
        ]
        words = [placed.term.text for placed in found]
        if self.names.by_last.keys().isdisjoint(words):
            return found
        names = list(self.names.found(words))
        for start, end, name in reversed(names):
            found.insert(start, Placed(Term.of_name(name), found[start].start, found[end - 1].end))
        return found

    def terms(self, text: str) -> list[Term]:
        """Return the terms of a text without their places."""
        return [placed.term for placed in self.analyse(text)]


def forget(known: dict[str, Any]) -> None:
    """Drop the older half of what is remembered when it is too much."""
    if len(known) >= REMEMBERED:
        for word in list(islice(known, REMEMBERED // 2)):
            del known[word]


def letters(word: str) -> tuple[str, ...]:
    """Return the groups of four letters of a word, its beginning and its end marked."""
    marked = f"{EDGE}{word}{EDGE}"
    return tuple([marked[place : place + GRAM] for place in range(max(1, len(marked) - GRAM + 1))])


@lru_cache(REMEMBERED_GRAMS)
def grams(word: str) -> frozenset[str]:
    """Return the different groups of letters of a word."""
    return frozenset(letters(word))


def asks_only(word: str) -> bool:
    """Return whether a word only asks, and says nothing of what is asked about."""
    return word in lexicon().lists["questions"]
