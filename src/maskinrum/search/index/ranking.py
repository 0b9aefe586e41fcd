"""The second look: the best few hundred of Tantivy's hits scored with constants of our own.

BM25 with ``K1`` and ``B`` over the parts of words, over their groups of four letters, and over parts that stand
together in the query and in the text (docs/methods/ranking.md). The length of a text is measured against a fixed one,
so that a score says nothing of documents the reader may not see.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maskinrum.search.index.records import Numbers

K1, B = 0.5, 0.3
USUAL_PARTS, USUAL_GRAMS = 60.0, 240.0
LONGEST_TIMES = 12.0
WEIGHT_GRAMS, WEIGHT_TOGETHER, WEIGHT_TITLE = 0.6, 0.2, 0.2
# A document without any word of the query counts as a hit with so much of the letters of one of its words.
LETTERS_ENOUGH = 0.6
SLOTS = 1 << 16

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """What a query asks of the numbers: parts and groups of letters with their weights, and parts to stand together."""

    names: Sequence[str]  # of the parts
    parts: NDArray[np.uint32]
    part_weights: Floats
    grams: NDArray[np.uint32]
    gram_weights: Floats
    pairs: Sequence[tuple[int, int, float]]  # places of two parts, and the weight
    words: Sequence[NDArray[np.intp]]  # places of the groups of letters of each word
    counted: Sequence[tuple[int, ...]] = ()  # places of parts that stand together in what Tantivy counts as a hit
    # Places of the parts of each name, and those among them that count nowhere but together.
    whole: Sequence[tuple[tuple[int, ...], Sequence[int]]] = ()


@dataclass(frozen=True)
class Scored:
    """The score of each document, which parts each has, whether it is counted by its words, and whether it is a hit."""

    scores: Floats
    has_part: NDArray[np.bool_]
    is_counted: NDArray[np.bool_]
    is_hit: NDArray[np.bool_]


def score(asked: Asked, found: Numbers) -> Scored:
    """Return how well each document answers."""
    count = len(found.part_counts)
    part_rows = np.repeat(np.arange(count), found.part_counts)
    gram_rows = np.repeat(np.arange(count), found.gram_counts)
    part_at = places(found.parts, asked.parts)
    gram_at = places(found.grams, asked.grams)
    part_times = times(part_rows, part_at, count, len(asked.parts))
    for place, rows in only_together(asked, part_at, part_rows, count).items():
        part_times[~rows, place] = 0
    gram_times = times(gram_rows, gram_at, count, len(asked.grams))
    part_norm = norm(found.part_counts / USUAL_PARTS)
    scores = saturated(part_times, part_norm) @ asked.part_weights
    titles = in_title(found, part_at, part_rows, count, len(asked.parts)) * (part_times > 0)
    scores += WEIGHT_TITLE * (titles @ asked.part_weights)
    scores += WEIGHT_GRAMS * (saturated(gram_times, norm(found.gram_counts / USUAL_GRAMS)) @ asked.gram_weights)
    beside = together(asked, part_at, part_rows, count, part_norm)
    scores += WEIGHT_TOGETHER * beside
    has_part = (part_times > 0) & (asked.part_weights > 0)
    is_hit = has_part.any(axis=1) | (beside > 0)
    for word in asked.words:
        is_hit |= (gram_times[:, word] > 0).mean(axis=1) >= LETTERS_ENOUGH
    is_counted = np.zeros(count, np.bool_)
    is_counted |= (part_times[:, [one[0] for one in asked.counted if len(one) == 1]] > 0).any(axis=1)
    for several in (one for one in asked.counted if len(one) > 1):
        is_counted[rows_with(several, part_at, part_rows)] = True
    return Scored(scores * found.weights, has_part, is_counted, is_hit)


def only_together(
    asked: Asked, at: NDArray[np.intp], rows: NDArray[np.intp], count: int
) -> dict[int, NDArray[np.bool_]]:
    """Return for each part of a name that counts nowhere else the documents in which the name stands."""
    found: dict[int, NDArray[np.bool_]] = {}
    for several, own in asked.whole:
        there = rows_with(several, at, rows)
        for place in own:
            found.setdefault(place, np.zeros(count, np.bool_))[there] = True
    return found


def places(numbers: NDArray[np.uint32], wanted: NDArray[np.uint32]) -> NDArray[np.intp]:
    """Return for each number its place in ``wanted``, or -1."""
    if not len(wanted):
        return np.full(len(numbers), -1, np.intp)
    slots = np.full(SLOTS, -1, np.int16)
    slots[wanted % SLOTS] = np.arange(len(wanted))
    found = slots[numbers % SLOTS].astype(np.intp)
    hit = np.flatnonzero(found >= 0)
    found[hit] = np.where(wanted[found[hit]] == numbers[hit], found[hit], -1)
    for place in np.flatnonzero(slots[wanted % SLOTS] != np.arange(len(wanted))):
        found[numbers == wanted[place]] = place  # shares its slot with another: one by one
    return found


def times(rows: NDArray[np.intp], at: NDArray[np.intp], count: int, width: int) -> Floats:
    """Return how often each wanted number stands in each document."""
    hit = at >= 0
    return np.bincount(rows[hit] * width + at[hit], minlength=count * width).reshape(count, width).astype(np.float64)


def in_title(found: Numbers, at: NDArray[np.intp], rows: NDArray[np.intp], count: int, width: int) -> Floats:
    """Return which parts stand in the title of each document: before the break."""
    breaks = np.cumsum(found.parts == 0)
    before = np.concatenate(([0], breaks))[np.cumsum(found.part_counts) - found.part_counts]
    return np.minimum(times(rows, np.where(breaks == before[rows], at, -1), count, width), 1.0)


def rows_with(wanted: tuple[int, ...], at: NDArray[np.intp], rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the documents in which wanted numbers stand one after the other."""
    first = np.flatnonzero(at[: len(at) - len(wanted) + 1] == wanted[0])
    for further, place in enumerate(wanted[1:], 1):
        first = first[(at[first + further] == place) & (rows[first + further] == rows[first])]
    return rows[first]


def norm(length: Floats) -> Floats:
    """Return what the length of each text does to how fast repetition saturates."""
    return K1 * (1 - B + B * np.minimum(length, LONGEST_TIMES))


def saturated(often: Floats, by: Floats) -> Floats:
    """Return BM25's share of a word that stands so often."""
    return often * (K1 + 1) / (often + by[:, None])


def together(asked: Asked, at: NDArray[np.intp], rows: NDArray[np.intp], count: int, by: Floats) -> Floats:
    """Return what parts that stand together add."""
    total = np.zeros(count)
    if not asked.pairs or len(at) < 2:
        return total
    beside = np.flatnonzero((at[:-1] >= 0) & (at[1:] >= 0) & (rows[:-1] == rows[1:]))
    codes = at[beside] * len(asked.parts) + at[beside + 1]
    for first, second, weight in asked.pairs:
        often = np.bincount(rows[beside[codes == first * len(asked.parts) + second]], minlength=count)
        total += weight * often * (K1 + 1) / (often + by)
    return total
