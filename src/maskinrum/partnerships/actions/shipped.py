"""Bring the register that ships into the database, without touching what the network has changed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from maskinrum.organisations.actions import join_group, know_organisation
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import organisation_called
from maskinrum.partnerships.actions.joint_estimates import write_joint_estimate
from maskinrum.partnerships.actions.listing import renew_listings
from maskinrum.partnerships.actions.register import JOB_FIELDS, add_partnership, change_partnership
from maskinrum.partnerships.facts import PartnershipFacts, SourceFacts
from maskinrum.partnerships.models import JointEstimate, KnownJob, Partnership
from maskinrum.partnerships.phrases import ESTIMATE_FIELDS
from maskinrum.partnerships.queries import partnership_facts
from maskinrum.partnerships.queries.joint_estimates import Announced
from maskinrum.partnerships.queries.shipped import (
    JointEstimateFacts,
    shipped_client_kinds,
    shipped_groups,
    shipped_jobs_elsewhere,
    shipped_joint_estimates,
    shipped_partnerships,
)


@dataclass(frozen=True)
class Loaded:
    """How many entries were new, changed because the shipped data are newer, and left as the network has made them."""

    added: int
    changed: int
    left: int


@transaction.atomic
def load_register(now: datetime) -> Loaded:
    """Add what ships and is not there, and renew what nobody has changed since. Doing it again changes nothing."""
    for estimate in shipped_joint_estimates():
        _bring_estimate(estimate, now)
    for name, kind in shipped_client_kinds().items():
        know_organisation(name, kind=kind, viewer=OPERATOR, now=now)
    verbs = [_bring(slug, facts, now) for slug, facts in _successors_first(shipped_partnerships())]
    _group(now)
    _jobs_elsewhere()
    renew_listings()
    return Loaded(verbs.count("added"), verbs.count("changed"), verbs.count("left"))


def _bring_estimate(facts: JointEstimateFacts, now: datetime) -> None:
    announced = Announced(facts.slug, facts.low, facts.high, facts.kind, facts.note)
    source = SourceFacts(facts.source_url, facts.label)
    row, is_new = JointEstimate.objects.select_for_update().get_or_create(
        slug=facts.slug,
        defaults={
            "low": facts.low,
            "high": facts.high,
            "kind": facts.kind,
            "label": facts.label,
            "note_da": facts.note.da,
            "note_en": facts.note.en,
            "source_url": facts.source_url,
        },
    )
    if not is_new and not row.is_kept:
        write_joint_estimate(row, announced, source=source, viewer=OPERATOR, now=now)


def _is_kept(row: Partnership) -> bool:
    """Whether somebody has changed the entry itself, and not only a number that it shares with others."""
    changes = row.history.filter(by__isnull=False).values_list("changes", flat=True)
    return any(set(change) - set(ESTIMATE_FIELDS) for change in changes)


def _successors_first(entries: dict[str, PartnershipFacts]) -> Iterator[tuple[str, PartnershipFacts]]:
    yield from ((slug, facts) for slug, facts in entries.items() if not facts.succeeded_by)
    yield from ((slug, facts) for slug, facts in entries.items() if facts.succeeded_by)


def _bring(slug: str, facts: PartnershipFacts, now: datetime) -> str:
    row = Partnership.objects.filter(slug=slug).first()
    source = facts.sources[0]
    if row is None:
        add_partnership(facts, slug=slug, source=source, viewer=OPERATOR, now=now)
        return "added"
    if _is_kept(row):
        return "left"
    return "changed" if _renew(row, facts, source, now) else "same"


def _renew(row: Partnership, facts: PartnershipFacts, source: SourceFacts, now: datetime) -> bool:
    # who may call off is said by the network, never by the data that ship
    facts = replace(facts, call_off=partnership_facts(row).call_off)
    before = row.revision
    after = change_partnership(
        row, facts=facts, source=source, expected_revision=before, viewer=OPERATOR, now=now
    ).revision
    return after != before


def _group(now: datetime) -> None:
    for group in shipped_groups():
        parent = know_organisation(group.name, kind=group.kind, viewer=OPERATOR, now=now)
        for name in group.companies:
            company = organisation_called(name)
            if company is not None and company.group_id is None:
                join_group(company, group=parent, viewer=OPERATOR, now=now)


def _jobs_elsewhere() -> None:
    for position, job in enumerate(shipped_jobs_elsewhere()):
        fields = {name: getattr(job, name) for name in JOB_FIELDS if name != "slug"}
        words = {"note_da": job.note.da, "note_en": job.note.en}
        KnownJob.objects.update_or_create(
            slug=job.slug, partnership=None, defaults={**fields, **words, "position": position}
        )
