"""Reads of start-up checklists."""

import uuid
from collections.abc import Collection
from functools import cache

from django.db.models import Count, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.domain import load
from maskinrum.steering.enums import StartAnswer
from maskinrum.steering.facts.starts import StartCounts, Subject
from maskinrum.steering.models import StartChecklist, StartItem
from maskinrum.steering.queries.reaching import own_partnerships

# The themes of the experiences that matter for each subject of the tool, in its order; the tool itself names the
# subjects, so that its paper and these pages ask the same.
THEMES = (
    ("bathrooms", ("F3", "F4")),
    ("envelope", ("F3", "H4")),
    ("services", ("F3", "G3")),
    ("rehousing", ("G2", "F5")),
    ("site", ("F5", "H5")),
    ("residents", ("G1", "E4")),
    ("trades", ("D7", "C6")),
    ("handover", ("F6", "G3")),
)
DECIDED = (StartAnswer.REUSE, StartAnswer.DEVELOP)


@cache
def subjects() -> tuple[Subject, ...]:
    """What is asked about, as the tool *start-up-checklist* has it."""
    grids = (block["grid"] for block in load("tools/start-up-checklist")["body"] if "grid" in block)
    rows = next(grid["rows"] for grid in grids if len(grid.get("rows", ())) == len(THEMES))
    return tuple(
        Subject(key, row[0]["da"], row[0]["en"], themes) for (key, themes), row in zip(THEMES, rows, strict=True)
    )


def subject(key: str) -> Subject | None:
    """One of them, or None for what a project added itself."""
    return next((one for one in subjects() if one.key == key), None)


def checklists(viewer: Viewer, partnership: Partnership) -> QuerySet[StartChecklist]:
    """The checklists of a partnership that the viewer's organisation is a party to, with how far each is."""
    rows = StartChecklist.objects.filter(partnership__in=own_partnerships(viewer).values("pk"), partnership=partnership)
    counted = Count("items", filter=Q(items__answer__in=DECIDED))
    reused = Count("items", filter=Q(items__answer=StartAnswer.REUSE))
    left = Count("items", filter=Q(items__answer=StartAnswer.OPEN))
    return rows.select_related("project").annotate(decided=counted, reused=reused, left=left)


def checklist(viewer: Viewer, partnership: Partnership, key: uuid.UUID) -> StartChecklist:
    """One of them with its subjects, or Http404."""
    items = Prefetch("items", StartItem.objects.select_related("experience"))
    return get_object_or_404(checklists(viewer, partnership).prefetch_related(items), pk=key)


def start_counts(projects: Collection[uuid.UUID]) -> dict[uuid.UUID, StartCounts]:
    """How many subjects each of these projects has decided and reuses; none for one without a checklist.

    Whoever asks has shown the projects to the viewer.
    """
    rows = StartItem.objects.filter(checklist__project__in=list(projects), answer__in=DECIDED).order_by()
    counted = rows.values("checklist__project").annotate(
        decided=Count("pk"), reused=Count("pk", filter=Q(answer=StartAnswer.REUSE))
    )
    return {row["checklist__project"]: StartCounts(row["decided"], row["reused"]) for row in counted}
