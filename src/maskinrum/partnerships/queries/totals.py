"""What the entries of the register come to, and what cannot be said of it."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Min, QuerySet, Sum

from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.enums import VolumeKind
from maskinrum.partnerships.models import JointEstimate, Partnership
from maskinrum.partnerships.queries.filtering import REMEMBERED, Counted, Entries, RegisterFilter, narrowed
from maskinrum.partnerships.queries.register import partnerships


@dataclass(frozen=True)
class VolumeTotal:
    """The volumes of one kind, in million DKK ex VAT.

    ``own`` entries have a number of their own and ``joint`` entries only one together with others. ``low`` … ``high``
    hold the sum: an estimate all of whose entries are counted stands in both, one of which some are left out in
    ``high`` alone, since nobody knows whose part of it is whose. ``estimates`` counts the joint ones.
    """

    kind: VolumeKind
    own: int
    joint: int
    estimates: int
    low: Decimal
    high: Decimal

    @property
    def entries(self) -> int:
        """How many entries have a number of this kind, their own or a joint one."""
        return self.own + self.joint


@dataclass(frozen=True)
class Totals:
    """What ``count`` entries come to. ``homes`` are those of ``clients_with_homes`` of the ``clients``, once each.

    The clients are none where only volumes were asked for. ``first_day`` and ``last_day`` are the first and the last
    that are known of any of them.
    """

    count: int
    volumes: tuple[VolumeTotal, ...]
    clients: int = 0
    clients_with_homes: int = 0
    homes: int = 0
    first_day: date | None = None
    last_day: date | None = None

    @property
    def with_number(self) -> int:
        """How many entries have a number at all."""
        return sum(volume.entries for volume in self.volumes)


def totals(
    viewer: Viewer,
    asked: RegisterFilter,
    *,
    now: datetime,
    known: Counted | None = None,
    seen: QuerySet[Partnership] | None = None,
) -> Totals:
    """Add up the real entries that answer. What an entry is part of besides (``also_in``) is never added.

    ``known`` is given where they have been counted already, ``seen`` where all that the viewer may see is known.
    """
    real = (partnerships(viewer, now=now) if seen is None else seen).filter(is_fictitious=False).order_by()
    rows = narrowed(real, asked)
    entries = Entries(known, rows) if known else None
    clients = _remembered_clients(entries) if entries else _clients(rows)
    return replace(
        volumes_of(rows, real, entries),
        clients=clients["count"],
        clients_with_homes=clients["known"],
        homes=clients["homes"] or 0,
    )


def _clients(rows: QuerySet[Partnership]) -> Mapping[str, Any]:
    by_client = rows.exclude(client_key="").values("client_key").annotate(most=Max("client_homes"))
    return by_client.aggregate(count=Count("client_key"), known=Count("most"), homes=Sum("most"))


@lru_cache(maxsize=REMEMBERED)
def _remembered_clients(entries: Entries) -> Mapping[str, Any]:
    return _clients(entries.rows)


def _cells(rows: QuerySet[Partnership]) -> list[dict[str, Any]]:
    return list(
        rows.values("volume_kind", "joint_estimate").annotate(
            entries=Count("*"),
            known=Count("volume_low"),
            low=Sum("volume_low"),
            high=Sum("volume_high"),
            first=Min("starts_on"),
            works=Min("works_from"),
            last=Max("last_on"),
        )
    )


@lru_cache(maxsize=REMEMBERED)
def _remembered_cells(entries: Entries) -> list[dict[str, Any]]:
    return _cells(entries.rows)


def volumes_of(rows: QuerySet[Partnership], seen: QuerySet[Partnership], entries: Entries | None = None) -> Totals:
    """Add up the volumes of rows, of all ``seen`` that a joint estimate may be shared with.

    ``entries`` are the same rows where they have been counted already.
    """
    cells = _remembered_cells(entries) if entries else _cells(rows)
    # A number beside a joint estimate may be part of it: the joint one is counted, and only that.
    own = [cell for cell in cells if cell["known"] and cell["joint_estimate"] is None]
    joint = _joint(cells, None if rows is seen else seen)
    volumes = (_volume(kind, own, joint.get(kind, [])) for kind in VolumeKind)
    days = [cell[name] for cell in cells for name in ("first", "works") if cell[name]]
    return Totals(
        count=sum(cell["entries"] for cell in cells),
        volumes=tuple(volume for volume in volumes if volume.entries),
        first_day=min(days, default=None),
        last_day=max((cell["last"] for cell in cells if cell["last"]), default=None),
    )


@dataclass(frozen=True)
class _Part:
    """A joint estimate, how many of its entries are counted, and whether these are all."""

    estimate: JointEstimate
    entries: int
    is_whole: bool


def _joint(cells: Sequence[Mapping[str, Any]], seen: QuerySet[Partnership] | None) -> dict[str, list[_Part]]:
    shares: Counter[uuid.UUID] = Counter()
    for cell in cells:
        if cell["joint_estimate"]:
            shares[cell["joint_estimate"]] += cell["entries"]
    if not shares:
        return {}
    everybody: Mapping[uuid.UUID, int] = shares
    if seen is not None:
        sharing = seen.filter(joint_estimate__in=list(shares))
        everybody = dict(sharing.values_list("joint_estimate").annotate(count=Count("*")))
    parts: dict[str, list[_Part]] = {}
    for estimate in JointEstimate.objects.filter(pk__in=list(shares)).order_by().only("low", "high", "kind"):
        counted = shares[estimate.pk]
        parts.setdefault(estimate.kind, []).append(_Part(estimate, counted, counted == everybody[estimate.pk]))
    return parts


def _volume(kind: VolumeKind, own: Sequence[Mapping[str, Any]], joint: Sequence[_Part]) -> VolumeTotal:
    # A number of which nobody says what it is, is no more than an estimate.
    named = {kind, ""} if kind is VolumeKind.ESTIMATE else {kind}
    alone = [cell for cell in own if cell["volume_kind"] in named]
    return VolumeTotal(
        kind=kind,
        own=sum(cell["known"] for cell in alone),
        joint=sum(part.entries for part in joint),
        estimates=len(joint),
        low=sum((cell["low"] for cell in alone), Decimal(0))
        + sum(part.estimate.low for part in joint if part.is_whole),
        high=sum((cell["high"] for cell in alone), Decimal(0)) + sum(part.estimate.high for part in joint),
    )
