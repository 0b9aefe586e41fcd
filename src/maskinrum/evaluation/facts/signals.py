"""What proposes a finding, and what a later round says of it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CHANGE, GAP, SPREAD = "change", "gap", "spread"


@dataclass(frozen=True)
class Proposal:
    """What somebody should look at. ``sign`` is what was met, exactly, so that it is proposed once and never again.

    ``value`` is the median or figure now, ``saw`` the numbers of the sentence that tells of it. ``for_client``: it
    rests on what only the client sees, so the client alone reads the finding.
    """

    signal: str
    sign: str
    value: float | None
    question: uuid.UUID | None = None
    indicator: str = ""
    saw: Mapping[str, Any] = field(default_factory=dict)
    for_client: bool = False


@dataclass(frozen=True)
class ActionFacts:
    """What somebody does about a finding; ``owner`` is the key of a colleague, ``owner_name`` anybody's name."""

    text: str
    owner: str = ""
    owner_name: str = ""
    due_on: Any = None
