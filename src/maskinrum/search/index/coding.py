"""Terms as the index keeps them: as words for Tantivy, as numbers for the second look."""

import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from maskinrum.danish import LONGEST, WORD, Analyser, Term, forget

# Between title and text, so that nothing stands together across it.
BREAK = array("I", [0]).tobytes()
# Where a word begins and how long it is share one number.
LENGTH_BITS = 8
MOST_LENGTH, LAST_START = (1 << LENGTH_BITS) - 1, (1 << 24) - 1
MOST_NUMBERS = 300_000
# Longer texts are read so far by both looks; what came later would be counted as found, and not be shown.
MOST_PARTS, MOST_IN_WORD = 100_000, LONGEST // 2


class Coded(NamedTuple):
    """One term in each of the forms it is kept in; the numbers as bytes."""

    text: str
    lemma: str
    parts: str
    grams: str
    part_numbers: bytes
    gram_numbers: bytes
    width: int  # how many parts


class Content(NamedTuple):
    """A text in each of the forms it is kept in."""

    words: str
    lemmas: str
    parts: str
    grams: str
    part_numbers: bytes
    gram_numbers: bytes
    part_spans: bytes  # where the word of each part stands in the title or the text


class _Numbers(dict[str, int]):
    """Numbers of words, remembered: groups of letters come again and again."""

    def __missing__(self, word: str) -> int:
        if len(self) >= MOST_NUMBERS:
            self.clear()
        found = self[word] = zlib.crc32(word.encode()) or 1
        return found


_numbers = _Numbers()
number = _numbers.__getitem__
"""The number of a word; two words may share one, once in some billions."""


def numbers(words: Iterable[str]) -> NDArray[np.uint32]:
    """Return the numbers of words."""
    return np.fromiter(map(number, words), np.uint32)


@dataclass
class Coder:
    """Codes texts; words are coded once and remembered, as they are written."""

    analyser: Analyser
    _coded: dict[str, Coded] = field(default_factory=dict)

    def content(self, title: str, text: str) -> Content:
        """Return a title and its text coded."""
        head, body = beginning(self._placed(title)), beginning(self._placed(text[:LAST_START]))
        words, lemmas, parts, grams, part_numbers, gram_numbers, _ = columns([*head, *body])
        middle = len(head)
        return Content(
            " ".join(words),
            " ".join(lemmas),
            " ".join(parts),
            " ".join(grams),
            b"".join((*part_numbers[:middle], BREAK, *part_numbers[middle:])),
            b"".join(gram_numbers),
            b"".join((spanned(head), BREAK, spanned(body))),
        )

    def _placed(self, text: str) -> "list[tuple[Coded, int]]":
        """Return the words of a text coded, each with its span; a name comes before the words it is made of."""
        get, new = self._coded.get, self._new
        found = [
            (get(word) or new(word), one.start() << LENGTH_BITS | len(word))
            for one in WORD.finditer(text)
            if len(word := one.group()) <= LONGEST
        ]
        words = [coded[0] for coded, _ in found]
        lasts = self.analyser.names.by_last
        if lasts.keys().isdisjoint(words):
            return found
        for start, end, name in reversed(list(self.analyser.names.found(words))):
            begin, last = found[start][1] >> LENGTH_BITS, found[end - 1][1]
            length = (last >> LENGTH_BITS) + (last & MOST_LENGTH) - begin
            found.insert(start, (code(Term.of_name(name)), begin << LENGTH_BITS | min(length, MOST_LENGTH)))
        return found

    def _new(self, word: str) -> Coded:
        forget(self._coded)
        found = self._coded[word] = code(self.analyser.term(word))
        return found


def beginning(placed: "list[tuple[Coded, int]]") -> "list[tuple[Coded, int]]":
    """Return the words of a text up to as many parts as are kept."""
    if len(placed) * MOST_IN_WORD < MOST_PARTS:
        return placed
    sizes = np.cumsum([coded.width for coded, _ in placed])
    return placed[: int(np.searchsorted(sizes, MOST_PARTS, side="right"))]


def code(term: Term) -> Coded:
    """Return a term in each of the forms it is kept in."""
    parts, grams = term.parts, term.grams
    return Coded(
        term.text,
        term.lemma,
        " ".join(parts),
        " ".join(grams),
        array("I", map(number, parts)).tobytes(),
        array("I", map(number, grams)).tobytes(),
        len(parts),
    )


def columns(placed: "list[tuple[Coded, int]]") -> "Iterable[tuple]":  # type: ignore[type-arg]  # one type each
    """Return the forms of words, each form together."""
    return zip(*(coded for coded, _ in placed), strict=True) if placed else repeat((), 7)


def spanned(placed: "list[tuple[Coded, int]]") -> bytes:
    """Return where words stand, once for each of their parts."""
    return array("I", [span for coded, span in placed for _ in range(coded.width)]).tobytes()
