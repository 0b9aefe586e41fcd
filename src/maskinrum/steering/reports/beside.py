"""The ways into a running partnership, beside its page in the register."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.steering.queries.reaching import own_partnerships


def render_running(request: HttpRequest, given: Mapping[str, Any]) -> SafeString:
    """The ways for a party; nothing for others."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    row: Partnership = given["partnership"]
    if not viewer.is_member or not own_partnerships(viewer).filter(pk=row.pk).exists():
        return SafeString("")
    return SafeString(render_to_string("steering/_running_beside.html", {"partnership": row}, request=request))
