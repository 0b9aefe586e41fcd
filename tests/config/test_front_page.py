"""The two first partnerships in time: what is read from the data, and how it is drawn."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from maskinrum.config import queries
from maskinrum.config.reports import founders_axis
from maskinrum.shared.domain import load

TODAY = date(2026, 11, 24)


def test_founders_are_the_parties_to_the_joint_estimate() -> None:
    names = {each["slug"]: each["name"] for each in load("partnerships")["partnerships"]}
    assert [founder.name for founder in queries.founders()] == [
        names[slug] for slug in queries.joint_estimate()["partnerships"]
    ]


def test_the_first_founder_runs_as_its_source_says() -> None:
    founder = queries.founders()[0]
    assert (founder.planning, founder.start) == (date(2018, 4, 15), date(2019, 4, 15))
    assert (founder.end, founder.option_end) == (date(2023, 4, 15), date(2025, 4, 15))
    assert [(job.name, job.homes) for job in founder.jobs] == [("Ågården", 326), ("Dommerparken", 259)]


def test_a_job_tendered_beside_the_partnership_is_not_its_job() -> None:
    assert all("Folehaven" not in job.name for founder in queries.founders() for job in founder.jobs)


def test_no_founder_has_a_volume_of_its_own() -> None:
    assert not [name for name in queries.Founder.__dataclass_fields__ if "volume" in name or "mdkk" in name]


def test_a_founder_is_drawn_with_its_works_and_their_homes() -> None:
    with translation.override("en"):
        drawn = founders_axis(queries.founders(), TODAY).wide
    assert all(f"{job.name}, {job.homes} homes" in drawn for founder in queries.founders() for job in founder.jobs)


def test_works_whose_homes_are_not_known_are_drawn_by_name_alone() -> None:
    founder = queries.founders()[0]
    nameless = replace(founder, jobs=(replace(founder.jobs[0], homes=None),))
    assert ">Ågården</text>" in founders_axis([nameless], TODAY).narrow


@pytest.mark.django_db
def test_every_figure_of_the_drawing_stands_in_its_table(client: Client) -> None:
    page = client.get("/").content.decode()
    table = page[page.index("<table") : page.index("</table>")]
    for founder in queries.founders():
        assert all(job.name in table and f"{job.homes} boliger" in table for job in founder.jobs)


@pytest.mark.django_db
def test_the_joint_estimate_is_written_once_for_both(client: Client) -> None:
    page = client.get("/").content.decode()
    assert len(re.findall(r"8,5\s?mia", page[: page.index("<details")])) == 1


@pytest.mark.django_db
def test_what_does_not_exist_yet_is_marked_and_leads_nowhere(client: Client) -> None:
    page = client.get("/").content.decode()
    jobs = page[page.index('class="front-jobs"') : page.index('id="find"')]
    assert (jobs.count("På vej"), jobs.count("<a ")) == (2, 2)


def test_three_experiences_come_from_three_partnerships_and_both_kinds_of_source() -> None:
    cards = queries.three_experiences()
    assert [card["source"]["label"] for card in cards] == ["S", "F", "F"]
    assert len({card["partnership"] for card in cards}) == 3
