"""What the entries of the register come to, and what cannot be said of it."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

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
    ``high`` alone, since nobody knows whose part of it is whose. What an entry says of itself is part of the estimate
    that it is in besides, and not added to it. ``estimates`` counts the joint ones.
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
    joint, besides = _joint(cells, rows, seen)
    volumes = (_volume(kind, own, joint.get(kind, []), besides) for kind in VolumeKind)
    days = [cell[name] for cell in cells for name in ("first", "works") if cell[name]]
    return Totals(
        count=sum(cell["entries"] for cell in cells),
        volumes=tuple(volume for volume in volumes if volume.entries),
        first_day=min(days, default=None),
        last_day=max((cell["last"] for cell in cells if cell["last"]), default=None),
    )


@dataclass(frozen=True)
class _Part:
    """A joint estimate that is counted, how many entries have no other number, and whether no entry of it is left out.

    Of whether one is left out only those count that the viewer may see: a sum must not tell of the others.
    """

    estimate: JointEstimate
    entries: int
    is_whole: bool


@dataclass(frozen=True)
class _Beside:
    """An entry that is counted, with a number of its own, and the joint estimates that it is part of besides."""

    kind: str
    low: Decimal
    high: Decimal
    estimates: frozenset[uuid.UUID]


def _joint(
    cells: Sequence[Mapping[str, Any]], rows: QuerySet[Partnership], seen: QuerySet[Partnership]
) -> tuple[dict[str, list[_Part]], list[_Beside]]:
    shares: Counter[uuid.UUID] = Counter()
    for cell in cells:
        if cell["joint_estimate"]:
            shares[cell["joint_estimate"]] += cell["entries"]
    if not shares:
        return {}, []
    everybody: Mapping[uuid.UUID, int] = shares
    if rows is not seen:
        sharing = seen.filter(joint_estimate__in=list(shares))
        everybody = dict(sharing.values_list("joint_estimate").annotate(count=Count("*")))
    besides, left_out = _besides(shares, rows, seen)
    parts: dict[str, list[_Part]] = {}
    for estimate in JointEstimate.objects.filter(pk__in=list(shares)).order_by().only("low", "high", "kind"):
        counted = shares[estimate.pk]
        is_whole = counted == everybody[estimate.pk] and estimate.pk not in left_out
        parts.setdefault(estimate.kind, []).append(_Part(estimate, counted, is_whole))
    return parts, besides


def _besides(
    counted: Iterable[uuid.UUID], rows: QuerySet[Partnership], seen: QuerySet[Partnership]
) -> tuple[list[_Beside], set[uuid.UUID]]:
    """The entries that are part of these joint estimates besides, and those of the estimates whose entries are not."""
    through: Any = Partnership.also_in.through.objects.filter(jointestimate__in=list(counted))
    part_of: dict[uuid.UUID, set[uuid.UUID]] = {}
    for entry, estimate in through.values_list("partnership", "jointestimate"):
        part_of.setdefault(entry, set()).add(estimate)
    if not part_of:
        return [], set()
    told = ("pk", "joint_estimate", "volume_kind", "volume_low", "volume_high")
    inside = Q(pk__in=through.values("partnership"))
    shown = list(rows.filter(inside).values_list(*told))
    everybody = {one[0] for one in shown} if rows is seen else set(seen.filter(inside).values_list("pk", flat=True))
    left_out = {estimate for entry in everybody - {one[0] for one in shown} for estimate in part_of[entry]}
    besides = [
        _Beside(kind, low, high, frozenset(part_of[entry]))
        for entry, shared, kind, low, high in shown
        if shared is None and low is not None
    ]
    return besides, left_out


def _volume(
    kind: VolumeKind, own: Sequence[Mapping[str, Any]], joint: Sequence[_Part], besides: Sequence[_Beside]
) -> VolumeTotal:
    # A number of which nobody says what it is, is no more than an estimate.
    named = {kind, ""} if kind is VolumeKind.ESTIMATE else {kind}
    alone = [cell for cell in own if cell["volume_kind"] in named]
    low, high = sum((cell["low"] for cell in alone), Decimal(0)), sum((cell["high"] for cell in alone), Decimal(0))
    # What is part of a joint estimate of the same kind is not added to it.
    whole, counted = {part.estimate.pk for part in joint if part.is_whole}, {part.estimate.pk for part in joint}
    inside = [one for one in besides if one.kind in named]
    low -= sum(one.low for one in inside if one.estimates & whole)
    high -= sum(one.high for one in inside if one.estimates & counted)
    low += sum(part.estimate.low for part in joint if part.is_whole)
    high += sum(part.estimate.high for part in joint)
    return VolumeTotal(
        kind=kind,
        own=sum(cell["known"] for cell in alone),
        joint=sum(part.entries for part in joint),
        estimates=len(joint),
        low=low,
        high=max(low, high),  # where an entry says more of itself than was announced for it and others together
    )
