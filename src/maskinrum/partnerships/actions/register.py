"""Writes to the register: every change has a source and stands in the entry's history."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import know_organisation, record
from maskinrum.organisations.enums import OrganisationKind, Visibility
from maskinrum.organisations.models import Department, Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import keeps
from maskinrum.partnerships.actions.listing import set_listing
from maskinrum.partnerships.enums import ClientKind, Discipline
from maskinrum.partnerships.facts import PartnershipFacts, PartyFacts, SourceFacts
from maskinrum.partnerships.models import (
    CallOffRight,
    JointEstimate,
    KnownJob,
    Partnership,
    PartnershipChange,
    PartnershipSource,
    Party,
)
from maskinrum.partnerships.permissions import can_add_partnership
from maskinrum.partnerships.queries import may_change, partnership_facts
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError
from maskinrum.shared.slugs import small

KINDS_OF_CLIENTS = {
    ClientKind.HOUSING: OrganisationKind.HOUSING_ORGANISATION,
    ClientKind.MUNICIPAL: OrganisationKind.MUNICIPALITY,
    ClientKind.REGIONAL: OrganisationKind.REGION,
    ClientKind.STATE: OrganisationKind.STATE,
    ClientKind.UTILITY: OrganisationKind.UTILITY,
}
WORDS = {
    "name_note": "name_note",
    "client_note": "client_note",
    "start_words": "start",
    "scope": "scope",
    "volume_note": "volume_note",
    "status_words": "status",
    "organisation_note": "organisation_note",
    "parties_note": "parties_note",
}
PLAIN = (
    *("name", "type", "client_kind", "client_name", "client_homes", "signed", "start", "term_months", "option_months"),
    *("volume_low", "volume_high", "status"),
)
SEEN_BY_THE_SECRETARIAT = {Visibility.OPEN, Visibility.NETWORK}
TEXTS = ("volume_kind", "organisation_note_label", "parties_note_label")


@transaction.atomic
def add_partnership(
    facts: PartnershipFacts,
    *,
    slug: str,
    source: SourceFacts,
    viewer: Viewer,
    now: datetime,
    is_fictitious: bool = False,
    visibility: Visibility = Visibility.OPEN,
) -> Partnership:
    """Put an entry into the register. Raises DomainError without the right, or when the address is taken."""
    if not can_add_partnership(viewer):
        raise DomainError(_("Only the secretariat can add to the register. Send it a correction."))
    taken = DomainError(_("Another page has this address. Write another one."), field="slug")
    if Partnership.objects.filter(slug=slug).exists():
        raise taken
    row = Partnership(slug=slug, is_fictitious=is_fictitious, visibility=visibility, added_at=now, changed_at=now)
    try:
        with transaction.atomic():
            _write(row, facts, viewer, now)
    except IntegrityError as error:
        # Somebody adds the same page at this moment: the database makes the later one wait, and then refuses it.
        if not Partnership.objects.filter(slug=slug).exists():
            raise
        raise taken from error
    note_change(row)
    _note(row, "add_partnership", {"name": [None, facts.name]}, source, viewer, now)
    return row


@transaction.atomic
def change_partnership(
    row: Partnership,
    *,
    facts: PartnershipFacts,
    source: SourceFacts,
    expected_revision: int,
    viewer: Viewer,
    now: datetime,
    visibility: Visibility | None = None,
) -> Partnership:
    """Change an entry, and who may see it when that is given; nothing is noted when nothing differs.

    Raises DomainError without the right, or when somebody has changed the entry since ``expected_revision``.
    """
    current = Partnership.objects.select_for_update().get(pk=row.pk)
    if not may_change(viewer, current, now=now):
        raise DomainError(_("Only the client's managers and the secretariat can change this. Send a correction."))
    if current.revision != expected_revision:
        raise DomainError(
            _("Somebody has changed the entry since you opened it. Yours still stands here; look at theirs, then save.")
        )
    changes = facts.changes_from(partnership_facts(current))
    if visibility and visibility != current.visibility:
        changes["visibility"] = [current.visibility, str(visibility)]
        current.visibility = visibility
    if changes:
        before = current.organisation_id
        current.revision += 1
        current.changed_at = now
        note_change(current)
        _write(current, facts, viewer, now)
        note_change(current)
        if current.organisation_id != before and not can_add_partnership(viewer):
            raise DomainError(_("Only the secretariat can say whose an entry is. Leave the client as it was."))
        _note(current, "change_partnership", changes, source, viewer, now)
    return current


def _note(
    row: Partnership, verb: str, changes: dict[str, list[object]], source: SourceFacts, viewer: Viewer, now: datetime
) -> None:
    write_history(row, changes, source, viewer, now)
    # The log is the secretariat's to read, and what a client has closed is not: its source stands in its history alone.
    told = {"source": [None, source.url]} if row.visibility in SEEN_BY_THE_SECRETARIAT else {}
    record(verb, row, viewer=viewer, now=now, changes={"fields": [None, sorted(changes)], **told})


def write_history(
    row: Partnership, changes: Mapping[str, Sequence[object]], source: SourceFacts, viewer: Viewer, now: datetime
) -> None:
    """Write a line in the history of an entry, of its present revision. Call within a transaction."""
    PartnershipChange.objects.create(
        partnership=row,
        revision=row.revision,
        at=now,
        organisation_id=viewer.organisation,
        by=viewer.person,
        source_url=source.url,
        source_label=source.label,
        changes=changes,
    )


def _write(row: Partnership, facts: PartnershipFacts, viewer: Viewer, now: datetime) -> None:
    for name in PLAIN:
        setattr(row, name, getattr(facts, name))
    for name in TEXTS:
        setattr(row, name, getattr(facts, name) or "")
    for name, stem in WORDS.items():
        words = getattr(facts, name)
        setattr(row, f"{stem}_da", words.da)
        setattr(row, f"{stem}_en", words.en)
    row.procurement, row.unknown = facts.procurement, list(facts.unknown)
    row.joint_estimate = _estimate(facts.joint_estimate) if facts.joint_estimate else None
    row.succeeded_by = _entry(facts.succeeded_by) if facts.succeeded_by else None
    organisations = _organisations(row, facts, viewer, now)
    set_listing(row, facts, organisations)
    row.organisation = next(
        (organisations[party.name] for party in facts.parties if party.discipline is Discipline.CLIENT), None
    )
    row.save()
    row.also_in.set([_estimate(slug) for slug in facts.also_in])
    _write_parties(row, facts, organisations)
    _write_jobs_and_sources(row, facts)
    _write_rights(row, facts, viewer, now)


def _organisations(row: Partnership, facts: PartnershipFacts, viewer: Viewer, now: datetime) -> dict[str, Organisation]:
    """The organisation behind each party's name; one that was a party before stays who it is, also when renamed."""
    known = {party.name: party.organisation for party in row.parties.select_related("organisation")}
    kinds = {right.organisation: OrganisationKind.HOUSING_ORGANISATION for right in facts.call_off}
    kinds |= {party.name: _kind_of(party, facts.client_kind) for party in facts.parties}
    # In one order for all, so that two who name the same new ones at once do not wait for each other.
    for name in sorted(kinds.keys() - known.keys(), key=small):
        known[name] = know_organisation(name, kind=kinds[name], is_fictitious=row.is_fictitious, viewer=viewer, now=now)
    return {party.name: known[party.name] for party in facts.parties}


def _kind_of(party: PartyFacts, client_kind: ClientKind) -> OrganisationKind:
    if party.discipline is Discipline.CLIENT:
        return KINDS_OF_CLIENTS[client_kind]
    return OrganisationKind(party.discipline or OrganisationKind.OTHER)


def _write_parties(row: Partnership, facts: PartnershipFacts, organisations: dict[str, Organisation]) -> None:
    places = [(organisations[party.name].pk, party.discipline) for party in facts.parties]
    if len(set(places)) < len(places):
        raise DomainError(_("An organisation stands twice in the same discipline. Remove one of the two."))
    row.parties.all().delete()
    Party.objects.bulk_create(
        Party(
            partnership=row,
            organisation=organisations[party.name],
            name=party.name,
            discipline=party.discipline or "",
            label=party.label or "",
            note_da=party.note.da,
            note_en=party.note.en,
            position=position,
        )
        for position, party in enumerate(facts.parties)
    )


def _write_jobs_and_sources(row: Partnership, facts: PartnershipFacts) -> None:
    row.known_jobs.all().delete()
    KnownJob.objects.bulk_create(
        KnownJob(
            partnership=row,
            position=position,
            note_da=job.note.da,
            note_en=job.note.en,
            **{name: getattr(job, name) for name in JOB_FIELDS},
        )
        for position, job in enumerate(facts.jobs)
    )
    row.sources.all().delete()
    PartnershipSource.objects.bulk_create(
        PartnershipSource(partnership=row, url=source.url, label=source.label, position=position)
        for position, source in enumerate(facts.sources)
    )


JOB_FIELDS = (
    *("slug", "client", "name", "inside", "kind", "homes", "value", "currency", "begins", "ends", "label"),
    "source_url",
)


def _write_rights(row: Partnership, facts: PartnershipFacts, viewer: Viewer, now: datetime) -> None:
    before, written = list(row.call_off_rights.select_related("department")), set[tuple[object, object, str]]()
    row.call_off_rights.all().delete()
    for right in facts.call_off:
        organisation = know_organisation(
            right.organisation,
            kind=OrganisationKind.HOUSING_ORGANISATION,
            is_fictitious=row.is_fictitious,
            viewer=viewer,
            now=now,
        )
        stored = [one for one in before if one.organisation_id == organisation.pk]
        department = _department(organisation, right.department, stored, viewer)
        name = "" if department else right.department
        place = (organisation.pk, department and department.pk, name.casefold())
        if place in written:  # one name of before and one of now, or a number and a name
            words = _("%(organisation)s stands twice among those who may call off. Remove one of the two.")
            raise DomainError(words % {"organisation": organisation}, field="call_off")
        written.add(place)
        CallOffRight.objects.create(
            partnership=row,
            organisation=organisation,
            department=department,
            department_name=name,
            label=right.label,
            source_url=right.source_url,
        )


def _department(
    organisation: Organisation, called: str, stored: Sequence[CallOffRight], viewer: Viewer
) -> Department | None:
    """The department that a right names: one it named before, also when it is off the list since, or one on the list.

    Only those who keep the list are told what stands on it; of others the name is kept as they typed it.
    """
    if not called:
        return None
    named = {one.casefold(): right for right in stored for one in _names_of(right)}
    if right := named.get(called.casefold()):
        return right.department
    if not keeps(viewer, organisation.pk):
        return None
    rows = Department.objects.filter(organisation=organisation, removed_at__isnull=True)
    found = next((one for one in rows if one.number == called), None)
    found = found or next((one for one in rows if one.name.casefold() == called.casefold()), None)
    if found is None:
        words = _("%(organisation)s has no department %(department)s. Add it there first.")
        raise DomainError(words % {"organisation": organisation, "department": called}, field="call_off")
    return found


def _names_of(right: CallOffRight) -> list[str]:
    """What a stored right's department is called, as ``partnership_facts`` says it."""
    if right.department is None:
        return [right.department_name]
    return [right.department.number or right.department.name]


def _estimate(slug: str) -> JointEstimate:
    found = JointEstimate.objects.filter(slug=slug).first()
    if found is None:
        raise DomainError(_("There is no joint estimate %(slug)s.") % {"slug": slug}, field="joint_estimate")
    return found


def _entry(slug: str) -> Partnership:
    found = Partnership.objects.filter(slug=slug).first()
    if found is None:
        raise DomainError(_("There is no entry %(slug)s in the register.") % {"slug": slug}, field="succeeded_by")
    return found
