"""The piece of a text that shows why it was found, and what in it to mark."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from maskinrum.danish import Analyser, Placed
from maskinrum.search.index.results import Span

LENGTH = 240
BEFORE = 50
READ = 8_000
ALIKE = 0.6


@dataclass(frozen=True)
class Wanted:
    """What is marked: words with one of these parts, and words that have most letters of one of these words."""

    parts: frozenset[str]
    letters: tuple[frozenset[str], ...]

    def matches(self, placed: Placed) -> bool:
        """Return whether a word is to be marked."""
        term = placed.term
        if not self.parts.isdisjoint(term.parts):
            return True
        return any(len(word.intersection(term.grams)) >= ALIKE * len(word) for word in self.letters)


def marks(text: str, wanted: Wanted, analyser: Analyser) -> list[tuple[Span, Collection[str]]]:
    """Return what of a text is to be marked, each with its parts; what stands within another is left out."""
    found: list[tuple[Span, Collection[str]]] = []
    for placed in analyser.analyse(text):
        if wanted.matches(placed) and (not found or placed.start >= found[-1][0].end):
            found.append((Span(placed.start, placed.end), placed.term.parts))
    return found


def snippet(text: str, wanted: Wanted, analyser: Analyser) -> tuple[str, tuple[Span, ...], set[str]]:
    """Return the piece of a text with most different words to mark, where they stand in it, and all parts marked."""
    found = marks(text[:READ], wanted, analyser)
    first = best_start(found, wanted.parts)
    start = word_start(text, max(0, found[first][0].start - BEFORE)) if found else 0
    end = word_end(text, start + LENGTH)
    inside = tuple(
        Span(span.start - start, span.end - start) for span, _ in found if span.start >= start and span.end <= end
    )
    return text[start:end], inside, {part for _, marked in found for part in marked}


def best_start(found: Sequence[tuple[Span, Collection[str]]], parts: Collection[str]) -> int:
    """Return which mark to begin at, so that the piece has most different words of the query."""
    best, most = 0, -1
    for first, (span, _) in enumerate(found):
        reach = [marked for at, marked in found[first:] if at.end <= span.start + LENGTH - BEFORE]
        different = len({part for marked in reach for part in marked if part in parts})
        if different > most:
            best, most = first, different
    return best


def word_start(text: str, place: int) -> int:
    """Return the beginning of the first word at or after a place, the text's beginning counted."""
    if place == 0:
        return 0
    blank = text.find(" ", place - 1)
    return place if blank < 0 or blank - place > BEFORE else blank + 1


def word_end(text: str, place: int) -> int:
    """Return the end of the last word before a place."""
    if place >= len(text):
        return len(text)
    blank = text.rfind(" ", 0, place + 1)
    return place if blank < place - BEFORE else blank
