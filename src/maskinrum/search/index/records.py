"""What the second look and the page of results need of each document, one record after the other in a file.

A record is found by its place in the file, which Tantivy keeps as a number. It is only ever added to: what a document
was before stays until the index is built anew, which the indexer does when more than half of the file is such waste.
"""

import json
import os
import struct
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from maskinrum.search.index.coding import Content
from maskinrum.search.index.documents import Document

HEAD = struct.Struct("<IIIf")  # parts, groups of letters, bytes of what is shown, weight
NUMBER = 4
# The place of a record and the count of its numbers share one number of Tantivy.
COUNT_BITS = 22
MOST = (1 << COUNT_BITS) - 1
# Of longer texts the second look sees the letters of the beginning.
MOST_GRAMS = 80_000


@dataclass(frozen=True)
class Numbers:
    """The numbers of several documents, one document after the other, and how many each has."""

    parts: NDArray[np.uint32]
    part_counts: NDArray[np.intp]
    grams: NDArray[np.uint32]
    gram_counts: NDArray[np.intp]
    weights: NDArray[np.float64]


@dataclass(frozen=True)
class Shown:
    """A document as it is shown: its texts, and the number and the place of each part of their words."""

    key: str
    kind: str
    title: str
    text: str
    facets: Mapping[str, Sequence[str]]
    numbers: NDArray[np.uint32]
    spans: NDArray[np.uint32]

    @property
    def values(self) -> list[tuple[str, str]]:
        """The values of the facets, the kind among them."""
        others = ((name, value) for name in self.facets for value in self.facets[name] if name != "kind")
        return [("kind", self.kind), *others]


class Records:
    """The file of records. One process appends, many read."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self._descriptor)

    def _read(self, size: int, start: int) -> bytes:
        found = os.pread(self._descriptor, size, start)
        if len(found) != size:
            raise ValueError("A record of the search index is cut off")
        return found

    def numbers(self, places: Sequence[int]) -> Numbers:
        """Return the numbers of the records at these places."""
        part_bytes, gram_bytes, heads = [], [], []
        for place in places:
            found = self._read(HEAD.size + NUMBER * (place & MOST), place >> COUNT_BITS)
            parts, grams, _, weight = HEAD.unpack_from(found)
            middle = HEAD.size + NUMBER * parts
            part_bytes.append(found[HEAD.size : middle])
            gram_bytes.append(found[middle:])
            heads.append((parts, grams, weight))
        counts = np.array([row[:2] for row in heads], np.intp).reshape(-1, 2)
        return Numbers(
            np.frombuffer(b"".join(part_bytes), np.uint32),
            counts[:, 0],
            np.frombuffer(b"".join(gram_bytes), np.uint32),
            counts[:, 1],
            np.array([row[2] for row in heads]),
        )

    def sizes(self, places: Iterable[int]) -> int:
        """Return the bytes that the records at these places take together."""
        total = 0
        for place in places:
            start, count = place >> COUNT_BITS, place & MOST
            parts, _, size, _ = HEAD.unpack(self._read(HEAD.size, start))
            total += HEAD.size + NUMBER * (count + parts) + size
        return total

    def shown(self, place: int) -> Shown:
        """Return what is shown of the document at a place."""
        start, count = place >> COUNT_BITS, place & MOST
        parts, _, size, _ = HEAD.unpack(self._read(HEAD.size, start))
        found = self._read(NUMBER * (count + parts) + size, start + HEAD.size)
        numbers = np.frombuffer(found, np.uint32, parts)
        spans = np.frombuffer(found, np.uint32, parts, NUMBER * count)
        kept = json.loads(found[NUMBER * (count + parts) :])
        return Shown(kept["key"], kept["kind"], kept["title"], kept["text"], kept["facets"], numbers, spans)


@contextmanager
def appending(path: Path) -> Iterator[Callable[[Document, Content], int]]:
    """Add records to the file: each call keeps one and returns its place. All are on disk at the end.

    Raises ``OSError`` where the disk has no room, at the latest at the end.
    """
    with path.open("ab") as file:

        def keep(document: Document, content: Content) -> int:
            place = file.tell()
            head, count = record(document, content)
            file.write(head)
            return place << COUNT_BITS | count

        yield keep
        file.flush()
        os.fsync(file.fileno())


def record(document: Document, content: Content) -> tuple[bytes, int]:
    """Return a document as it is kept, and how many numbers it has."""
    parts = content.part_numbers
    grams = content.gram_numbers[: NUMBER * MOST_GRAMS]
    kept = {
        "key": document.key,
        "kind": document.kind,
        "title": document.title,
        "text": document.text,
        "facets": {name: list(values) for name, values in document.facets.items()},
    }
    shown = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
    counts = len(parts) // NUMBER, len(grams) // NUMBER
    head = HEAD.pack(*counts, len(shown), document.weight)
    return b"".join((head, parts, grams, content.part_spans, shown)), sum(counts)
