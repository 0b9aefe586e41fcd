"""What is new about everything that somebody follows, also of what a search finds."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from maskinrum.network.enums import SubscriptionKind
from maskinrum.network.facts.digests import Item, Wanted
from maskinrum.network.indexing import found_by_words
from maskinrum.network.models import Subscription
from maskinrum.network.queries import new_below, news_about, register_changes
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import PartnershipChange
from maskinrum.partnerships.reports.history import changes_in_words
from maskinrum.search.indexing import BeingBuiltError
from maskinrum.shared.figures import unknown


@dataclass(frozen=True)
class Gathered:
    """What is new, and the subscriptions that could be looked at: a search cannot while the index is being built."""

    items: list[Item] = field(default_factory=list)
    looked_at: list[uuid.UUID] = field(default_factory=list)


def gathered(viewer: Viewer, rows: Iterable[Subscription], *, now: datetime, since: datetime | None = None) -> Gathered:
    """What the viewer may read and is new about what is followed: since each was last told, or ``since`` a moment."""
    wanted: list[Wanted] = []
    below: dict[uuid.UUID, datetime] = {}
    register: dict[uuid.UUID, datetime] = {}
    looked_at = []
    followed = list(rows)
    searches = [row.words for row in followed if row.kind == SubscriptionKind.SEARCH]
    try:
        found = found_by_words(viewer, searches, now=now)
    except BeingBuiltError:
        followed, found = [row for row in followed if row.kind != SubscriptionKind.SEARCH], {}
    for row in followed:
        begins = since or row.told_until
        looked_at.append(row.pk)
        if row.question_id is not None:
            below[row.question_id] = begins
            continue
        if row.partnership_id is not None:
            register[row.partnership_id] = begins
        wanted.append(Wanted(begins, row.theme, row.partnership_id, found.get(row.words, frozenset())))
    changes = map(_change, register_changes(viewer, register, now=now))
    return Gathered([*news_about(viewer, wanted, now=now), *new_below(viewer, below, now=now), *changes], looked_at)


def _change(row: PartnershipChange) -> Item:
    """A change to the register in words; other entries that it speaks of are named by their address alone."""
    said = [
        f"{one.name}: {one.before or unknown()} → {one.after or unknown()}" for one in changes_in_words(row.changes, {})
    ]
    link = reverse("register:history", args=[row.partnership.slug])
    text = "\n".join(said)
    return Item(f"change:{row.pk}", "change", row.partnership.name, text, link, "", row.at, str(_("Register")))
