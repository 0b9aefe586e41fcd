"""The register that ships as a list: what is shown, in which order, and what it comes to."""

import html
import re
from decimal import Decimal

import pytest
from django.test import Client

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.permissions import VISITOR
from maskinrum.partnerships.actions import load_register
from maskinrum.partnerships.enums import (
    VolumeKind,
)
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.queries.filtering import RegisterFilter
from maskinrum.partnerships.queries.listing import choices
from maskinrum.partnerships.queries.totals import totals
from tests.conftest import NOW
from tests.partnerships.test_register_list import ALL, NOBODY, shown, text_of


@pytest.fixture(scope="module")
def shipped(until_the_module_ends: None) -> None:
    load_register(NOW)


@pytest.fixture
def register(shipped: None, db: None) -> None:
    """The register as nobody has touched it yet."""


def test_all_eighteen_are_there_by_kind_of_client_and_start(register: None, client: Client) -> None:
    page = client.get("/register/").content.decode()
    names = re.findall(r'<a href="/register/([\w-]+)/" data-hx-boost', page)
    assert names[:6] == ["og-os", "fsb-hjem", "liva", "lejerbo-raadgivere", "domea-rammeaftaler", "aab-nordstern"]
    assert len(names) == 18
    groups = re.findall(r'scope="rowgroup">([^<]+) <span class="quiet">(\d+)', page)
    assert groups == [
        ("Boligorganisationer", "6"), ("Kommuner", "6"), ("Regioner", "1"), ("Staten", "3"), ("Forsyninger", "2"),
    ]  # fmt: skip


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


def test_counts_of_a_filter_follow_the_others_but_not_itself(register: None) -> None:
    found = choices(VISITOR, RegisterFilter(client_kind=("housing",), type=("adviser_framework",)), now=NOW)
    assert found.counts["type"] == {
        "strategic_partnership": 3, "adviser_framework": 1, "parallel_frameworks": 1, "early_involvement": 1,
    }  # fmt: skip
    assert found.counts["client_kind"] == {"housing": 1, "state": 1}
    assert found.counts["status"] == {"unknown": 1}
    assert (found.count, found.without["type"]) == (1, 6)


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
    ways = re.findall(r'href="(/register/[^"]*off=[^"]*)"', page.content.decode())
    left = [client.get(html.unescape(way))["Location"] for way in ways]
    assert left == ["/register/?type=adviser_framework", "/register/?q=findesikke"]
