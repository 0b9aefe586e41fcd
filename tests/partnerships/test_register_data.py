"""The register that ships comes into the database whole, once, and never over what the network has changed."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from maskinrum.organisations.enums import OrganisationKind
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.actions import Loaded, add_partnership, change_partnership, load_register
from maskinrum.partnerships.enums import Discipline, SourceLabel
from maskinrum.partnerships.facts import SourceFacts
from maskinrum.partnerships.models import JointEstimate, KnownJob, Partnership, PartnershipChange
from maskinrum.partnerships.queries import partnership_facts
from maskinrum.partnerships.queries.shipped import shipped_partnerships
from maskinrum.shared.domain import load, load_table
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW

SOURCE = SourceFacts("https://eksempel.example/kilde", SourceLabel.FACT)


@pytest.fixture(scope="module")
def shipped(until_the_module_ends: None) -> None:
    load_register(NOW)


@pytest.fixture
def register(shipped: None, db: None) -> None:
    """The register as nobody has touched it yet."""


def test_what_is_stored_is_what_ships(register: None) -> None:
    stored = {row.slug: partnership_facts(row) for row in Partnership.objects.all()}
    assert {slug: facts.to_json() for slug, facts in stored.items()} == {
        slug: facts.to_json() for slug, facts in shipped_partnerships().items()
    }


def test_a_joint_estimate_stays_joint(register: None) -> None:
    joint = JointEstimate.objects.get(slug="joint-fsb-kab-2019")
    founders = Partnership.objects.filter(joint_estimate=joint)
    assert (joint.low, joint.high) == (Decimal(8500), Decimal(8500))
    assert sorted(founders.values_list("slug", "volume_low")) == [("fsb-hjem", None), ("og-os", None)]
    also_in = JointEstimate.objects.get(slug="joint-housing-three-2021").partnerships_also_in
    assert list(also_in.values_list("slug", flat=True)) == ["liva"]


def test_days_are_worked_out_and_the_tail_from_known_works(register: None) -> None:
    row = Partnership.objects.get(slug="og-os")
    days = (row.starts_on, row.ends_on, row.option_ends_on, row.works_until)
    assert days == (date(2019, 4, 15), date(2023, 4, 15), date(2025, 4, 15), date(2029, 12, 31))


def test_works_outside_the_agreement_are_no_tail(register: None) -> None:
    assert KnownJob.objects.get(slug="job-04").inside == "no"
    assert Partnership.objects.get(slug="liva").works_until is None


def test_an_unknown_client_is_no_organisation(register: None) -> None:
    row = Partnership.objects.get(slug="vandpartner")
    assert (row.organisation, row.client_name) == (None, "Vandforsyninger (ikke navngivet)")


def test_parties_are_organisations_that_take_no_part(register: None) -> None:
    names = {party["name"] for entry in load("partnerships")["partnerships"] for party in entry["parties"]}
    groups = {group["name"] for group in load("organisations")["groups"]}
    assert set(Organisation.objects.filter(joined_at=None).values_list("name", flat=True)) == names | groups
    assert Organisation.objects.get(name="KAB").kind == OrganisationKind.HOUSING_ADMINISTRATOR
    assert Organisation.objects.get(name="Enemærke & Petersen").kind == OrganisationKind.CONTRACTOR


def test_one_firm_in_several_partnerships_is_one_organisation(register: None) -> None:
    contractor = Organisation.objects.get(name="Enemærke & Petersen")
    theirs = contractor.parties.filter(discipline=Discipline.CONTRACTOR)
    assert set(theirs.values_list("partnership__slug", flat=True)) == {"trust-1", "trust-2", "og-os", "liva", "hoest"}
    assert contractor.group == Organisation.objects.get(name="MT Højgaard Holding")


def test_every_known_job_is_there_with_its_note_in_both_languages(register: None) -> None:
    rows = {row["id"]: row for row in load_table("real_portfolio_known_jobs")}
    jobs = {job.slug: job for job in KnownJob.objects.all()}
    assert jobs.keys() == rows.keys()
    assert [slug for slug, job in jobs.items() if not (job.note_da and job.note_en)] == []
    assert {slug for slug, job in jobs.items() if job.partnership is None} == {"job-12", "job-13"}


def test_the_register_gives_works_more_closely_than_the_list_of_jobs(register: None) -> None:
    job = KnownJob.objects.get(slug="job-03")
    assert (job.begins, job.ends) == ("2025-11", "2029-12")


def change(slug: str, viewer: Viewer, now: datetime) -> Partnership:
    row = Partnership.objects.get(slug=slug)
    facts = replace(partnership_facts(row), option_months=36)
    return change_partnership(row, facts=facts, source=SOURCE, expected_revision=row.revision, viewer=viewer, now=now)


def test_what_a_person_has_changed_is_left_alone(register: None, secretary: Person, now: datetime) -> None:
    change("fsb-hjem", viewer_of(secretary), now)
    assert load_register(now) == Loaded(added=0, changed=0, left=1)
    assert Partnership.objects.get(slug="fsb-hjem").option_months == 36


def test_newer_shipped_data_renew_an_entry_that_nobody_has_changed(register: None, now: datetime) -> None:
    change("fsb-hjem", OPERATOR, now)
    assert load_register(now) == Loaded(added=0, changed=1, left=0)
    assert Partnership.objects.get(slug="fsb-hjem").option_months == 24


def test_a_change_is_noted_with_its_source_and_what_it_changed(
    register: None, secretary: Person, now: datetime
) -> None:
    row = change("fsb-hjem", viewer_of(secretary), now)
    noted = PartnershipChange.objects.get(partnership=row, revision=2)
    assert (noted.source_url, noted.changes, noted.by) == (SOURCE.url, {"option_months": [24, 36]}, secretary.pk)
    assert row.option_ends_on == date(2026, 4, 15)


def test_saving_the_same_notes_nothing(register: None, now: datetime) -> None:
    row = Partnership.objects.get(slug="liva")
    facts = partnership_facts(row)
    change_partnership(row, facts=facts, source=SOURCE, expected_revision=1, viewer=OPERATOR, now=now)
    assert row.history.count() == 1


def test_two_who_change_the_same_entry_do_not_overwrite_each_other(register: None, now: datetime) -> None:
    row = Partnership.objects.get(slug="liva")
    facts = replace(partnership_facts(row), term_months=60)
    with pytest.raises(DomainError):
        change_partnership(row, facts=facts, source=SOURCE, expected_revision=7, viewer=OPERATOR, now=now)
    assert Partnership.objects.get(slug="liva").term_months == 48


def test_others_can_neither_change_nor_add(register: None, manager: Person, now: datetime) -> None:
    with pytest.raises(DomainError):
        change("liva", viewer_of(manager), now)
    facts = partnership_facts(Partnership.objects.get(slug="liva"))
    with pytest.raises(DomainError):
        add_partnership(facts, slug="ny", source=SOURCE, viewer=viewer_of(manager), now=now)
    assert Partnership.objects.count() == 18


def test_an_address_is_taken_once(register: None, now: datetime) -> None:
    facts = partnership_facts(Partnership.objects.get(slug="liva"))
    with pytest.raises(DomainError):
        add_partnership(facts, slug="liva", source=SOURCE, viewer=OPERATOR, now=now)
