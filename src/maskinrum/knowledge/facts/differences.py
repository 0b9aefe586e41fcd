"""What differs between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\s]+")
MOST_WORDS = 1_500
"""Longer texts are told as one taken away and one put in: comparing them word by word would take too long."""


@dataclass(frozen=True)
class Piece:
    """A run of words: ``kind`` is ``same``, ``gone`` or ``new``."""

    kind: str
    text: str


def word_differences(before: str, after: str) -> list[Piece]:
    """Return both texts as one row of pieces: those gone stand before those that came in their place."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return _whole(before, after)
    pieces: list[Piece] = []
    for verb, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        pieces += [
            Piece(kind, text) for kind, text in (("gone", "".join(old[a:b])), ("new", "".join(new[c:d]))) if text
        ]
    return pieces


def _whole(before: str, after: str) -> list[Piece]:
    if before == after:
        return [Piece("same", before)]
    return [Piece(kind, text) for kind, text in (("gone", before), ("new", after)) if text]
