"""Which experiences may tell the same.

Two are compared by their words of four letters or more, each cut to its first six letters so that inflections meet.
Only those that share two of the eight rarest words of each are compared, and only words that at most twenty have in
common lead from one to another: ten thousand experiences give at most some hundred thousand comparisons, never fifty
million. Alike is the share of all their words that both have; from ``LEAST`` on the pair is worth a look by a person.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, combinations

LEAST = 0.4
RAREST = 8
KNOWN_TO_MOST = 20
SHARED = 2
SHOWN = 30
_WORD = re.compile(r"(\w{4,6})\w*")  # of each word of four letters or more its beginning


@dataclass(frozen=True)
class Told:
    """The words of one experience; ``readers`` says who reads it, because only those read alike can be merged."""

    key: str
    text: str
    readers: str = ""


@dataclass(frozen=True)
class Likely:
    """Two that may tell the same, and which share of their words both have."""

    first: str
    second: str
    share: float


def likely_duplicates(told: Iterable[Told], *, apart: Collection[tuple[str, str]] = ()) -> list[Likely]:
    """The pairs that are most alike, the most alike first, at most ``SHOWN``; never those that were told apart.

    ``apart`` holds pairs of keys, the one that sorts first before the other.
    """
    rows = {one.key: one for one in told}
    words = {key: words_of(one.text) for key, one in rows.items()}
    pairs = [
        Likely(first, second, share)
        for first, second in pairs_to_compare(words)
        if (first, second) not in apart
        and rows[first].readers == rows[second].readers
        and (share := likeness(words[first], words[second])) >= LEAST
    ]
    return sorted(pairs, key=lambda pair: (-pair.share, pair.first, pair.second))[:SHOWN]


def words_of(text: str) -> frozenset[str]:
    """The words that tell what a text is about, cut to their beginning."""
    return frozenset(_WORD.findall(text.casefold()))


def likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """The share of the words of both that both have; 0 where there are none."""
    return len(first & second) / len(first | second) if first | second else 0.0


def pairs_to_compare(words: Mapping[str, frozenset[str]]) -> list[tuple[str, str]]:
    """The pairs of keys that share enough rare words to be worth a comparison, each pair in order."""
    often = Counter(chain.from_iterable(words.values()))
    # As a rule a word is one text's own or known to most: the few between are looked for in each text at once.
    leads = {word for word, count in often.items() if 1 < count <= KNOWN_TO_MOST}
    having: defaultdict[str, list[str]] = defaultdict(list)
    for key, own in words.items():
        for word in sorted(own & leads, key=lambda word: (often[word], word))[:RAREST]:
            having[word].append(key)
    met = Counter(pair for keys in having.values() for pair in combinations(sorted(keys), 2))
    return [pair for pair, count in met.items() if count >= SHARED]
