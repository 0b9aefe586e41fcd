"""Where a search ends: the way to ask the network."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

LONGEST = 200


def render_way_to_ask(request: HttpRequest, given: Mapping[str, Any]) -> SafeString:
    """A line that leads to the form with the words searched for in it, and to following the search as narrowed."""
    words, search = (str(given.get(name, ""))[:LONGEST] for name in ("text", "search"))
    context = {"words": words, "search": search, "request": request}
    return SafeString(render_to_string("network/_search_end.html", context))
