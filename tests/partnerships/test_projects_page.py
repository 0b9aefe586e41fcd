"""The page with the organisation's projects, and the files it gives."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.models import Project
from maskinrum.partnerships.permissions import can_keep_projects
from tests.decisions.making import TAGET, listed, posted
from tests.partnerships.pages import LIST as PAGE
from tests.partnerships.pages import shown

Browser = Callable[[Person | None], Client]


@pytest.fixture
def browser(member: Person, client_of: Browser) -> Client:
    """Somebody who keeps the list."""
    return client_of(member)


@pytest.fixture
def projects(organisation: Organisation, member: Person, now: datetime) -> list[Project]:
    """Three projects on the list."""
    return listed(organisation, viewer_of(member), now)


def names() -> list[str]:
    return list(Project.objects.filter(removed_at__isnull=True).values_list("name", flat=True))


def test_an_empty_list_begins_with_room_to_type(browser: Client) -> None:
    assert len(browser.get(PAGE).context["portfolio"].rows) == 3


def test_typed_projects_are_saved_and_counted(browser: Client) -> None:
    form = posted() | {"version": browser.get(PAGE).context["version"], "act": "use"}
    answer = browser.post(PAGE, form, follow=True)
    assert names() == ["Taget", "Facaden", "Kælderen"]
    words = {"added": 3, "changed": 0, "removed": 0}
    assert [str(message) for message in answer.context["messages"]] == [
        _("Saved: %(added)s new, %(changed)s changed, %(removed)s taken off the list.") % words
    ]


def test_a_page_sent_back_as_it_is_changes_nothing(browser: Client, projects: list[Project]) -> None:
    before = list(Project.objects.values())
    browser.post(PAGE, shown(browser.get(PAGE)))
    assert list(Project.objects.values()) == before


def test_what_is_in_no_column_of_the_page_is_kept(
    browser: Client, organisation: Organisation, member: Person, now: datetime
) -> None:
    listed(organisation, viewer_of(member), now, replace(TAGET, realisation=Decimal("0.65")))
    browser.post(PAGE, shown(browser.get(PAGE)) | {"rows-0-name": "Tagene"})
    assert list(Project.objects.values_list("name", "realisation")) == [("Tagene", Decimal("0.65"))]


def test_a_changed_cell_changes_its_project_and_no_other(browser: Client, projects: list[Project]) -> None:
    browser.post(PAGE, shown(browser.get(PAGE)) | {"rows-1-budget": "130,5"})
    assert {project.pk: project.budget for project in Project.objects.all()} == {
        projects[0].pk: Decimal("41.5"), projects[1].pk: Decimal("130.5"), projects[2].pk: Decimal("17.6"),
    }  # fmt: skip


@pytest.mark.parametrize("act", ["add", "remove-0", "clear", "paste", "upload"])
def test_nothing_is_saved_before_the_button_that_saves(act: str, browser: Client, projects: list[Project]) -> None:
    before = list(Project.objects.values())
    answer = browser.post(PAGE, shown(browser.get(PAGE)) | {"act": act, "rows-0-name": "Nyt", "pasted": "x"})
    assert (answer.status_code, list(Project.objects.values())) == (200, before)


def test_a_removed_row_is_taken_off_the_list_when_the_page_is_saved(browser: Client, projects: list[Project]) -> None:
    fewer = browser.post(PAGE, shown(browser.get(PAGE)) | {"act": "remove-1"})
    browser.post(PAGE, shown(fewer))
    assert names() == ["Taget", "Kælderen"]


def test_a_wrong_row_is_told_and_nothing_is_saved(browser: Client, projects: list[Project]) -> None:
    answer = browser.post(PAGE, shown(browser.get(PAGE)) | {"rows-0-name": "Nyt", "rows-2-budget": "x"})
    assert [where for where, _said in answer.context["portfolio"].wrong_cells] == ["rows-2-budget"]
    assert (shown(answer)["rows-0-name"], names()) == ("Nyt", ["Taget", "Facaden", "Kælderen"])


def test_a_colleagues_change_is_told_and_what_was_typed_stays(browser: Client, projects: list[Project]) -> None:
    mine = shown(browser.get(PAGE)) | {"rows-0-name": "Mit tag"}
    browser.post(PAGE, shown(browser.get(PAGE)) | {"rows-0-name": "Kollegas tag"})
    answer = browser.post(PAGE, mine)
    assert (shown(answer)["rows-0-name"], names()[0]) == ("Mit tag", "Kollegas tag")
    assert _("Save mine in place of my colleague's") in answer.content.decode().replace("&#x27;", "'")


def test_after_a_conflict_mine_can_be_saved_in_place_of_my_colleagues(browser: Client, projects: list[Project]) -> None:
    mine = shown(browser.get(PAGE)) | {"rows-0-name": "Mit tag"}
    browser.post(PAGE, shown(browser.get(PAGE)) | {"rows-0-name": "Kollegas tag"})
    conflict = browser.post(PAGE, mine)
    # The button has the name of the hidden field and stands after it, so both are sent.
    again: Any = shown(conflict) | {"version": [mine["version"], conflict.context["latest"]]}
    assert browser.post(PAGE, again).status_code == 302
    assert names() == ["Mit tag", "Facaden", "Kælderen"]


def test_what_is_no_id_makes_a_new_project(browser: Client) -> None:
    version = browser.get(PAGE).context["version"]
    browser.post(PAGE, posted([TAGET]) | {"rows-0-id": "not-an-id", "version": version, "act": "use"})
    assert names() == ["Taget"]


def test_somebody_without_an_organisation_is_told_and_saves_nothing(newcomer: Person, client_of: Browser) -> None:
    answer = client_of(newcomer).post(PAGE, posted() | {"act": "use", "version": ""})
    assert (_("You do not act for an organisation yet") in answer.content.decode(), names()) == (True, [])


def test_only_those_who_act_for_an_organisation_keep_its_projects(member: Person, newcomer: Person) -> None:
    assert [can_keep_projects(viewer) for viewer in (viewer_of(member), viewer_of(newcomer), Viewer())] == [
        True, False, False,
    ]  # fmt: skip


def test_the_list_as_a_workbook_holds_numbers_as_numbers(browser: Client, projects: list[Project]) -> None:
    content = browser.get(reverse("partnerships:export", args=["xlsx"])).content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["Taget", "Facaden", "Kælderen"]
    assert [row[rows[0].index("Budget (mio. kr.)")] for row in rows[1:]] == [41.5, 120, 17.6]


@pytest.mark.parametrize(("language", "budget"), [("", "41,5"), ("/en", "41.5")])
def test_the_list_as_csv_is_written_as_the_language_reads_it(
    language: str, budget: str, browser: Client, projects: list[Project]
) -> None:
    answer = browser.get(f"{language}/projekter/hent.csv")
    assert budget in answer.content.decode("utf-8-sig").splitlines()[1]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_template_opens_and_has_a_row_to_learn_from(kind: str, language: str, db: None) -> None:
    content = Client().get(f"{language}/projekter/skabelon.{kind}").content
    if kind == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        example = str(book.worksheets[0]["A2"].value)
    else:
        example = content.decode("utf-8-sig").splitlines()[1]
    assert example.lstrip('"').startswith("Eks" if not language else "Exa")
