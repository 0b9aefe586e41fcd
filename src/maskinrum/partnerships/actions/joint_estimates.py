"""Volumes announced for several partnerships together: added with an entry that is part of it, changed for them all."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.partnerships.actions.register import change_partnership, write_history
from maskinrum.partnerships.facts import SourceFacts
from maskinrum.partnerships.models import JointEstimate, Partnership
from maskinrum.partnerships.queries import may_change, partnership_facts
from maskinrum.partnerships.queries.joint_estimates import (
    Announced,
    announced_by,
    entries_sharing,
    estimate_version,
    may_change_estimate,
)
from maskinrum.search.actions import note_change
from maskinrum.shared import figures
from maskinrum.shared.errors import DomainError


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
    facts = partnership_facts(Partnership.objects.get(pk=row.pk))
    if not is_besides and facts.volume_low is not None:
        words = _("The entry has a volume of its own. Choose “besides”, or empty its own volume first.")
        raise DomainError(words, field="place")
    estimate = _added(announced, source)
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


def _added(announced: Announced, source: SourceFacts) -> JointEstimate:
    try:
        with transaction.atomic():
            return JointEstimate.objects.create(
                slug=announced.slug,
                low=announced.low,
                high=announced.high,
                kind=announced.kind,
                label=source.label,
                note_da=announced.note.da,
                note_en=announced.note.en,
                source_url=source.url,
                is_kept=True,
            )
    except IntegrityError as error:
        raise DomainError(_("Another joint estimate is called this. Call it something else."), field="slug") from error


@transaction.atomic
def change_joint_estimate(
    estimate: JointEstimate,
    announced: Announced,
    *,
    source: SourceFacts,
    expected_version: str,
    viewer: Viewer,
    now: datetime,
) -> JointEstimate:
    """Change what was announced; what it is called stays. The history of every entry that shares it tells of it.

    Raises DomainError without the right, and when somebody has changed it, or its source, since ``expected_version``.
    """
    current = JointEstimate.objects.select_for_update().get(pk=estimate.pk)
    if not may_change_estimate(viewer, current):
        raise DomainError(
            _("Only the secretariat, and whoever keeps every entry that shares the number, can change it.")
        )
    if estimate_version(current) != expected_version:
        words = _(
            "Somebody has changed the number or its source meanwhile: it is %(volume)s now, after %(source)s. Yours "
            "still stands here; save it again."
        )
        told = {"volume": figures.volumes(current.low, current.high), "source": current.source_url or _("no source")}
        raise DomainError(words % told)
    write_joint_estimate(current, announced, source=source, viewer=viewer, now=now)
    return current


def write_joint_estimate(
    estimate: JointEstimate, announced: Announced, *, source: SourceFacts, viewer: Viewer, now: datetime
) -> bool:
    """Write what was announced, with a line in the history of each entry that shares it; say whether anything differed.

    Call within a transaction, when the right is shown. What a person has written no longer follows the data that ship.
    """
    changes = _changes(estimate, announced, source)
    if not changes:
        return False
    estimate.low, estimate.high, estimate.kind = announced.low, announced.high, announced.kind
    estimate.note_da, estimate.note_en = announced.note.da, announced.note.en
    estimate.label, estimate.source_url = source.label, source.url
    estimate.is_kept = estimate.is_kept or viewer != OPERATOR
    estimate.save()
    for row in entries_sharing(estimate).select_for_update().order_by("pk"):
        row.revision += 1
        row.changed_at = now
        row.save(update_fields=["revision", "changed_at"])
        note_change(row)
        write_history(row, changes, source, viewer, now)
    record("change_joint_estimate", estimate, viewer=viewer, now=now, changes={"fields": [None, sorted(changes)]})
    return True


def _changes(estimate: JointEstimate, announced: Announced, source: SourceFacts) -> dict[str, list[Any]]:
    """What differs, in the names of ``ESTIMATE_FIELDS``; a new source alone differs too."""
    before = announced_by(estimate)
    told: dict[str, list[Any]] = {
        "estimate_low": [before.low, announced.low],
        "estimate_high": [before.high, announced.high],
        "estimate_kind": [str(before.kind), str(announced.kind)],
        "estimate_note": [asdict(before.note), asdict(announced.note)],
        "estimate_source": [estimate.source_url, source.url],
        "estimate_label": [str(estimate.label), str(source.label)],
    }
    return {name: pair for name, pair in told.items() if pair[0] != pair[1]}
