"""The meetings of a partnership, beside its page in the register."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from maskinrum.meetings.queries import meetings_of_partnership
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership

MOST = 3


def render_meetings(request: HttpRequest, given: Mapping[str, Any]) -> SafeString:
    """The latest meetings that the reader may see, and the way to the gaps; the row is given by the page below."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    row: Partnership = given["partnership"]
    rows = list(meetings_of_partnership(viewer, row, now=timezone.now())[:MOST])
    context = {"rows": rows, "partnership": row, "request": request}
    return SafeString(render_to_string("meetings/_beside.html", context))
