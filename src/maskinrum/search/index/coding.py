"""Terms as the index keeps them: as words for Tantivy, as numbers for the second look."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from maskinrum.danish import Analyser, Term

REMEMBERED = 60_000
# Between title and text, so that nothing stands together across it.
BREAK = np.uint32(0).tobytes()


@dataclass(frozen=True, slots=True)
class Coded:
    """One term in each of the forms it is kept in."""

    text: str
    lemma: str
    parts: str
    grams: str
    part_numbers: bytes
    gram_numbers: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """A text in each of the forms it is kept in."""

    words: str
    lemmas: str
    parts: str
    grams: str
    part_numbers: bytes
    gram_numbers: bytes


@dataclass
class Coder:
    """Codes texts; terms are coded once and remembered."""

    analyser: Analyser
    _coded: dict[str, Coded] = field(default_factory=dict)

    def coded(self, term: Term) -> Coded:
        """Return one term coded."""
        found = self._coded.get(term.text)
        if found is None:
            if len(self._coded) >= REMEMBERED:
                self._coded.clear()
            found = self._coded[term.text] = Coded(
                term.text,
                term.lemma,
                " ".join(term.parts),
                " ".join(term.grams),
                numbers(term.parts).tobytes(),
                numbers(term.grams).tobytes(),
            )
        return found

    def content(self, title: str, text: str) -> Content:
        """Return a title and its text coded."""
        head = [self.coded(term) for term in self.analyser.terms(title)]
        body = [self.coded(term) for term in self.analyser.terms(text)]
        both = [*head, *body]
        return Content(
            " ".join({one.text: None for one in both}),
            " ".join({one.lemma: None for one in both}),
            " ".join([one.parts for one in both]),
            " ".join([one.grams for one in both]),
            b"".join([*(one.part_numbers for one in head), BREAK, *(one.part_numbers for one in body)]),
            b"".join([one.gram_numbers for one in both]),
        )


def number(word: str) -> int:
    """Return a number for a word; two words may share one, once in some billions."""
    return zlib.crc32(word.encode()) or 1


def numbers(words: Iterable[str]) -> NDArray[np.uint32]:
    """Return the numbers of words."""
    return np.fromiter(map(number, words), np.uint32)
