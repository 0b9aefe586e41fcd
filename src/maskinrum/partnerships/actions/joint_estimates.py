"""A volume announced for several partnerships together comes into the register with an entry that is part of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.actions.register import change_partnership
from maskinrum.partnerships.enums import VolumeKind
from maskinrum.partnerships.facts import SourceFacts, Words
from maskinrum.partnerships.models import JointEstimate, Partnership
from maskinrum.partnerships.queries import may_change, partnership_facts
from maskinrum.shared.errors import DomainError


@dataclass(frozen=True)
class Announced:
    """What was announced, in million DKK ex VAT; ``slug`` is what the register calls it."""

    slug: str
    low: Decimal
    high: Decimal
    kind: VolumeKind
    note: Words


@transaction.atomic
def add_joint_estimate(
    row: Partnership,
    announced: Announced,
    *,
    is_besides: bool,
    source: SourceFacts,
    expected_revision: int,
    viewer: Viewer,
    now: datetime,
) -> Partnership:
    """Add a joint estimate, and make the entry part of it: in place of a volume of its own, or besides.

    The change stands in the entry's history with its source. Raises DomainError without the right to change the entry,
    when another estimate is called so, and when the entry's own volume is in the way.
    """
    if not may_change(viewer, row, now=now):
        raise DomainError(_("Only the client's managers and the secretariat can change this. Send a correction."))
    if JointEstimate.objects.filter(slug=announced.slug).exists():
        raise DomainError(_("Another joint estimate is called this. Call it something else."), field="slug")
    facts = partnership_facts(Partnership.objects.get(pk=row.pk))
    if not is_besides and facts.volume_low is not None:
        words = _("The entry has a volume of its own. Choose “besides”, or empty its own volume first.")
        raise DomainError(words, field="place")
    estimate = JointEstimate.objects.create(
        slug=announced.slug,
        low=announced.low,
        high=announced.high,
        kind=announced.kind,
        label=source.label,
        note_da=announced.note.da,
        note_en=announced.note.en,
        source_url=source.url,
    )
    record("add_joint_estimate", estimate, viewer=viewer, now=now)
    also_in = (*facts.also_in, announced.slug) if is_besides else facts.also_in
    joint = facts.joint_estimate if is_besides else announced.slug
    return change_partnership(
        row,
        facts=replace(facts, joint_estimate=joint, also_in=also_in),
        source=source,
        expected_revision=expected_revision,
        viewer=viewer,
        now=now,
    )
