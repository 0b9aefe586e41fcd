"""Text as words, each with the place where it stands."""

import re
import unicodedata
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case, and where it begins and ends in the text it was read from."""

    text: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """Return the words of a text in their order."""
    return [Token(normalise(found.group()), found.start(), found.end()) for found in WORD.finditer(text)]


def normalise(word: str) -> str:
    """Return a word in lower case and in one way of writing its letters."""
    return unicodedata.normalize("NFKC", word).lower()
