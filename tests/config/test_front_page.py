"""The two first partnerships in time: what is read from the data, and how it is drawn."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from maskinrum.config import queries
from maskinrum.config.reports import founders_axis
from maskinrum.partnerships.actions import load_register
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.domain import load
from tests.bringing import bring
from tests.conftest import NOW
from tests.partnerships.entries import changed

TODAY = date(2026, 11, 24)


@pytest.fixture
def founders(db: None) -> queries.Founders:
    """The first two, as the register that ships has them."""
    bring(load_register)
    found = queries.founders(now=NOW)
    assert found is not None
    return found


def test_founders_are_the_parties_to_the_joint_estimate(founders: queries.Founders) -> None:
    shipped = load("partnerships")
    names = {each["slug"]: each["name"] for each in shipped["partnerships"]}
    joint = next(each for each in shipped["joint_estimates"] if each["id"] == queries.JOINT)
    assert [founder.name for founder in founders.partnerships] == [names[slug] for slug in joint["partnerships"]]


def test_the_first_founder_runs_as_its_source_says(founders: queries.Founders) -> None:
    founder = founders.partnerships[0]
    assert (founder.planning, founder.start) == (date(2018, 4, 15), date(2019, 4, 15))
    assert (founder.end, founder.option_end) == (date(2023, 4, 15), date(2025, 4, 15))
    assert [(job.name, job.homes) for job in founder.jobs] == [("Ågården", 326), ("Dommerparken", 259)]


def test_a_job_tendered_beside_the_partnership_is_not_its_job(founders: queries.Founders) -> None:
    assert all("Folehaven" not in job.name for founder in founders.partnerships for job in founder.jobs)


def test_no_founder_has_a_volume_of_its_own() -> None:
    assert not [name for name in queries.Founder.__dataclass_fields__ if "volume" in name or "mdkk" in name]


def test_a_founder_is_drawn_with_its_works_and_their_homes(founders: queries.Founders) -> None:
    with translation.override("en"):
        drawn = founders_axis(founders.partnerships, TODAY).wide
    assert all(f"{job.name}, {job.homes} homes" in drawn for founder in founders.partnerships for job in founder.jobs)


def test_works_whose_homes_are_not_known_are_drawn_by_name_alone(founders: queries.Founders) -> None:
    founder = founders.partnerships[0]
    nameless = replace(founder, jobs=(replace(founder.jobs[0], homes=None),))
    assert ">Ågården</text>" in founders_axis([nameless], TODAY).narrow


def test_every_figure_of_the_drawing_stands_in_its_table(client: Client, founders: queries.Founders) -> None:
    page = client.get("/").content.decode()
    table = page[page.index("<table") : page.index("</table>")]
    for founder in founders.partnerships:
        assert all(job.name in table and f"{job.homes} boliger" in table for job in founder.jobs)


def test_the_joint_estimate_is_written_once_for_both(client: Client, founders: queries.Founders) -> None:
    page = client.get("/").content.decode()
    assert len(re.findall(r"8,5\s?mia", page[: page.index("<details")])) == 1


def test_what_the_register_is_corrected_to_stands_on_the_front_page(client: Client, founders: queries.Founders) -> None:
    row = Partnership.objects.get(slug="fsb-hjem")
    changed(row, name="fsb HJEM igen", term_months=None, procurement={})
    page = client.get("/").content.decode()
    table = page[page.index("<table") : page.index("</table>")]
    assert ("fsb HJEM igen" in table, "ikke kendt" in table) == (True, True)


def test_an_invented_entry_or_one_that_is_not_open_never_stands_on_the_front_page(founders: queries.Founders) -> None:
    rows = Partnership.objects.filter(joint_estimate__slug=queries.JOINT)
    rows.filter(slug="fsb-hjem").update(visibility="network")
    rows.exclude(slug="fsb-hjem").update(is_fictitious=True)
    assert queries.founders(now=NOW) is None


@pytest.mark.django_db
def test_without_a_register_the_front_page_says_the_rest(client: Client) -> None:
    page = client.get("/")
    assert (page.status_code, "front-timeline" in page.content.decode()) == (200, False)


def test_the_front_page_asks_three_questions_of_the_register(client: Client, founders: queries.Founders) -> None:
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    assert len(asked) == 3


@pytest.mark.django_db
def test_each_of_the_four_jobs_leads_somewhere(client: Client) -> None:
    page = client.get("/").content.decode()
    jobs = page[page.index('class="front-jobs"') : page.index('id="find"')]
    assert (jobs.count("På vej"), jobs.count("<a ")) == (0, 4)


@pytest.mark.django_db
def test_each_kind_of_visitor_has_one_next_step_that_they_may_take(client: Client) -> None:
    page = client.get("/").content.decode()
    ways = re.findall(r"<li><h3.*?</li>", page[page.index('id="find"') :], re.DOTALL)
    addresses = [re.findall(r'href="([^"]+)"', way) for way in ways]
    names = (
        "decisions:index",
        "steering:index",
        "knowledge:tell",
        "meetings:gaps",
        "network:tour",
        "method",
        "salons:index",
    )
    assert addresses == [[reverse(name)] for name in names]
    open_to_all = [address for [address] in addresses if address != reverse("knowledge:tell")]
    assert [client.get(address).status_code for address in open_to_all] == [200] * 6


def test_three_experiences_come_from_three_partnerships_and_both_kinds_of_source() -> None:
    cards = queries.three_experiences()
    assert [card["source"]["label"] for card in cards] == ["S", "F", "F"]
    assert len({card["partnership"] for card in cards}) == 3
