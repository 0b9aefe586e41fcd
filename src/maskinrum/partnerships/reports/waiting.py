"""What of the register waits for the secretariat, on its own page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from maskinrum.partnerships.enums import CorrectionState
from maskinrum.partnerships.queries.corrections import corrections


def corrections_that_wait(request: HttpRequest, context: Mapping[str, Any]) -> SafeString:
    """Link to the corrections that wait for an answer; nothing when none does."""
    rows = corrections(request.viewer, now=timezone.now())  # type: ignore[attr-defined]
    waiting = rows.filter(state=CorrectionState.WAITING).count()
    return render_to_string("register/_corrections_wait.html", {"waiting": waiting}) if waiting else SafeString("")
