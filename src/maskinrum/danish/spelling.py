"""The letters of a word in one way of writing."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

# What stands for one of our three letters where a keyboard, an address or an old text has not got it.
DIGRAPHS = {"aa": "\u00e5", "ae": "\u00e6", "oe": "\u00f8"}
OTHERS = str.maketrans({"\u00e4": "\u00e6", "\u00f6": "\u00f8", "\u2019": "'", "\u00df": "ss"})
OURS = frozenset("\u00e6\u00f8\u00e5")
KEPT = 4096


@lru_cache(KEPT)
def normalise(word: str) -> str:
    """Return a word in lower case and without accents; our own three letters stay."""
    lower = unicodedata.normalize("NFKC", word).lower().translate(OTHERS)
    if lower.isascii():
        return lower
    return "".join(letter if letter in OURS else _plain(letter) for letter in lower)


def _plain(letter: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(one))


def fold(word: str) -> str:
    """Return a word with one letter for each way of writing it, so that both ways are one in the index."""
    for digraph, letter in DIGRAPHS.items():
        if digraph in word:
            word = word.replace(digraph, letter)
    return word


def repair(word: str, known: Callable[[str], bool]) -> str:
    """Return a word with our letters where it is known so, and not as it was typed."""
    if not any(digraph in word for digraph in DIGRAPHS) or known(word):
        return word
    candidates = [word.replace(digraph, letter) for digraph, letter in DIGRAPHS.items() if digraph in word]
    return next((one for one in (fold(word), *candidates) if known(one)), word)
