"""What a viewer holds. The access rule lies above this package, so it says so when the site starts."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

OPEN = "open"
NETWORK = "network"

Tokens = Callable[[Any, datetime], frozenset[str]]

_RULE: list[Tokens] = []


def let_viewers_hold(tokens: Tokens) -> None:
    """Say which tokens a viewer holds at a moment. The last word counts."""
    _RULE[:] = [tokens]


def tokens_of(viewer: Any, *, now: datetime) -> frozenset[str]:
    """The tokens that a viewer holds; only what is open to all, as long as nobody has said more."""
    return _RULE[0](viewer, now) if _RULE else frozenset({OPEN})
