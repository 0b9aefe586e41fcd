"""What apps above put beside a page of an app below: the page says where its reader stands, and gets finished HTML.

A page below cannot import what lies above it; so it asks here by a name, and whoever has something to say offers it
at start-up. A name that nobody offers gives nothing.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

Render = Callable[[HttpRequest, Mapping[str, Any]], SafeString]

_OFFERED: dict[str, Render] = {}


def offer_beside(name: str, render: Render) -> None:
    """Offer a block under a name. Offering the same name again replaces it."""
    _OFFERED[name] = render


def beside(name: str, request: HttpRequest, context: Mapping[str, Any]) -> SafeString:
    """Return the block of a name for a context, or nothing."""
    render = _OFFERED.get(name)
    return render(request, context) if render else SafeString("")
