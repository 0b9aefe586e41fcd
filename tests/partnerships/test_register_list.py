"""The register as a list: what is shown, in which order, what it comes to, and what is not told to whom."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.partnerships.actions import load_register
from maskinrum.partnerships.actions.listing import renew_listings
from maskinrum.partnerships.enums import (
    ClientKind,
    Discipline,
    PartnershipStatus,
    PartnershipType,
    ScopeKind,
    VolumeKind,
)
from maskinrum.partnerships.facts import PartnershipFacts, PartyFacts, Words
from maskinrum.partnerships.facts.listing import scope_kinds, sort_key
from maskinrum.partnerships.forms.filtering import SORT_NAMES
from maskinrum.partnerships.models import JointEstimate, Partnership
from maskinrum.partnerships.queries.filtering import SORTS, RegisterFilter
from maskinrum.partnerships.queries.listing import PAGE, answering, choices
from maskinrum.partnerships.queries.totals import totals
from tests.conftest import NOW
from tests.partnerships.entries import added, entry_facts

ALL = RegisterFilter()
NOBODY = frozenset[str]()


def entry(number: int, **given: object) -> Partnership:
    """An open entry of its own name."""
    facts = replace(entry_facts(), **{"name": f"Aftale {number}", **given})  # type: ignore[arg-type]
    return added(facts, slug=f"aftale-{number}")


def shown(asked: RegisterFilter) -> list[str]:
    """The slugs a visitor gets."""
    return list(answering(VISITOR, asked, now=NOW).values_list("slug", flat=True))


def text_of(response: Any) -> str:
    """The words of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\u202f", " ").split())


@pytest.fixture
def register(db: None) -> None:
    load_register(NOW)


def test_all_eighteen_are_there_by_kind_of_client_and_start(register: None, client: Client) -> None:
    page = client.get("/register/").content.decode()
    names = re.findall(r'<a href="/register/([\w-]+)/" hx-boost', page)
    assert names[:6] == ["og-os", "fsb-hjem", "liva", "lejerbo-raadgivere", "domea-rammeaftaler", "aab-nordstern"]
    assert len(names) == 18
    groups = re.findall(r'scope="rowgroup">([^<]+) <span class="quiet">(\d+)', page)
    assert groups == [
        ("Boligorganisationer", "6"), ("Kommuner", "6"), ("Regioner", "1"), ("Staten", "3"), ("Forsyninger", "2"),
    ]  # fmt: skip


def test_kinds_of_client_are_sorted_as_they_are_listed() -> None:
    assert sorted(ClientKind.values) == ClientKind.values


def test_every_sort_has_its_name_both_ways() -> None:
    assert set(SORT_NAMES) == {*SORTS, *(f"-{name}" for name in SORTS)}


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        (RegisterFilter(type=("strategic_framework",)), {"bygst-ramme-1", "bygst-ramme-2"}),
        (
            RegisterFilter(client_kind=("utility", "regional")),
            {"vandpartner", "svendborg-spildevand", "region-hovedstaden"},
        ),
        (RegisterFilter(status=("term_over",)), {"egedal"}),
        (RegisterFilter(scope=("water",)), {"vandpartner", "svendborg-spildevand"}),
        (RegisterFilter(scope=("not_stated",)), {"furesoe", "bygst-ramme-2"}),
        (RegisterFilter(word="vollsmose"), NOBODY),
        (RegisterFilter(word="kant liva"), {"liva"}),
        (RegisterFilter(word="ENEMAERKE egedal"), NOBODY),
        (RegisterFilter(word="enemærke hørsholm"), {"hoest"}),
        (RegisterFilter(year_to=2017), {"trust-1", "dsp-plus"}),
        (RegisterFilter(year_from=2029), {"og-os", "hoest"}),
        (RegisterFilter(year_from=2018, year_to=2018), {"trust-1", "dsp-plus", "vandpartner"}),
        (RegisterFilter(type=("adviser_framework",), client_kind=("housing",)), {"lejerbo-raadgivere"}),
    ],
)
def test_a_filter_keeps_what_it_says(register: None, asked: RegisterFilter, slugs: set[str]) -> None:
    assert set(shown(asked)) == slugs


def test_words_that_no_search_knows_find_nothing(register: None) -> None:
    assert shown(RegisterFilter(word="Ωμέγα")) == []


@pytest.mark.parametrize(
    ("sort", "slugs"),
    [
        ("name", ["aftale-1", "aftale-2", "aftale-3"]),
        ("-name", ["aftale-3", "aftale-2", "aftale-1"]),
        ("client", ["aftale-3", "aftale-2", "aftale-1"]),
        ("start", ["aftale-2", "aftale-1", "aftale-3"]),
        ("-start", ["aftale-1", "aftale-2", "aftale-3"]),
        ("end", ["aftale-2", "aftale-1", "aftale-3"]),
        ("-end", ["aftale-1", "aftale-2", "aftale-3"]),
        ("volume", ["aftale-2", "aftale-1", "aftale-3"]),
        ("-volume", ["aftale-1", "aftale-2", "aftale-3"]),
        ("sources", ["aftale-1", "aftale-2", "aftale-3"]),
    ],
)
def test_the_unknown_stands_last_whichever_way_it_is_sorted(db: None, sort: str, slugs: list[str]) -> None:
    entry(1, name="Zebra", client_name="Østbo", start="2022")
    entry(2, name="Ærø", client_name="Vestbo", start="2020", volume_low=Decimal(900), volume_high=Decimal(900))
    entry(3, name="Åbo", client_name="Nordbo", start="", term_months=None, volume_low=None, volume_high=None)
    assert shown(RegisterFilter(sort=sort)) == slugs


def test_letters_are_sorted_as_in_danish() -> None:
    names = ["Zebra", "Åbo", "Ærø", "Øst", "fsb", "Aarhus", "TRUST II", "TRUST (I)"]
    assert sorted(names, key=sort_key) == ["Aarhus", "fsb", "TRUST (I)", "TRUST II", "Zebra", "Ærø", "Øst", "Åbo"]


def test_counts_of_a_filter_follow_the_others_but_not_itself(register: None) -> None:
    found = choices(VISITOR, RegisterFilter(client_kind=("housing",), type=("adviser_framework",)), now=NOW)
    assert found.counts["type"] == {
        "strategic_partnership": 3, "adviser_framework": 1, "parallel_frameworks": 1, "early_involvement": 1,
    }  # fmt: skip
    assert found.counts["client_kind"] == {"housing": 1, "state": 1}
    assert found.counts["status"] == {"unknown": 1}
    assert (found.count, found.without["type"]) == (1, 6)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("Renovering og nybyggeri.", (ScopeKind.RENOVATION, ScopeKind.NEW_BUILD)),
        ("Modernisering af skoler.", (ScopeKind.RENOVATION,)),
        ("Bygherrerådgivning.", (ScopeKind.ADVICE,)),
        ("Totalentreprise.", (ScopeKind.NOT_STATED,)),
        ("", (ScopeKind.NOT_STATED,)),
    ],
)
def test_kinds_of_works_are_read_from_words(words: str, kinds: tuple[ScopeKind, ...]) -> None:
    assert scope_kinds(entry_facts(scope=Words(words), jobs=())) == kinds


def test_totals_of_what_ships_say_each_kind_apart(register: None) -> None:
    found = totals(VISITOR, ALL, now=NOW)
    sums = {one.kind: (one.own, one.joint, one.estimates, one.low, one.high) for one in found.volumes}
    assert sums == {
        VolumeKind.ESTIMATE: (6, 2, 1, Decimal(24700), Decimal(25100)),
        VolumeKind.CEILING: (2, 0, 0, Decimal(912), Decimal(912)),
        VolumeKind.AWARD: (1, 0, 0, Decimal(1120), Decimal(2000)),
    }
    assert (found.count, found.with_number) == (18, 11)
    assert (found.homes, found.clients_with_homes, found.clients) == (113_000, 3, 15)


def test_a_joint_estimate_of_which_some_are_left_out_counts_from_nothing_to_the_whole(register: None) -> None:
    found = totals(VISITOR, RegisterFilter(word="fsb"), now=NOW).volumes[0]
    assert (found.joint, found.low, found.high) == (1, Decimal(0), Decimal(8500))


def test_what_an_entry_is_part_of_besides_is_not_added(register: None) -> None:
    found = totals(VISITOR, RegisterFilter(word="liva"), now=NOW).volumes[0]
    assert (found.low, found.high) == (Decimal(3000), Decimal(3000))


def test_a_number_beside_a_joint_estimate_is_counted_within_it(register: None) -> None:
    Partnership.objects.filter(slug="fsb-hjem").update(volume_low=4000, volume_high=5000)
    assert totals(VISITOR, ALL, now=NOW).volumes[0].high == Decimal(25100)


def test_one_clients_homes_count_once(db: None) -> None:
    entry(1), entry(2, client_homes=4300), entry(3, client_name="En anden", client_homes=100)
    found = totals(VISITOR, ALL, now=NOW)
    assert (found.homes, found.clients) == (4400, 2)


def test_the_sentence_says_what_is_known_of_how_many(register: None, client: Client) -> None:
    words = text_of(client.get("/register/"))
    assert "18 aftaler, hvoraf 11 har et offentligt tal: skøn på 24,7–25,1 mia. kr., lofter på 912 mio. kr. og" in words
    assert "3 af 15 bygherrer har et offentligt kendt antal boliger: 113.000 tilsammen." in words


def test_those_that_share_an_estimate_stand_in_one_bracket(register: None, client: Client) -> None:
    page = client.get("/register/").content.decode()
    assert len(re.findall(r'rowspan="2"', page)) == 1
    assert "samlet skøn for de to" in page


def test_one_of_them_alone_names_the_other(register: None, client: Client) -> None:
    page = client.get("/register/?q=fsb").content.decode()
    assert "rowspan" not in page
    assert "samlet skøn med Byggepartnerskabet &amp;os" in page


def test_an_estimate_names_nobody_whom_the_reader_may_not_see(register: None, client: Client) -> None:
    Partnership.objects.filter(slug="og-os").update(visibility=Visibility.NETWORK)
    page = client.get("/register/").content.decode()
    assert "samlet skøn for flere" in page
    assert "Byggepartnerskabet &amp;os" not in page


def test_a_bracket_of_some_names_the_others(db: None, client: Client) -> None:
    estimate = JointEstimate.objects.create(slug="tre", low=100, high=300, kind="ceiling", label="F")
    for number, kind in [(1, ClientKind.STATE), (2, ClientKind.STATE), (3, ClientKind.UTILITY)]:
        entry(number, joint_estimate=estimate.slug, volume_low=None, volume_high=None, client_kind=kind)
    page = client.get("/register/").content.decode()
    assert "samlet loft med Aftale 3" in page
    assert "samlet loft med Aftale 1, Aftale 2" in page


def test_the_unknown_is_said_in_words(db: None, client: Client) -> None:
    entry(1, start="", start_words=Words(), term_months=None, option_months=None, volume_low=None, volume_high=None,
          status=PartnershipStatus.UNKNOWN, jobs=())  # fmt: skip
    page = client.get("/register/").content.decode()
    row = page[page.index('class="col-name"><a') : page.index("</table>")]
    assert row.count('<span class="unknown">ikke kendt</span>') == 2
    assert ">start ikke kendt</text>" in row


def test_invented_entries_are_shown_when_asked_for_and_counted_nowhere(db: None, client: Client) -> None:
    entry(1)
    added(entry_facts(name="Opdigtet aftale"), slug="opdigtet", is_fictitious=True)
    page = client.get("/register/")
    assert "Opdigtet aftale" not in page.content.decode()
    assert "1 opdigtet eksempel er ikke vist." in text_of(page)
    page = client.get("/register/?examples=1")
    assert "Opdigtet aftale" in page.content.decode()
    assert "1 aftale, alle med et offentligt tal: skøn på 400–600 mio. kr." in text_of(page)
    assert choices(VISITOR, RegisterFilter(examples=True), now=NOW).count == 1


@pytest.mark.parametrize(
    ("visibility", "who", "count"),
    [
        (Visibility.NETWORK, "visitor", 1),
        (Visibility.NETWORK, "newcomer", 1),
        (Visibility.NETWORK, "outsider", 2),
        (Visibility.PARTNERSHIP, "outsider", 1),
        (Visibility.PARTNERSHIP, "member", 2),
        (Visibility.ORGANISATION, "outsider", 1),
        (Visibility.ORGANISATION, "member", 2),
    ],
)
def test_what_is_hidden_is_neither_shown_nor_counted(
    visibility: Visibility,
    who: str,
    count: int,
    member: Person,
    outsider: Person,
    newcomer: Person,
    client_of: Callable[[Person | None], Client],
) -> None:
    entry(1, client_name="En anden", parties=(PartyFacts("En anden", Discipline.CLIENT),))
    facts = entry_facts(name="Skjultaftalen", contractor="Skjultbyg", type=PartnershipType.ADVISER_FRAMEWORK)
    added(facts, slug="skjult", visibility=visibility)
    browser = client_of({"visitor": None, "newcomer": newcomer, "outsider": outsider, "member": member}[who])
    pages = ["/register/", "/register/organisationer/", "/register/?type=adviser_framework", "/register/?q=skjult"]
    texts = [text_of(browser.get(address)) for address in pages]
    is_seen = count == 2
    assert ("Skjultaftalen" in texts[0], "Skjultbyg" in texts[1]) == (is_seen, is_seen)
    assert f"{count} aftale" in texts[0]
    assert ("Rådgiverrammeaftale 1" in texts[0]) == is_seen
    assert ("Skjultbyg" in texts[0]) == is_seen, "among the parties to choose between"
    assert ["Ingen aftale passer" in text for text in texts[2:]] == [not is_seen] * 2
    assert browser.get("/register/organisationer/skjultbyg/").status_code == (200 if is_seen else 404)
    assert ("Skjultaftalen" in browser.get("/register/hent.csv").content.decode()) == is_seen
    assert ("Ingen part i registret" in text_of(browser.get("/register/?party=skjultbyg"))) != is_seen


@pytest.mark.parametrize(
    "query",
    [
        "type=findesikke",
        "type=' OR 1=1 --",
        "q=" + "x" * 10_000,
        "q=%00",
        "q=%25_%5C",
        "since=-5&until=99999999999999999999",
        "since=2030&until=2020",
        "since=abc",
        "party=../../etc/passwd",
        "party=%00",
        "party=" + "a" * 5000,
        "sort=password",
        "page=999999",
        "page=-1",
        "page=" + "9" * 5000,
        "page=%C2%B2",
        "scope=%00&status=%F0%9F%92%A3&client_kind=,",
        "examples=yes",
    ],
)
def test_nonsense_in_the_address_is_answered_clearly(register: None, client: Client, query: str) -> None:
    response = client.get(f"/register/?{query}")
    assert response.status_code == 200
    assert len(response.content) < 150_000
    for kind in ("csv", "xlsx"):
        assert client.get(f"/register/hent.{kind}?{query}").status_code == 200
    assert client.get(f"/register/organisationer/?{query}").status_code == 200


def test_a_filter_that_is_not_there_is_said_to_be_unused(register: None, client: Client) -> None:
    words = text_of(client.get("/register/?type=<b>findesikke"))
    assert "Registret har intet filter »<b>findesikke«, så det er ikke brugt." in words
    assert "18 aftaler" in words


def test_years_the_wrong_way_round_are_said_to_be(register: None, client: Client) -> None:
    words = text_of(client.get("/register/?since=2030&until=2020"))
    assert "Perioden slutter, før den begynder. Byt de to år om." in words
    assert "18 aftaler" in words


def test_a_page_beyond_the_last_says_where_the_list_ends(register: None, client: Client) -> None:
    assert "Listen slutter med side 1, som er vist her." in text_of(client.get("/register/?page=999999"))


def test_nothing_found_says_what_to_take_off(register: None, client: Client) -> None:
    page = client.get("/register/?q=findesikke&type=adviser_framework")
    assert "Ingen aftale passer til det hele" in text_of(page)
    assert 'href="/register/?type=adviser_framework"' in page.content.decode()
    assert 'href="/register/?q=findesikke"' in page.content.decode()


def test_an_empty_register_says_so(db: None, client: Client) -> None:
    assert "Registret er tomt" in text_of(client.get("/register/"))


def test_a_long_list_is_divided_into_pages(db: None, client: Client) -> None:
    for number in range(PAGE + 1):
        entry(number, start=str(1990 + number))
    first, second = (client.get(f"/register/?page={page}").content.decode() for page in (1, 2))
    assert ('id="page-later"' in first, 'id="page-earlier"' in first) == (True, False)
    assert re.findall(r"/register/(aftale-\d+)/", second) == [f"aftale-{PAGE}"]
    assert re.search(rf'rowgroup">Boligorganisationer <span class="quiet">{PAGE + 1}', second)


def test_the_axis_holds_all_years_on_every_page(db: None, client: Client) -> None:
    entry(1, start="1998", start_words=Words(), term_months=12, option_months=None)
    assert 'aria-label="Aksen går fra 1998 til 2026. I dag er markeret."' in client.get("/register/").content.decode()


def test_a_list_asks_as_often_for_three_as_for_one(
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], HttpResponse]], None], client: Client
) -> None:
    made: list[int] = []

    def make(count: int) -> None:
        for _ in range(count):
            made.append(len(made))
            estimate, _new = JointEstimate.objects.get_or_create(
                slug=f"samlet-{len(made) % 2}", defaults={"low": 1, "high": 2, "kind": "estimate", "label": "F"}
            )
            entry(len(made), joint_estimate=estimate.slug, volume_low=None, volume_high=None)

    assert_constant_queries(make, lambda: client.get("/register/"))  # type: ignore[arg-type, return-value]


def test_what_lists_read_follows_the_entry(db: None) -> None:
    row = entry(1)
    assert (row.name_key, row.client_key, row.source_count) == ("aftale1", "boligselskabetnord", 1)
    assert row.search_words == "aftale 1 boligselskabet nord bygmester vest"
    assert row.last_on is not None


def test_what_was_worked_out_by_older_rules_is_worked_out_anew(db: None, now: datetime) -> None:
    before = entry(1)
    Partnership.objects.update(listing_rules=0, name_key="", party_keys="", scope_kinds="", last_on=None)
    assert (renew_listings(), renew_listings()) == (1, 0)
    after = Partnership.objects.get()
    for column in ("name_key", "party_keys", "scope_kinds", "last_on", "search_words"):
        assert getattr(after, column) == getattr(before, column)


def test_facts_alone_decide_what_lists_read(db: None) -> None:
    facts: PartnershipFacts = entry_facts(scope=Words("Energi."), jobs=())
    assert added(facts, slug="energi").scope_kinds == ",energy,"
