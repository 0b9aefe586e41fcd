"""The register from the parties' side: who is in how many, groups and mergers, and concentration said plainly."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from maskinrum.organisations.actions import join_group, know_organisation
from maskinrum.organisations.enums import OrganisationKind, Visibility
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import OPERATOR, VISITOR
from maskinrum.partnerships.actions import load_register
from maskinrum.partnerships.enums import Discipline, SourceLabel, VolumeKind
from maskinrum.partnerships.facts import PartyFacts
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.queries.filtering import RegisterFilter
from maskinrum.partnerships.queries.listing import answering
from maskinrum.partnerships.queries.parties import (
    Concentration,
    concentration,
    kin,
    participants,
    party_choice,
    party_texts,
)
from maskinrum.partnerships.reports.register_totals import concentration_sentence
from tests.bringing import bring
from tests.conftest import NOW, asked_during
from tests.partnerships.entries import added, asked_anew, changed, entry_facts, job

FACT, NOT_CONFIRMED = SourceLabel.FACT, SourceLabel.BACKGROUND


def entry(number: int, *parties: PartyFacts, **given: object) -> Partnership:
    """An open entry with these parties beside its client."""
    client = PartyFacts(f"Bygherre {number}", Discipline.CLIENT, FACT)
    return added(
        entry_facts(name=f"Aftale {number}", client_name=client.name, parties=(client, *parties)),
        slug=f"aftale-{number}",
        **given,  # type: ignore[arg-type]
    )


def contractor(name: str, label: SourceLabel = FACT) -> PartyFacts:
    """A contractor."""
    return PartyFacts(name, Discipline.CONTRACTOR, label)


def group_of(*companies: str) -> Organisation:
    """A corporate group of these companies."""
    group = know_organisation("Koncernen", kind=OrganisationKind.CONTRACTOR, viewer=OPERATOR, now=NOW)
    for name in companies:
        join_group(Organisation.objects.get(name=name), group=group, viewer=OPERATOR, now=NOW)
    return group


def most_frequent() -> Concentration | None:
    """Who is contractor in most entries, as a visitor sees it."""
    return concentration(party_texts(VISITOR, RegisterFilter(), now=NOW), kin())


def counts(*, examples: bool = False) -> dict[str, int]:
    """In how many entries each party is, as a visitor sees it."""
    return {one.name: one.count for one in participants(VISITOR, now=NOW, examples=examples)}


def text_of(response: Any) -> str:
    """The words of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.fixture
def register(db: None) -> None:
    bring(load_register)


def test_one_contractor_group_sits_in_seven_of_eighteen_six_of_them_confirmed(register: None, client: Client) -> None:
    found = most_frequent()
    assert found is not None
    assert (found.name, found.is_group, found.confirmed, found.known, found.count) == (
        "MT Højgaard Holding", True, 6, 7, 18,
    )  # fmt: skip
    words = "Én entreprenørkoncern indgår i mindst 6 af registrets 18 aftaler; i 7, når dem uden bekræftelse"
    assert words in text_of(client.get("/register/"))


@pytest.mark.usefixtures("register")
def test_the_notice_leads_to_who_and_which(client: Client) -> None:
    address = re.findall(
        r'href="(/register/organisationer/[\w-]+/)">Se hvem', client.get("/register/").content.decode()
    )
    page = text_of(client.get(address[0]))
    assert "Koncernens selskaber indgår i 7 af registrets 18 aftaler." in page
    for name in ("Enemærke & Petersen", "MT Højgaard Danmark", "Byggepartnerskabet &os", "HØST", "LIVA"):
        assert name in page


def test_concentration_is_not_said_of_a_part_of_the_register(register: None, client: Client) -> None:
    assert "Koncentration" not in text_of(client.get("/register/?client_kind=housing"))


def test_two_companies_of_a_group_in_one_entry_are_one(db: None) -> None:
    entry(1, contractor("Nord A/S"), contractor("Syd A/S"))
    entry(2, contractor("Nord A/S"))
    group_of("Nord A/S", "Syd A/S")
    assert {name: counts()[name] for name in ("Koncernen", "Nord A/S", "Syd A/S")} == {
        "Koncernen": 2, "Nord A/S": 2, "Syd A/S": 1,
    }  # fmt: skip
    found = most_frequent()
    assert found is not None
    assert (found.name, found.known) == ("Koncernen", 2)


def test_only_contractors_concentrate(db: None) -> None:
    entry(1, PartyFacts("Tegnestuen", Discipline.ARCHITECT, FACT))
    assert most_frequent() is None


@pytest.mark.parametrize(
    ("confirmed", "known", "count", "is_said"),
    [(7, 7, 18, True), (3, 3, 3, True), (2, 2, 2, False), (3, 3, 16, False), (0, 4, 18, True)],
)
def test_a_few_among_many_are_no_concentration(confirmed: int, known: int, count: int, is_said: bool) -> None:
    found = Concentration("x", "X", is_group=False, confirmed=confirmed, known=known, count=count)
    assert bool(concentration_sentence(found)) == is_said


def test_invented_entries_make_no_concentration(db: None) -> None:
    for number in range(4):
        entry(number, contractor("Påhit"), is_fictitious=True)
    assert most_frequent() is None
    assert counts() == {}
    assert counts(examples=True)["Påhit"] == 4


def test_who_was_merged_counts_for_the_one_that_carries_on(db: None, client: Client) -> None:
    entry(1, contractor("Gammel A/S"))
    entry(2, contractor("Ny A/S"))
    Organisation.objects.filter(name="Gammel A/S").update(merged_into=Organisation.objects.get(name="Ny A/S"))
    assert counts()["Ny A/S"] == 2
    assert "Gammel A/S" not in counts()
    moved = client.get("/register/organisationer/gammel-a-s/")
    moved = moved if moved.status_code == 302 else client.get("/register/organisationer/gammel-as/")
    assert moved["Location"] == f"/register/organisationer/{Organisation.objects.get(name='Ny A/S').slug}/"
    assert "Indgår i 2 af registrets 2 aftaler." in text_of(client.get(moved["Location"]))


def test_a_chain_of_mergers_is_followed_to_its_end_and_a_ring_of_them_ends(db: None) -> None:
    for number, name in enumerate(["Et", "To", "Tre"]):
        entry(number, contractor(name))
    one, two, three = (Organisation.objects.get(name=name) for name in ("Et", "To", "Tre"))
    Organisation.objects.filter(pk=one.pk).update(merged_into=two)
    Organisation.objects.filter(pk=two.pk).update(merged_into=three)
    assert counts()["Tre"] == 3
    Organisation.objects.filter(pk=three.pk).update(merged_into=one)
    assert sum(count for name, count in counts().items() if name in {"Et", "To", "Tre"}) >= 3


def test_the_address_of_a_merged_one_tells_nothing_of_a_hidden_heir(db: None, client: Client) -> None:
    entry(1, contractor("Gammel"), visibility=Visibility.ORGANISATION)
    entry(2, contractor("Ny"), visibility=Visibility.ORGANISATION)
    Organisation.objects.filter(name="Gammel").update(merged_into=Organisation.objects.get(name="Ny"))
    assert client.get("/register/organisationer/gammel/").status_code == 404
    client.get("/register/?party=ingen")  # from now on the process remembers what the whole register comes to
    for address in ("/register/organisationer/{}/", "/register/?party={}"):
        asked = [asked_during(partial(client.get, address.format(slug)))[1] for slug in ("gammel", "ny", "ingen")]
        assert len({len(queries) for queries in asked}) == 1, address


def test_a_party_is_filtered_by_with_all_its_companies(db: None) -> None:
    entry(1, contractor("Nord A/S")), entry(2, contractor("Syd A/S")), entry(3, contractor("En anden"))
    group = group_of("Nord A/S", "Syd A/S")
    choice = party_choice(VISITOR, group.slug, now=NOW)
    assert choice is not None
    found = answering(VISITOR, RegisterFilter(party=choice), now=NOW)
    assert set(found.values_list("slug", flat=True)) == {"aftale-1", "aftale-2"}


def test_a_member_of_the_network_that_is_no_party_is_not_found(organisation: Organisation, client: Client) -> None:
    entry(1, contractor("Nord A/S"))
    assert organisation.name not in counts()
    assert client.get(f"/register/organisationer/{organisation.slug}/").status_code == 404
    assert client.get("/register/organisationer/findes-ikke/").status_code == 404


def test_roles_and_what_is_not_confirmed_are_said(db: None, client: Client) -> None:
    entry(1, contractor("Alsidig", NOT_CONFIRMED), PartyFacts("Alsidig", Discipline.ARCHITECT, NOT_CONFIRMED))
    entry(2, contractor("Alsidig"))
    page = text_of(client.get("/register/organisationer/alsidig/"))
    assert "I 1 af dem bekræfter ingen offentlig kilde det" in page
    assert "Entreprenør 2 1 Arkitekt 1 0" in page
    assert "Arkitekt, ikke bekræftet" in page


def test_an_unknown_discipline_is_said_to_be(db: None, client: Client) -> None:
    entry(1, PartyFacts("Ukendtrolle", None))
    assert "Ukendtrolle Andet ikke kendt 1" in text_of(client.get("/register/organisationer/"))
    assert "Fag ikke kendt 1" in text_of(client.get("/register/organisationer/ukendtrolle/"))
    assert "1 organisation " in text_of(client.get("/register/organisationer/?discipline=unknown"))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?q=nord", ["Nord A/S"]),
        ("?q=NORD+a", ["Nord A/S"]),
        ("?discipline=architect", ["Tegnestuen Øst"]),
        ("?q=oest", ["Tegnestuen Øst"]),
        ("?q=findesikke", []),
        ("?q=%CE%A9", []),
    ],
)
def test_organisations_are_found_by_name_and_discipline(db: None, client: Client, query: str, names: list[str]) -> None:
    entry(1, contractor("Nord A/S"), PartyFacts("Tegnestuen Øst", Discipline.ARCHITECT, FACT))
    page = client.get(f"/register/organisationer/{query}").content.decode()
    assert re.findall(r'organisationer/[\w-]+/" translate="no">([^<]+)<', page) == names


def test_the_page_of_an_invented_party_says_that_it_does_not_exist(db: None, client: Client) -> None:
    entry(1, contractor("Påhit"), is_fictitious=True)
    page = text_of(client.get("/register/organisationer/paahit/"))
    assert "Organisationen findes ikke" in page
    assert "Indgår i 1 af 1 opdigtede aftaler." in page


def test_organisations_and_their_pages_ask_as_often_for_three_as_for_one(
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], HttpResponse]], None], client: Client
) -> None:
    made: list[int] = []

    def make(count: int) -> None:
        for _ in range(count):
            made.append(len(made))
            entry(len(made), contractor("Nord A/S"), PartyFacts(f"Ny {len(made)}", Discipline.ARCHITECT, FACT))

    assert_constant_queries(make, lambda: asked_anew(client, "/register/organisationer/"))
    assert_constant_queries(make, lambda: asked_anew(client, "/register/organisationer/nord-as/"))


def test_what_is_remembered_of_the_parties_is_of_the_entries_one_sees_as_they_are_now(db: None) -> None:
    entry(1, contractor("Nord A/S"))
    closed = entry(2, contractor("Syd A/S"), visibility=Visibility.NETWORK)
    assert counts() == {"Bygherre 1": 1, "Nord A/S": 1}
    Partnership.objects.filter(pk=closed.pk).update(visibility=Visibility.OPEN)
    assert counts() == {"Bygherre 1": 1, "Bygherre 2": 1, "Nord A/S": 1, "Syd A/S": 1}
    Partnership.objects.filter(pk=closed.pk).update(visibility=Visibility.NETWORK)
    assert counts() == {"Bygherre 1": 1, "Nord A/S": 1}


def test_the_stamp_of_an_entry_follows_all_that_is_counted_and_added_up(db: None) -> None:
    row = entry(1, contractor("Nord A/S"))
    stamps = {row.list_stamp}
    for given in (
        {"parties": (contractor("Nord A/S"),)},
        {"parties": (contractor("Nord A/S", NOT_CONFIRMED),)},
        {"volume_high": Decimal(700)},
        {"volume_kind": VolumeKind.AWARD},
        {"client_homes": 9},
        {"start": "2022"},
        {"term_months": 60},
    ):
        changed(row, **given)
        row.refresh_from_db()
        stamps.add(row.list_stamp)
    assert len(stamps) == 8
    assert max(stamps) < 2**40


def test_the_jobs_of_an_organisation_stand_by_the_names_of_their_agreements(db: None, client: Client) -> None:
    for number, name in ((1, "Østre"), (2, "Åbyen"), (3, "Zenit")):
        made = tuple(job(place, name=f"Sag {name} {place}") for place in range(10))
        facts = entry_facts(name=name, client_name="Bygherre", parties=(contractor("Nord A/S"),), jobs=made)
        added(facts, slug=f"aftale-{number}")
    page = client.get("/register/organisationer/nord-as/").content.decode()
    shown = re.findall(r"Sag (Zenit|Østre|Åbyen) (\d)", page)
    assert shown == [(name, str(place)) for name in ("Zenit", "Østre", "Åbyen") for place in range(10)][:25]
    assert "30 i alt" in page
