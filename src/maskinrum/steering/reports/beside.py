"""The ways into a running partnership, beside its page in the register."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.steering.queries.reaching import takes_part


def render_running(request: HttpRequest, given: Mapping[str, Any]) -> SafeString:
    """The ways for a party; nothing for others."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    row: Partnership = given["partnership"]
    if not takes_part(viewer, row):
        return SafeString("")
    return SafeString(render_to_string("steering/_running_beside.html", {"partnership": row}, request=request))
