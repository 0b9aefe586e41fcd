"""What is put into the index."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Document:
    """One thing that can be found.

    ``readers`` are tokens such as ``open``, ``network``, ``organisation:<id>``: whoever holds one of them may see it.
    ``facets`` gives values by facet, such as ``{"theme": ("B2",)}``. ``weight`` multiplies the score: 1 is neutral.
    ``names`` are what it and others in it are called: for whoever may see it, no question divides them.
    """

    key: str
    kind: str
    title: str
    text: str
    readers: frozenset[str]
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weight: float = 1.0
    language: str = "da"
    names: tuple[str, ...] = ()
