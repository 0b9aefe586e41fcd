"""Where a page says that feeds exist, for programs that look there."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

OF_SPACE = {
    "knowledge": "erfaringer",
    "recommendations": "anbefalinger",
    "tools": "vaerktoejer",
    "register": "register",
    "salons": "saloner",
    "meetings": "udviklingsmoeder",
    "network": "spoergsmaal",
}


def render_feed_links(request: HttpRequest, given: Mapping[str, Any]) -> SafeString:
    """The feed of everything that is open, and that of the room where the page stands."""
    match = request.resolver_match
    own = OF_SPACE.get(match.namespace, "") if match else ""
    return SafeString(render_to_string("network/_feed_links.html", {"own": own}))
