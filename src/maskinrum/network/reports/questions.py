"""A question as its page and the lists show it: whose name stands where, and what the viewer may do."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from maskinrum.knowledge.facts import Theme, themes_named
from maskinrum.knowledge.models import Experience
from maskinrum.network.enums import ContributionKind
from maskinrum.network.models import Contribution, Question
from maskinrum.network.permissions import can_keep, can_make_experience, can_remove
from maskinrum.network.queries import answered_by_experience
from maskinrum.organisations.permissions import Viewer


@dataclass(frozen=True)
class Line:
    """One question in a list."""

    row: Question
    themes: list[Theme]
    answers: int


@dataclass(frozen=True)
class Below:
    """One answer or clarification, with what the viewer may do with it, and what it became.

    ``is_older`` says that the words of the question were changed after it was written.
    """

    written: Contribution
    is_accepted: bool
    may_accept: bool
    may_remove: bool
    may_tell: bool
    is_older: bool
    experience: Experience | None


def line_of(row: Question) -> Line:
    """A row of a list, as ``queries.listed`` gives it."""
    return Line(row, themes_named(row.theme_codes), getattr(row, "answers", 0))


def render_answers_to(request: HttpRequest, given: Mapping[str, Any]) -> SafeString:
    """The questions whose answer became an experience, for its page; nothing where there are none to be read."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rows = list(answered_by_experience(viewer, given["experience"], now=timezone.now()))
    context = {"rows": rows, "request": request}
    return SafeString(render_to_string("network/_answers_to.html", context)) if rows else SafeString("")


def below(
    viewer: Viewer, row: Question, rows: list[Contribution], made: Mapping[uuid.UUID | None, Experience]
) -> tuple[list[Below], list[Below]]:
    """The answers, the one that helped first, and the clarifications."""
    keeps = can_keep(viewer, row)
    told = [
        Below(
            written,
            is_accepted=written.pk == row.accepted_id,
            may_accept=keeps and written.kind == ContributionKind.ANSWER and written.pk != row.accepted_id,
            may_remove=can_remove(viewer, written),
            may_tell=can_make_experience(viewer, written),
            is_older=row.edited_at is not None and written.written_at < row.edited_at,
            experience=made.get(written.experience_id),
        )
        for written in rows
    ]
    answers = [one for one in told if one.written.kind == ContributionKind.ANSWER]
    return (
        sorted(answers, key=lambda one: not one.is_accepted),
        [one for one in told if one.written.kind == ContributionKind.CLARIFICATION],
    )
