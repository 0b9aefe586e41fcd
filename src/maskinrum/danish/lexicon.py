"""What is known of Danish words: our lists, how often words are met, and how often they are part of others."""

import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# Costs are negative logarithms up to a constant: the commoner a word, and the more words it is part of, the cheaper.
DEAREST = 12.0
OCCURRENCES = 300.0
WEIGHT_OF_OCCURRENCES = 0.45
OTHER_PLACE = 0.3
STRANGE = 2.0
SHORTEST_STRANGE = 6
KNOWN_TO_US = 5.0
SHORT = 4


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The lists read. ``firsts`` goes from a part as it is written, link and all, to its base form and its cost."""

    lists: dict[str, frozenset[str]]
    lemmas: dict[str, str]
    endings: tuple[str, ...]
    firsts: dict[str, tuple[str, float]]
    lasts: dict[str, float]
    wholes: dict[str, float]


@cache
def lexicon() -> Lexicon:
    """Read the lists, once per process."""
    lists, lemmas = _lists()
    endings = tuple(sorted(lists["endings"], key=lambda ending: (-len(ending), ending)))
    counts = {row[0]: (int(row[1]), int(row[2])) for row in _rows("parts.txt")}
    met = {row[0]: int(row[1]) for row in _rows("frequencies.txt")}
    firsts: dict[str, tuple[str, float]] = {}
    lasts: dict[str, float] = {}
    wholes: dict[str, float] = {}
    for word in {*counts, *met, *lists["parts"], *lists["whole"]}:
        first, last = counts.get(word, (0, 0))
        known = word in lists["parts"] or word in lists["whole"]
        wholes[word] = DEAREST - _weight(last + 0.5 * first, met.get(word, 0))
        if len(word) < SHORT and word not in lists["short"]:
            continue
        if word not in lists["never_first"]:
            cost = KNOWN_TO_US if known else DEAREST - _weight(first + OTHER_PLACE * last, met.get(word, 0))
            for written, dearer in _written(word):
                if written not in firsts or firsts[written][1] > cost + dearer:
                    firsts[written] = (word, cost + dearer)
        if word not in lists["never_last"]:
            lasts[word] = KNOWN_TO_US if known else DEAREST - _weight(last + OTHER_PLACE * first, met.get(word, 0))
    return Lexicon(lists, lemmas, endings, firsts, lasts, wholes)


def _weight(part_of: float, met: int) -> float:
    return math.log1p(part_of) + WEIGHT_OF_OCCURRENCES * math.log1p(met / OCCURRENCES)


def _written(word: str) -> list[tuple[str, float]]:
    """Return how a word may be written as a first part, each with what it costs more than the plain word."""
    ways = [(word, 0.0), (f"{word}s", -0.5), (f"{word}e", 0.7), (f"{word}er", 1.5)]
    return [*ways, (f"{word[:-1]}s", 0.5)] if word.endswith("e") else ways


def _lines(name: str) -> list[str]:
    text = files("maskinrum.danish").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in _lines(name)]


def _lists() -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    lists = {name: words.split() for name, words in (line.split(":", 1) for line in _lines("lists.txt"))}
    lemmas: dict[str, str] = {}
    for pair in lists.pop("lemmas"):
        form, _, lemmas[form] = pair.partition("=")
    return {name: frozenset(words) for name, words in lists.items()}, lemmas
