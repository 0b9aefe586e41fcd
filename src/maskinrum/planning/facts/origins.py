"""Where a plan may be made from: an app above that knows something of it says so here at start-up."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from maskinrum.planning.facts.terms import Origin

Look = Callable[[Any, uuid.UUID, datetime], Origin | None]
"""The viewer, a key and the hour; what is known under the key, or None where the viewer may not see it."""

_OFFERED: dict[str, Look] = {}


def offer_origin(name: str, look: Look) -> None:
    """Offer a place that a plan may be made from. Offering the same name again replaces it."""
    _OFFERED[name] = look


def known_of(viewer: Any, key: uuid.UUID, *, now: datetime) -> Origin | None:
    """What is known of a plan that is to be made from this key; None where nobody knows it, or not for this viewer."""
    found = (look(viewer, key, now) for look in _OFFERED.values())
    return next((one for one in found if one is not None), None)
