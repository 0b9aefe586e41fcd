"""The piece of a text that shows why it was found, and what in it to mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from maskinrum.danish import fold, grams, tokenise
from maskinrum.search.index.coding import LENGTH_BITS, MOST_LENGTH
from maskinrum.search.index.records import Shown
from maskinrum.search.index.results import Span

LENGTH = 240
BEFORE = 50
ALIKE = 0.6
# Marks further on in a long text do not decide which piece is shown.
MOST_MARKS = 200
# From so many numbers on it is worth asking all of them at once.
LONG = 2_000


@dataclass(frozen=True)
class Wanted:
    """What is marked: words with one of these parts, words that have most letters of one of these words, and names.

    ``whole`` are the parts of names, which are marked where they stand together.
    """

    parts: frozenset[int]
    letters: tuple[frozenset[str], ...]
    whole: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Marked:
    """What is to be marked in the title and in the text, and the numbers of the parts found."""

    title: tuple[Span, ...]
    text: tuple[tuple[Span, int], ...]
    parts: frozenset[int]


def marked(shown: Shown, wanted: Wanted) -> Marked:
    """Return what of a document is to be marked."""
    at = where(shown.numbers, wanted)[:MOST_MARKS]
    middle = int(np.argmax(shown.numbers == 0))
    spans = [(place, span_of(int(shown.spans[place])), int(shown.numbers[place])) for place in at]
    title = [(span, number) for place, span, number in spans if place < middle]
    text = [(span, number) for place, span, number in spans if place > middle]
    if wanted.letters:
        title += [(span, 0) for span in alike(shown.title, wanted.letters)]
        text += [(span, 0) for span in alike(shown.text, wanted.letters)]
    found = frozenset(number for _, _, number in spans)
    return Marked(tuple(span for span, _ in apart(title)), tuple(apart(text)), found)


def where(numbers: NDArray[np.uint32], wanted: Wanted) -> list[int]:
    """Return the places of what is marked, in their order."""
    if len(numbers) > LONG:
        parts = np.fromiter(wanted.parts, np.uint32, len(wanted.parts))
        found = np.flatnonzero(np.isin(numbers, parts)).tolist()
    else:
        found = [place for place, number in enumerate(numbers.tolist()) if number in wanted.parts]
    names = (range(place, place + len(name)) for name in wanted.whole for place in starts(numbers, name))
    return sorted({*found, *chain.from_iterable(names)}) if wanted.whole else found


def starts(numbers: NDArray[np.uint32], several: tuple[int, ...]) -> list[int]:
    """Return where several numbers begin to stand one after the other."""
    first = np.flatnonzero(numbers[: max(0, len(numbers) - len(several) + 1)] == several[0])
    for further, one in enumerate(several[1:], 1):
        first = first[numbers[first + further] == one]
    return first.tolist()


def span_of(kept: int) -> Span:
    """Return the place of a word from the number it is kept as."""
    start = kept >> LENGTH_BITS
    return Span(start, start + (kept & MOST_LENGTH))


def alike(text: str, letters: Sequence[frozenset[str]]) -> list[Span]:
    """Return where words stand that have most letters of one of the words."""
    return [
        Span(token.start, token.end)
        for token in tokenise(text[: LENGTH * 3])
        if any(len(word.intersection(grams(fold(token.text)))) >= ALIKE * len(word) for word in letters)
    ]


def apart(found: list[tuple[Span, int]]) -> list[tuple[Span, int]]:
    """Return marks in their order; what begins within another is left out."""
    kept: list[tuple[Span, int]] = []
    for span, number in sorted(found, key=lambda one: (one[0].start, -one[0].end)):
        if not kept or span.start >= kept[-1][0].end:
            kept.append((span, number))
    return kept


def snippet(text: str, marks: Sequence[tuple[Span, int]]) -> tuple[str, tuple[Span, ...]]:
    """Return the piece of a text with most different words to mark, and where they stand in it."""
    start = word_start(text, max(0, marks[best_start(marks)][0].start - BEFORE)) if marks else 0
    end = word_end(text, start + LENGTH)
    inside = (span for span, _ in marks if span.start >= start and span.end <= end)
    return text[start:end], tuple(Span(span.start - start, span.end - start) for span in inside)


def best_start(marks: Sequence[tuple[Span, int]]) -> int:
    """Return which mark to begin at, so that the piece has most different words of the query."""
    best, most = 0, 0
    for first, (span, _) in enumerate(marks):
        different = len({number for at, number in marks[first:] if at.end <= span.start + LENGTH - BEFORE})
        if different > most:
            best, most = first, different
    return best


def word_start(text: str, place: int) -> int:
    """Return the beginning of the first word at or after a place."""
    blank = text.find(" ", place - 1) if place else -1
    return place if blank < 0 or blank - place > BEFORE else blank + 1


def word_end(text: str, place: int) -> int:
    """Return the end of the last word before a place."""
    if place >= len(text):
        return len(text)
    blank = text.rfind(" ", 0, place + 1)
    return place if blank < place - BEFORE else blank
