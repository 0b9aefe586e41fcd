"""The way to the evaluation from the board of a partnership and from its entry in the register."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from maskinrum.evaluation.enums import RoundState
from maskinrum.evaluation.queries import evaluated_partnerships, runs_rounds
from maskinrum.evaluation.queries.inviting import open_rounds, pulse_due_since


def beside_partnership(request: HttpRequest, context: Mapping[str, Any]) -> SafeString:
    """Link to the evaluation, and say which round runs or is due; nothing for anybody who takes no part."""
    viewer, row, now = request.viewer, context["partnership"], timezone.now()  # type: ignore[attr-defined]
    if not evaluated_partnerships(viewer, now=now).filter(pk=row.pk).exists():
        return SafeString("")
    running = [one for one in open_rounds(viewer, row, now=now) if one.state == RoundState.OPEN]
    told = {"partnership": row, "running": running, "due_since": pulse_due_since(viewer, row, now=now)}
    return render_to_string("evaluation/_beside_partnership.html", told | {"may_run": runs_rounds(viewer, row)})
