"""What is new about everything that somebody follows, also of what a search finds."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from maskinrum.network.enums import SubscriptionKind
from maskinrum.network.facts.digests import Item, Wanted
from maskinrum.network.indexing import found_by_words
from maskinrum.network.models import Subscription
from maskinrum.network.queries import new_below, news_about, offered_news, register_changes
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import PartnershipChange
from maskinrum.partnerships.reports.history import changes_in_words
from maskinrum.search.indexing import BeingBuiltError, key_of
from maskinrum.search.queries import waiting_things
from maskinrum.shared.figures import unknown

JUST_BEFORE = timedelta(microseconds=1)


@dataclass(frozen=True)
class Gathered:
    """What is new, and until when it was looked for, by subscription: a search cannot look further than the index."""

    items: list[Item] = field(default_factory=list)
    until: dict[uuid.UUID, datetime] = field(default_factory=dict)


def gathered(viewer: Viewer, rows: Iterable[Subscription], *, now: datetime, since: datetime | None = None) -> Gathered:
    """What the viewer may read and is new about what is followed: since each was last told, or ``since`` a moment."""
    wanted: list[Wanted] = []
    below: dict[uuid.UUID, datetime] = {}
    register: dict[uuid.UUID, datetime] = {}
    searches: dict[Subscription, datetime] = {}
    until: dict[uuid.UUID, datetime] = {}
    for row in rows:
        begins = since or row.told_until
        if row.kind == SubscriptionKind.SEARCH:
            searches[row] = begins
            continue
        until[row.pk] = now
        if row.question_id is not None:
            below[row.question_id] = begins
            continue
        if row.partnership_id is not None:
            register[row.partnership_id] = begins
        wanted.append(Wanted(begins, row.theme, row.partnership_id))
    changes = map(_change, register_changes(viewer, register, now=now))
    told = [*news_about(viewer, wanted, now=now), *new_below(viewer, below, now=now), *changes]
    found = _found(viewer, searches, now, is_held=since is None)
    return Gathered([*told, *found.items], until | found.until)


def _found(viewer: Viewer, searches: Mapping[Subscription, datetime], now: datetime, *, is_held: bool) -> Gathered:
    """What searches find of everything that is new, so that nothing older takes its place; nothing without an index.

    What the index does not have yet can be found by none: where it is told by mail (``is_held``) they look no further
    than to the first such thing, and go on from there the next time.
    """
    if not searches:
        return Gathered()
    # Asked before the index is: what waits now and is written meanwhile is told the next time.
    waiting = {key_of(*thing) for thing in waiting_things(offered_news())} if is_held else set()
    new = news_about(viewer, [Wanted(min(searches.values()), everything=True)], now=now)
    try:
        found = found_by_words(viewer, [row.words for row in searches], [item.key for item in new], now=now)
    except BeingBuiltError:
        return Gathered()
    items, until = [], {}
    for row, begins in searches.items():
        first = min((item.at for item in new if item.key in waiting and item.at > begins), default=None)
        until[row.pk] = now if first is None else first - JUST_BEFORE
        items += [one for one in new if one.key in found[row.words] and begins < one.at <= until[row.pk]]
    return Gathered(items, until)


def _change(row: PartnershipChange) -> Item:
    """A change to the register in words; other entries that it speaks of are named by their address alone."""
    said = [
        f"{one.name}: {one.before or unknown()} → {one.after or unknown()}" for one in changes_in_words(row.changes, {})
    ]
    link = reverse("register:history", args=[row.partnership.slug])
    text = "\n".join(said)
    return Item(f"change:{row.pk}", "change", row.partnership.name, text, link, "", row.at, str(_("Register")))
