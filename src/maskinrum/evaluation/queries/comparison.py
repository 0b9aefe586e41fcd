"""Figures that partnerships share with others."""

import uuid
from collections.abc import Collection

from maskinrum.evaluation.models import SharedFigure
from maskinrum.partnerships.models import Partnership


def shared_figures(partnership: Partnership) -> list[SharedFigure]:
    """What of one partnership is shared now."""
    return list(SharedFigure.objects.filter(partnership=partnership, retired_at=None).order_by("indicator"))


def shared_by(partnerships: Collection[uuid.UUID]) -> dict[uuid.UUID, list[SharedFigure]]:
    """What these partnerships share now, by partnership, in one question. Ask only for those the viewer may see."""
    found: dict[uuid.UUID, list[SharedFigure]] = {}
    rows = SharedFigure.objects.filter(partnership__in=partnerships, retired_at=None).order_by("indicator")
    for row in rows:
        found.setdefault(row.partnership_id, []).append(row)
    return found


def shared_counts() -> dict[str, int]:
    """From how many real partnerships each figure of the evidence register comes now, by indicator."""
    found: dict[str, int] = {}
    rows = SharedFigure.objects.filter(retired_at=None).exclude(evidence_key="").values_list("indicator", flat=True)
    for slug in rows:
        found[slug] = found.get(slug, 0) + 1
    return found
