"""The two or three experiences that matter where a reader stands."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Q

from maskinrum.knowledge.facts.relevance import SHOWN, Candidate, Chosen, Context, choose
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries.experiences import in_order, published
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.permissions import Viewer

MOST_CANDIDATES = 2_000
MOST_ABOUT = 500


def candidates(
    viewer: Viewer,
    *,
    now: datetime,
    today: date,
    among: Iterable[uuid.UUID] | None = None,
    partnership: str = "",
) -> dict[str, tuple[Experience, Candidate]]:
    """The published experiences that the viewer may read, by key: all, or those ``among`` what the index found.

    Those from the very partnership that the reader looks at are always among them.
    """
    rows = published(viewer, now=now).select_related("partnership", "organisation")
    if among is None:
        rows = in_order(rows, today=today)[:MOST_CANDIDATES]
    else:
        rows = rows.filter(Q(pk__in=list(among)) | Q(partnership__in=[partnership] if partnership else []))
    return {row.key: (row, _candidate(row, today)) for row in rows}


def chosen_for_each(
    viewer: Viewer, contexts: Mapping[str, Context], *, now: datetime, today: date, limit: int = SHOWN
) -> dict[str, list[tuple[Experience, Chosen]]]:
    """Those that matter most in each of several contexts, from one reading: only what shares a theme is read."""
    codes = sorted({code for context in contexts.values() for code in context.themes})
    if not codes:
        return {key: [] for key in contexts}
    about = Q()
    for code in codes:
        about |= Q(theme_codes__contains=code)
    rows = published(viewer, now=now).select_related("partnership", "organisation").filter(about)
    found = {row.key: (row, _candidate(row, today)) for row in in_order(rows, today=today)[:MOST_ABOUT]}
    told = [each for _row, each in found.values()]
    return {
        key: [(found[one.key][0], one) for one in choose(context, told, limit=limit)]
        for key, context in contexts.items()
    }


def _candidate(row: Experience, today: date) -> Candidate:
    is_open = row.partnership is not None and row.partnership.visibility == Visibility.OPEN
    return Candidate(
        key=row.key,
        themes=tuple(row.theme_codes.split()),
        phase=row.phase,
        role=row.role,
        works=row.works,
        agreement=row.partnership.type if row.partnership is not None and is_open else "",
        partnership=str(row.partnership_id or ""),
        rank=row.rank,
        is_late=row.review_on is not None and row.review_on < today,
    )


def chosen_here(
    viewer: Viewer,
    context: Context,
    *,
    now: datetime,
    today: date,
    among: Iterable[uuid.UUID] | None = None,
    limit: int = SHOWN,
) -> list[tuple[Experience, Chosen]]:
    """Those that matter most in a context, with what each shares with it."""
    found = candidates(viewer, now=now, today=today, among=among, partnership=context.partnership)
    return [(found[one.key][0], one) for one in choose(context, (each for _row, each in found.values()), limit=limit)]
