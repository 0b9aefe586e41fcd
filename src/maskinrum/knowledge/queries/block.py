"""The two or three experiences that matter where a reader stands."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Q, QuerySet

from maskinrum.knowledge.facts.relevance import SHOWN, Candidate, Chosen, Context, choose, choose_each
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries.experiences import in_order, published
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.permissions import Viewer

MOST_CANDIDATES = 2_000
MOST_ABOUT, MOST_OWN = 500, 200
TOLD = ("key", "title", "advice", "language", "source_label", "evidence", "organisation__is_fictitious")
"""What a block tells of an experience: texts are long, and a page may show sixty."""
WEIGHED = ("key", "theme_codes", "phase", "role", "works", "rank", "review_on")
FROM = ("partnership", "partnership__type", "partnership__visibility")


def candidates(
    viewer: Viewer,
    *,
    now: datetime,
    today: date,
    among: Iterable[uuid.UUID] | None = None,
    partnership: str = "",
) -> list[Candidate]:
    """The published experiences that the viewer may read: all, or those ``among`` what the index found.

    The first of those from the very partnership that the reader looks at are always among them.
    """
    rows = published(viewer, now=now)
    if among is None:
        return _candidates(in_order(rows, today=today)[:MOST_CANDIDATES], today)
    found = _candidates(rows.filter(pk__in=list(among)).order_by(), today)
    if partnership:
        own = in_order(rows.filter(partnership__in=[partnership]), today=today)[:MOST_OWN]
        known = {one.key for one in found}
        found += [one for one in _candidates(own, today) if one.key not in known]
    return found


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
    found = _best_candidates(published(viewer, now=now).filter(about), today)
    chosen = choose_each(contexts, found, limit=limit)
    shown = _shown(viewer, {one.key for several in chosen.values() for one in several}, now=now)
    return {key: [(shown[one.key], one) for one in several if one.key in shown] for key, several in chosen.items()}


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
    chosen = choose(context, found, limit=limit)
    shown = _shown(viewer, {one.key for one in chosen}, now=now)
    return [(shown[one.key], one) for one in chosen if one.key in shown]


def _shown(viewer: Viewer, keys: Collection[str], *, now: datetime) -> dict[str, Experience]:
    """The few that are chosen, as far as a block tells of them."""
    rows = published(viewer, now=now).filter(key__in=keys).order_by() if keys else Experience.objects.none()
    return {row.key: row for row in rows.select_related("organisation").only(*TOLD)}


def _best_candidates(rows: QuerySet[Experience], today: date) -> list[Candidate]:
    """As many as are weighed, those overdue last, then by rank: an index has them in that order and stops there.

    Of equal rank any may be left out beyond that, those that the index has last: thousands may be equal, and to put
    them in an order of their own all would be read.
    """
    found = _candidates(rows.order_by("-rank")[:MOST_ABOUT], today)
    late = [one for one in found if one.is_late]
    if not late or len(found) < MOST_ABOUT:
        return found
    timely = _candidates(rows.exclude(review_on__lt=today).order_by("-rank")[:MOST_ABOUT], today)
    return [*timely, *late][:MOST_ABOUT]


def _candidates(rows: QuerySet[Experience], today: date) -> list[Candidate]:
    return [
        Candidate(
            key=key,
            themes=_themes_in(codes),
            phase=phase,
            role=role,
            works=works,
            # What kind of agreement it comes from counts only where everybody may see the agreement.
            agreement=agreement if visibility == Visibility.OPEN else "",
            partnership=str(partnership or ""),
            rank=rank,
            is_late=review_on is not None and review_on < today,
        )
        for key, codes, phase, role, works, rank, review_on, partnership, agreement, visibility in rows.values_list(
            *WEIGHED, *FROM
        )
    ]


@lru_cache(maxsize=4096)
def _themes_in(codes: str) -> tuple[str, ...]:
    """The codes of themes as they are stored, with spaces between them."""
    return tuple(codes.split())
