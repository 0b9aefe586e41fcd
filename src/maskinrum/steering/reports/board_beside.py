"""The way to a board from its entry in the register, for those who sit at it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from maskinrum.steering.queries.board import board_or_opening


def beside_entry(request: HttpRequest, context: Mapping[str, Any]) -> SafeString:
    """Link to the board, or to where it is opened; nothing for anybody else."""
    viewer, row = request.viewer, context["partnership"]  # type: ignore[attr-defined]
    if not viewer.is_member:
        return SafeString("")
    has_board, may_open = board_or_opening(viewer, row)
    if not has_board and not may_open:
        return SafeString("")
    return render_to_string("steering/_beside_entry.html", {"row": row, "has_board": has_board})
