"""Reads of where organisations stand, and of whom others may ask."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet

from maskinrum.network.models import ContactCard, Stand
from maskinrum.organisations.models import Membership
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import visible_to

STAND_FACETS = ("stage", "size")


@dataclass(frozen=True)
class StandFilter:
    """What the list is asked for; empty means no limit."""

    q: str = ""
    stage: str = ""
    size: str = ""
    theme: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everything is asked for."""
        return self == StandFilter()


def stands(viewer: Viewer, *, now: datetime) -> QuerySet[Stand]:
    """What the viewer may read of where organisations stand, by name."""
    rows = visible_to(viewer, Stand.objects.filter(organisation__merged_into=None), now=now)
    return rows.select_related("organisation").order_by("organisation__name", "id")


def listed_stands(viewer: Viewer, asked: StandFilter, *, now: datetime) -> QuerySet[Stand]:
    """Those that answer. A theme is what an organisation looks for, or what somebody of it can be asked about."""
    rows = stands(viewer, now=now)
    for name in STAND_FACETS:
        if value := getattr(asked, name):
            rows = rows.filter(**{name: value})
    if asked.theme:
        able = cards(viewer).filter(theme_codes__contains=asked.theme).values("organisation")
        rows = rows.filter(theme_codes__contains=asked.theme) | rows.filter(organisation__in=able)
    for word in asked.q.split():
        fields = ("organisation__name", "tried", "seeks")
        found = [rows.filter(**{f"{field}__icontains": word}) for field in fields]
        rows = found[0] | found[1] | found[2]
    return rows


def stand_counts(viewer: Viewer, *, now: datetime) -> Mapping[str, Counter[str]]:
    """How many organisations have each value of each facet, in two questions to the database."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in (*STAND_FACETS, "theme")}
    themes: defaultdict[uuid.UUID, set[str]] = defaultdict(set)
    for organisation, codes, *values in stands(viewer, now=now).values_list(
        "organisation", "theme_codes", *STAND_FACETS
    ):
        themes[organisation].update(codes.split())
        for name, value in zip(STAND_FACETS, values, strict=True):
            counts[name][value] += 1
    for organisation, codes in (
        cards(viewer).filter(organisation__in=list(themes)).values_list("organisation", "theme_codes")
    ):
        themes[organisation].update(codes.split())
    counts["theme"].update(code for codes in themes.values() for code in codes)
    return counts


def own_stand(viewer: Viewer) -> Stand | None:
    """What the organisation acted for says of itself."""
    return Stand.objects.filter(organisation__in=[viewer.organisation]).first()


def cards(viewer: Viewer) -> QuerySet[ContactCard]:
    """The cards of those who still act for the organisation, for members of the network; none for anybody else."""
    if not viewer.is_member:
        return ContactCard.objects.none()
    return current_cards().select_related("person", "organisation").order_by("person__name", "id")


def current_cards() -> QuerySet[ContactCard]:
    """Every card of somebody who can sign in and still acts for the organisation."""
    acts = {"person__memberships__organisation": F("organisation"), "person__is_active": True}
    return ContactCard.objects.filter(**acts, person__erased_at=None)


def cards_left_behind(now: datetime) -> QuerySet[ContactCard]:
    """The cards of those who no longer act for the organisation they showed themselves for."""
    here = Membership.objects.filter(person=OuterRef("person"), organisation=OuterRef("organisation"))
    return ContactCard.objects.filter(~Exists(here))


def cards_of(viewer: Viewer, rows: Iterable[Stand]) -> dict[uuid.UUID, list[ContactCard]]:
    """The cards of several organisations, in one question."""
    found: defaultdict[uuid.UUID, list[ContactCard]] = defaultdict(list)
    for card in cards(viewer).filter(organisation__in=[row.organisation_id for row in rows]):
        found[card.organisation_id].append(card)
    return dict(found)


def own_card(viewer: Viewer) -> ContactCard | None:
    """What the viewer shows, acting for this organisation."""
    if not viewer.is_member:
        return None
    return ContactCard.objects.filter(person__in=[viewer.person], organisation__in=[viewer.organisation]).first()
