"""What somebody meant who typed a word that stands nowhere."""

from collections import Counter
from collections.abc import Iterable, Sequence

from maskinrum.danish import grams, tokenise

SHORTEST = 4
LONG = 7


def meant(word: str, texts: Iterable[str]) -> str:
    """Return the word of the texts nearest to one that stands in none of them, or nothing."""
    allowed = 1 if len(word) < LONG else 2
    letters = grams(word)
    counted = Counter(token.text for text in texts for token in tokenise(text))
    near = [
        (distance, -count, other)
        for other, count in counted.items()
        if abs(len(other) - len(word)) <= allowed
        and not letters.isdisjoint(grams(other))
        and 0 < (distance := edits(word, other)) <= allowed
    ]
    return min(near)[2] if near and len(word) >= SHORTEST else ""


def edits(one: str, other: str) -> int:
    """Return how many letters to add, drop, change or swap to make one word the other."""
    before: Sequence[int] = []
    last: Sequence[int] = range(len(other) + 1)
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, against in enumerate(other, 1):
            best = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                best = min(best, before[column - 2] + 1)
            line.append(best)
        before, last = last, line
    return last[-1]
