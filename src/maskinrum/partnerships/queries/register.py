"""Reads of the register of partnerships, the viewer first."""

import uuid
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import may_see, visible_now, visible_to
from maskinrum.partnerships.enums import (
    ClientKind,
    Discipline,
    Inside,
    PartnershipStatus,
    PartnershipType,
    SourceLabel,
    VolumeKind,
)
from maskinrum.partnerships.facts import CallOffFacts, JobFacts, PartnershipFacts, PartyFacts, SourceFacts, Words
from maskinrum.partnerships.models import CallOffRight, KnownJob, Partnership, Party
from maskinrum.partnerships.permissions import can_change_partnership


def partnerships_of(viewer: Viewer) -> QuerySet[Party, dict[str, uuid.UUID]]:
    """The keys of the partnerships that the organisation the viewer acts for is a party to."""
    found: Any = Party.objects.filter(organisation__in=[viewer.organisation]).values("partnership")
    return found  # type: ignore[no-any-return]


def partnerships(viewer: Viewer, *, now: datetime) -> QuerySet[Partnership]:
    """The entries of the register that the viewer may see, by name."""
    return visible_to(viewer, Partnership.objects.all(), now=now)


def partnerships_now(viewer: Viewer, *, now: datetime) -> QuerySet[Partnership]:
    """The same, where one page asks several questions about all of them."""
    return visible_now(viewer, Partnership.objects.all(), now=now)


def partnership(viewer: Viewer, slug: str, *, now: datetime) -> Partnership:
    """One entry, or Http404 for one that does not exist and, alike, for one that the viewer may not see."""
    return get_object_or_404(partnerships(viewer, now=now), slug=slug)


def may_change(viewer: Viewer, row: Partnership, *, now: datetime) -> bool:
    """Whether the viewer may change this entry: what a client has closed is closed to the secretariat too."""
    if not can_change_partnership(viewer, row.organisation_id):
        return False
    return viewer == OPERATOR or may_see(viewer, row, now=now)


def partnership_facts(row: Partnership) -> PartnershipFacts:
    """The facts of a stored entry; reads its parties, jobs, sources and rights, prefetched or not."""
    return PartnershipFacts(
        name=row.name,
        type=PartnershipType(row.type),
        client_kind=ClientKind(row.client_kind),
        client_name=row.client_name,
        status=PartnershipStatus(row.status),
        name_note=Words(row.name_note_da, row.name_note_en),
        client_homes=row.client_homes,
        client_note=Words(row.client_note_da, row.client_note_en),
        signed=row.signed,
        start=row.start,
        start_words=Words(row.start_da, row.start_en),
        term_months=row.term_months,
        option_months=row.option_months,
        scope=Words(row.scope_da, row.scope_en),
        volume_low=row.volume_low,
        volume_high=row.volume_high,
        volume_kind=VolumeKind(row.volume_kind) if row.volume_kind else None,
        volume_note=Words(row.volume_note_da, row.volume_note_en),
        joint_estimate=row.joint_estimate.slug if row.joint_estimate else "",
        also_in=tuple(estimate.slug for estimate in row.also_in.all()),
        procurement=row.procurement,
        status_words=Words(row.status_da, row.status_en),
        succeeded_by=row.succeeded_by.slug if row.succeeded_by else "",
        organisation_note=Words(row.organisation_note_da, row.organisation_note_en),
        organisation_note_label=_label(row.organisation_note_label),
        parties_note=Words(row.parties_note_da, row.parties_note_en),
        parties_note_label=_label(row.parties_note_label),
        unknown=tuple(row.unknown),
        parties=tuple(_party(party) for party in row.parties.all()),
        jobs=tuple(job_facts(job) for job in row.known_jobs.all()),
        sources=tuple(SourceFacts(source.url, SourceLabel(source.label)) for source in row.sources.all()),
        call_off=tuple(_right(right) for right in row.call_off_rights.all()),
    )


def job_facts(job: KnownJob) -> JobFacts:
    """The facts of a stored job."""
    return JobFacts(
        slug=job.slug,
        client=job.client,
        name=job.name,
        inside=Inside(job.inside),
        kind=job.kind,
        homes=job.homes,
        value=job.value,
        currency=job.currency,
        begins=job.begins,
        ends=job.ends,
        label=SourceLabel(job.label),
        source_url=job.source_url,
        note=Words(job.note_da, job.note_en),
    )


def _party(party: Party) -> PartyFacts:
    discipline = Discipline(party.discipline) if party.discipline else None
    return PartyFacts(party.name, discipline, _label(party.label), Words(party.note_da, party.note_en))


def _right(right: CallOffRight) -> CallOffFacts:
    department = right.department
    return CallOffFacts(
        right.organisation.name,
        (department.number or department.name) if department else right.department_name,
        SourceLabel(right.label),
        right.source_url,
    )


def _label(stored: str) -> SourceLabel | None:
    return SourceLabel(stored) if stored else None
