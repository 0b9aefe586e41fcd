"""Terms as the index keeps them: as words for Tantivy, as numbers for the second look."""

import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from maskinrum.danish import Analyser, Placed, Term

REMEMBERED = 60_000
# Between title and text, so that nothing stands together across it.
BREAK = np.uint32(0).tobytes()
# Where a word begins and how long it is share one number.
LENGTH_BITS = 8
MOST_LENGTH, LAST_START = (1 << LENGTH_BITS) - 1, (1 << 24) - 1


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
    part_spans: bytes  # where the word of each part stands in the title or the text


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
                array("I", map(number, term.parts)).tobytes(),
                array("I", map(number, term.grams)).tobytes(),
            )
        return found

    def content(self, title: str, text: str) -> Content:
        """Return a title and its text coded."""
        head, body = self.analyser.analyse(title), self.analyser.analyse(text)
        both = [self.coded(placed.term) for placed in head]
        middle = len(both)
        both += [self.coded(placed.term) for placed in body]
        spans = array("I", spanned(head))
        spans.append(0)
        spans.extend(spanned(body))
        return Content(
            " ".join({one.text: None for one in both}),
            " ".join({one.lemma: None for one in both}),
            " ".join([one.parts for one in both]),
            " ".join([one.grams for one in both]),
            b"".join(
                [*(one.part_numbers for one in both[:middle]), BREAK, *(one.part_numbers for one in both[middle:])]
            ),
            b"".join([one.gram_numbers for one in both]),
            spans.tobytes(),
        )


def spanned(placed: Iterable[Placed]) -> list[int]:
    """Return where words stand, each as one number, once for each of its parts."""
    return [
        min(start, LAST_START) << LENGTH_BITS | min(end - start, MOST_LENGTH)
        for term, start, end in placed
        for _ in term.parts
    ]


def number(word: str) -> int:
    """Return a number for a word; two words may share one, once in some billions."""
    return zlib.crc32(word.encode()) or 1


def numbers(words: Iterable[str]) -> NDArray[np.uint32]:
    """Return the numbers of words."""
    return np.fromiter(map(number, words), np.uint32)
