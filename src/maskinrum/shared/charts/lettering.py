"""How much room a text takes, and how it is cut to the room there is.

The drawings are made where no font can be asked, so widths are estimated from the advance widths of IBM Plex Sans.
A fallback font may be wider; the gaps that the charts keep around a label are meant for that.
"""

import unicodedata
from functools import lru_cache

SIZE = 13.5
BOLD_FACTOR = 1.05
ELLIPSIS = "…"

_WIDTHS = {
    0.13: "\N{NARROW NO-BREAK SPACE}",
    0.25: " '\N{NO-BREAK SPACE}ij",
    0.28: ",.l’!:;",
    0.33: "|[]f·(){}",
    0.37: "tr/\\",
    0.42: '-I"*',
    0.47: "z?sv",
    0.51: "Lcy",
    0.53: "Jx»«agkåä",
    0.56: "eéF_oöTø",
    0.58: "hnuüESZbdpqY–",
    0.61: "$+0123456789<=>^`~−±×PVXC",
    0.65: "KARÅBDU",
    0.71: "&G#HNOQØ",
    0.79: "w…M",
    0.91: "æm½@WÆ%",
}
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER_LETTER = 0.7
_PICTOGRAM = 1.4
_FIRST_WIDE = 0x1100
_VOWELS = frozenset("aeiouyæøåéüö")


def _letter_width(letter: str) -> float:
    known = _WIDTH_OF.get(letter)
    if known is not None:
        return known
    kind = unicodedata.category(letter)
    if kind in {"Mn", "Me", "Cf"}:
        return 0.0
    # Letters that XML forbids are drawn as the replacement character, which is as wide as a pictogram.
    return _PICTOGRAM if ord(letter) >= _FIRST_WIDE or kind == "Cc" else _OTHER_LETTER


@lru_cache(maxsize=4096)
def text_width(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """Return the estimated width in px of ``text`` set in ``size`` px."""
    ems = sum(map(_letter_width, text))
    return ems * size * (BOLD_FACTOR if bold else 1.0)


@lru_cache(maxsize=4096)
def shortened(text: str, room: float, size: float = SIZE, *, bold: bool = False) -> str:
    """Return ``text``, cut with an ellipsis where it is wider than ``room`` px; never cut inside a letter's marks."""
    if text_width(text, size, bold=bold) <= room:
        return text
    kept = text
    while kept and text_width(kept + ELLIPSIS, size, bold=bold) > room:
        kept = kept[:-1]
    while kept and (kept[-1].isspace() or unicodedata.category(kept[-1]) in {"Mn", "Me", "Cf"}):
        kept = kept[:-1]
    return kept + ELLIPSIS


def wrapped(text: str, room: float, lines: int, size: float = SIZE, *, bold: bool = False) -> tuple[str, ...]:
    """Return ``text`` in at most ``lines`` lines of ``room`` px; what is left over is cut in the last line.

    A word wider than a line is parted with a hyphen before a consonant that a vowel follows.
    """
    words = [piece for word in text.split(" ") for piece in _parted(word, room, size, bold=bold)]
    done: list[str] = []
    while words and len(done) < lines - 1:
        count = _words_that_fit(words, room, size, bold=bold)
        done.append(shortened(" ".join(words[:count]), room, size, bold=bold))
        words = words[count:]
    return (*done, shortened(" ".join(words), room, size, bold=bold)) if words else tuple(done)


def _parted(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    if text_width(word, size, bold=bold) <= room:
        return [word]
    fitting = [
        index
        for index in range(3, len(word) - 1)
        if word[index] not in _VOWELS
        and word[index + 1] in _VOWELS
        and text_width(word[:index] + "-", size, bold=bold) <= room
    ]
    place = min(fitting, key=lambda index: abs(len(word) - 2 * index), default=0)
    return [word[:place] + "-", *_parted(word[place:], room, size, bold=bold)] if place else [word]


def _words_that_fit(words: list[str], room: float, size: float, *, bold: bool) -> int:
    count = 1
    while count < len(words) and text_width(" ".join(words[: count + 1]), size, bold=bold) <= room:
        count += 1
    return count
