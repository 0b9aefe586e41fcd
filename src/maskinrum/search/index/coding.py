"""Terms as the index keeps them: as words for Tantivy, as numbers for the second look."""

import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from maskinrum.danish import Analyser, Placed, Term, forget

# Between title and text, so that nothing stands together across it.
BREAK = np.uint32(0).tobytes()
# Where a word begins and how long it is share one number.
LENGTH_BITS = 8
MOST_LENGTH, LAST_START = (1 << LENGTH_BITS) - 1, (1 << 24) - 1


class Coded(NamedTuple):
    """One term in each of the forms it is kept in; the numbers as bytes."""

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

    def coded(self, placed: Iterable[Placed]) -> list[Coded]:
        """Return terms coded."""
        get, new = self._coded.get, self._code
        return [get(term.text) or new(term) for term, _, _ in placed]

    def _code(self, term: Term) -> Coded:
        forget(self._coded)
        grams = term.grams
        coded = self._coded[term.text] = Coded(
            term.text,
            term.lemma,
            " ".join(term.parts),
            " ".join(grams),
            array("I", map(number, term.parts)).tobytes(),
            array("I", map(number, grams)).tobytes(),
        )
        return coded

    def content(self, title: str, text: str) -> Content:
        """Return a title and its text coded."""
        head, body = self.analyser.analyse(title), self.analyser.analyse(text)
        in_head, in_body = self.coded(head), self.coded(body)
        both = in_head + in_body
        spans = array("I", spanned(head))
        spans.append(0)
        spans.extend(spanned(body))
        return Content(
            " ".join([one.text for one in both]),
            " ".join([one.lemma for one in both]),
            " ".join([one.parts for one in both]),
            " ".join([one.grams for one in both]),
            BREAK.join(b"".join([one.part_numbers for one in some]) for some in (in_head, in_body)),
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
