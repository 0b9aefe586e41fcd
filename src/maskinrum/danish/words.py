"""A single word: its base form, and the parts it is made of."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamDictionaryFactory

from maskinrum.danish.lexicon import DEAREST, SHORTEST_STRANGE, STRANGE, Lexicon, lexicon

SHORTEST_COMPOUND = 6
SHORTEST_LAST = 2
SHORTEST_STEM = 4
# AB18 is AB 18 to whoever searches.
NUMBERED = re.compile(r"([^\W\d_]+)(\d+)")
LONGEST = 60
# A word of the lists stays whole unless its parts are so much commoner than itself.
WHOLE = 6.0
# An unknown word is divided when its parts cost no more than this each.
DEAREST_MEAN = 12.0
REMEMBERED = 30_000


class Word(NamedTuple):
    """A base form and its parts; a word that is not made of others is its own only part."""

    lemma: str
    parts: tuple[str, ...]


class Dictionary:
    """The base forms of listed forms. It is small and slow until the whole of it is wanted, for much text."""

    def __init__(self) -> None:
        self._small: Mapping[str, str] | None = None
        self._whole: Mapping[str, str] | None = None

    def __call__(self) -> Mapping[str, str]:
        """Return what there is: 26 MB, or 115 MB once it is whole, and then a hundred times faster."""
        if self._whole is not None:
            return self._whole
        if self._small is None:
            self._small = StreamDictionaryFactory().get_dictionary("da")
        return self._small

    def read_whole(self) -> None:
        """Take the whole of it into memory, for a process that reads much text."""
        if self._whole is None:
            self._whole = DefaultDictionaryFactory().get_dictionary("da")


dictionary = Dictionary()


def known(word: str) -> bool:
    """Return whether the dictionary has this form."""
    return _listed(word) is not None


@lru_cache(REMEMBERED)
def _listed(form: str) -> str | None:
    """Return the base form of a form that is listed."""
    found = lexicon().lemmas.get(form) or dictionary().get(form)
    return found.lower() if found else None


def understand(word: str) -> Word:
    """Return the base form and the parts of a word in lower case."""
    lists = lexicon().lists
    listed = _listed(word)
    if listed is None and not word.isalpha():
        numbered = NUMBERED.fullmatch(word)
        return Word(word, numbered.groups()) if numbered else _single(word)
    fits = SHORTEST_COMPOUND <= len(word) <= LONGEST and (listed or word) not in lists["whole"]
    divided = divide(word) if fits else None
    if divided is not None:
        parts, cost, written = divided
        if _is_divided(listed or written, cost, len(parts), is_listed=listed is not None):
            return Word(listed or written, parts)
    return _single(listed or _by_rule(word))


def _is_divided(lemma: str, cost: float, count: int, *, is_listed: bool) -> bool:
    """Return whether parts of this cost make up a word better than it does by itself."""
    whole = lexicon().wholes.get(lemma, DEAREST if is_listed else None)
    return cost <= whole + WHOLE if whole is not None else cost <= DEAREST_MEAN * count


def _single(lemma: str) -> Word:
    return Word(lemma, (lemma,))


def _by_rule(word: str) -> str:
    """Return a word that is not listed without its ending: mostly a name, or a word of another language."""
    for ending in lexicon().endings:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM and not word.endswith("ss"):
            return word.removesuffix(ending)
    return word


def divide(word: str) -> tuple[tuple[str, ...], float, str] | None:
    """Return the cheapest parts of a word, their cost, and its base form, or nothing if it cannot be divided.

    First parts are found as they are written; the last may be any form of a word, and gives its base form.
    """
    known_parts = lexicon()
    best = _beginnings(word, known_parts)
    end: tuple[float, tuple[str, ...], str] | None = None
    for place, (cost, parts) in best.items():
        if place == 0 or len(word) - place < SHORTEST_LAST:
            continue
        last = _last(word[place:], known_parts)
        if last is not None and (end is None or cost + last[1] < end[0]):
            end = (cost + last[1], (*parts, last[0]), word[:place] + last[0])
    return (end[1], end[0], end[2]) if end else None


def _beginnings(word: str, known_parts: Lexicon) -> dict[int, tuple[float, tuple[str, ...]]]:
    """Return the cheapest first parts up to each place that can be reached."""
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    never = known_parts.lists["never_last"]
    for start in range(len(word) - SHORTEST_LAST):
        if start not in best:
            continue
        cost, parts = best[start]
        for end in range(start + 2, len(word) - 1):
            found = known_parts.firsts.get(word[start:end])
            if found is None or (start and found[0] in never):
                continue
            total = cost + found[1]
            if end not in best or total < best[end][0]:
                best[end] = (total, (*parts, found[0]))
    return best


@lru_cache(REMEMBERED)
def _last(form: str, known_parts: Lexicon) -> tuple[str, float] | None:
    """Return the base form and the cost of a last part."""
    base = form if form in known_parts.lasts and form in known_parts.lists["parts"] else _listed(form)
    if base is None or base in known_parts.lists["never_last"] or form in known_parts.lists["never_last"]:
        return None
    cost = known_parts.lasts.get(base)
    if cost is None and len(base) >= SHORTEST_STRANGE:
        cost = DEAREST + STRANGE
    return None if cost is None else (base, cost)
