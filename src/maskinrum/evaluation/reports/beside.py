"""The way to the evaluation from the board of a partnership and from its entry in the register."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from maskinrum.evaluation.queries import runs_rounds
from maskinrum.evaluation.queries.inviting import running_and_due
from maskinrum.evaluation.queries.rounds import may_evaluate


def beside_partnership(request: HttpRequest, context: Mapping[str, Any]) -> SafeString:
    """Link to the evaluation, and say which round runs or is due; nothing for anybody who takes no part."""
    viewer, row, now = request.viewer, context["partnership"], timezone.now()  # type: ignore[attr-defined]
    if not may_evaluate(viewer, row):
        return SafeString("")
    running, due_since = running_and_due(viewer, row, now=now)
    told = {"partnership": row, "running": running, "due_since": due_since}
    may_run = due_since is not None and runs_rounds(viewer, row)
    return render_to_string("evaluation/_beside_partnership.html", told | {"may_run": may_run})
