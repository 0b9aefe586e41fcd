"""Reads of volumes announced for several partnerships together."""

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from maskinrum.organisations.permissions import Viewer, can_manage_network
from maskinrum.partnerships.enums import VolumeKind
from maskinrum.partnerships.facts import Words
from maskinrum.partnerships.models import JointEstimate, Partnership
from maskinrum.partnerships.permissions import can_change_partnership


@dataclass(frozen=True)
class Announced:
    """What was announced, in million DKK ex VAT; ``slug`` is what the register calls it."""

    slug: str
    low: Decimal
    high: Decimal
    kind: VolumeKind
    note: Words


def announced_by(row: JointEstimate) -> Announced:
    """What a stored estimate says."""
    return Announced(row.slug, row.low, row.high, VolumeKind(row.kind), Words(row.note_da, row.note_en))


def estimate_version(row: JointEstimate) -> str:
    """A mark that is another whenever anything of it is, also its source alone."""
    told = announced_by(row)
    content = [told.low, told.high, told.kind, told.note.da, told.note.en, row.source_url, row.label]
    return hashlib.sha256(json.dumps([str(one) for one in content]).encode()).hexdigest()[:16]


def entries_sharing(row: JointEstimate) -> QuerySet[Partnership]:
    """Every entry that is part of the estimate, in place of a volume of its own or besides. Not asked for a viewer."""
    besides: Any = Partnership.also_in.through.objects.filter(jointestimate=row).values("partnership")
    return Partnership.objects.filter(Q(joint_estimate=row) | Q(pk__in=besides))


def may_change_estimate(viewer: Viewer, row: JointEstimate) -> bool:
    """The number is that of all who share it: the secretariat changes it, or whoever keeps every one of the entries."""
    if can_manage_network(viewer):
        return True
    clients = list(entries_sharing(row).values_list("organisation", flat=True))
    return bool(clients) and all(can_change_partnership(viewer, client) for client in clients)


def estimate_to_change(viewer: Viewer, entry: Partnership, slug: str) -> JointEstimate:
    """The estimate of that name that an entry is part of and the viewer may change, else Http404."""
    row = JointEstimate.objects.filter(slug=slug).first()
    if row is None or not may_change_estimate(viewer, row) or not entries_sharing(row).filter(pk=entry.pk).exists():
        raise Http404
    return row
