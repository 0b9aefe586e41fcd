"""What of a thing can be found, and the words under which the index knows things and readers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

OPEN = "open"
NETWORK = "network"


@dataclass(frozen=True)
class Document:
    """One thing in the index. Whoever holds one of the tokens ``readers`` may find it."""

    key: str
    kind: str
    title: str
    text: str
    readers: frozenset[str]
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weight: float = 1.0
    language: str = "da"
