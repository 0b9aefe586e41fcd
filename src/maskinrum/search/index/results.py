"""What a search answers. All of it is computed over what the reader may see, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Span(NamedTuple):
    """From where to where a text is to be marked, counted in characters."""

    start: int
    end: int


class Synonyms(NamedTuple):
    """A word of the query, and what was searched for beside it."""

    word: str
    others: tuple[str, ...]


class Meant(NamedTuple):
    """One thing that a word of the query may mean: where it stands, and what to write there, by language.

    One that is a phase is found by narrowing to that phase, and nothing is written.
    """

    start: int
    end: int
    names: Mapping[str, str]
    phase: str = ""


@dataclass(frozen=True)
class Hit:
    """A document found. ``matched`` tells why: the words of the query, the synonyms, the facets of the context."""

    key: str
    kind: str
    score: float
    title: str
    title_spans: tuple[Span, ...] = ()
    snippet: str = ""
    snippet_spans: tuple[Span, ...] = ()
    matched: tuple[str, ...] = ()


@dataclass(frozen=True)
class Results:
    """The hits of one page, how many there are in all, and what helps the reader onwards."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    synonyms: tuple[Synonyms, ...] = ()
    did_you_mean: str = ""
    warnings: tuple[str, ...] = ()
    meanings: tuple[Meant, ...] = ()
