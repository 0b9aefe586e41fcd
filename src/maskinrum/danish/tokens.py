"""Text as words, each with the place where it stands."""

import re
from typing import NamedTuple

from maskinrum.danish.spelling import normalise

# A word; a word with a plus that is part of it (DSP+); an ampersand that begins a name (&os); the sign of a paragraph.
WORD = re.compile(r"[^\W_]+(?:\+(?!\w))?|&(?:amp;)?(?=[^\W_])|\u00a7")
LONGEST = 80


class Token(NamedTuple):
    """A word in lower case, and where it begins and ends in the text it was read from."""

    text: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """Return the words of a text in their order; what no word is that long of is left out."""
    return [
        Token(word_of(found.group()), found.start(), found.end())
        for found in WORD.finditer(text)
        if found.end() - found.start() <= LONGEST
    ]


def word_of(written: str) -> str:
    """Return a word found in a text as it is looked up."""
    return "&" if written == "&amp;" else normalise(written)
