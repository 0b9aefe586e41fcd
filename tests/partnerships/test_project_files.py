"""The list as a file, changed in Excel and brought back to the page it came from."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.partnerships.forms import table_of_facts
from maskinrum.partnerships.models import Project
from tests.decisions.making import TAGET, THREE, listed, posted
from tests.partnerships.pages import LIST, shown

Browser = Callable[[Person | None], Client]
Change = Callable[[Any], object]


@pytest.fixture
def browser(member: Person, client_of: Browser) -> Client:
    """Somebody who keeps the list."""
    return client_of(member)


@pytest.fixture
def projects(organisation: Organisation, member: Person, now: datetime) -> list[Project]:
    """Three projects on the list."""
    return listed(organisation, viewer_of(member), now)


def ids() -> dict[str, str]:
    """The id of each project on the list by its name."""
    return {one.name: str(one.pk) for one in Project.objects.filter(removed_at__isnull=True)}


def exported(browser: Client, change: Change = lambda sheet: None) -> SimpleUploadedFile:
    """The list as Excel, changed and saved."""
    book = openpyxl.load_workbook(io.BytesIO(browser.get(reverse("partnerships:export", args=["xlsx"])).content))
    change(book.worksheets[0])
    kept = io.BytesIO()
    book.save(kept)
    return SimpleUploadedFile("p.xlsx", kept.getvalue())


def brought(browser: Client, fields: dict[str, str], file: SimpleUploadedFile) -> Any:
    """The page after the file is read into a table with these fields."""
    return browser.post(LIST, {**fields, "act": "upload", "file": file})


def cheaper(sheet: Any) -> None:
    """Write another budget for the first project."""
    heading = [cell.value for cell in sheet[1]].index("Budget (mio. kr.)")
    sheet.cell(2, heading + 1).value = 39.5


def test_our_file_brought_back_to_its_page_changes_nothing(browser: Client, projects: list[Project]) -> None:
    before, page = list(Project.objects.values()), shown(browser.get(LIST))
    answer = brought(browser, page, exported(browser))
    assert (len(answer.context["portfolio"].rows), answer.context["portfolio"].notes) == (3, [])
    browser.post(LIST, shown(answer))
    assert list(Project.objects.values()) == before


def test_what_was_changed_in_the_file_is_changed_in_its_row(browser: Client, projects: list[Project]) -> None:
    before = ids()
    answer = brought(browser, shown(browser.get(LIST)), exported(browser, cheaper))
    browser.post(LIST, shown(answer))
    assert (ids(), Project.objects.get(name="Taget").budget) == (before, Decimal("39.5"))


def test_an_emptied_table_gets_the_same_projects_back_from_the_file(browser: Client, projects: list[Project]) -> None:
    before, page = ids(), shown(browser.get(LIST))
    empty = browser.post(LIST, {**page, "act": "clear"})
    browser.post(LIST, shown(brought(browser, shown(empty), exported(browser, cheaper))))
    assert (ids(), Project.objects.get(name="Taget").budget) == (before, Decimal("39.5"))


def test_a_new_row_of_the_file_is_added_and_what_is_not_in_it_stays(browser: Client, projects: list[Project]) -> None:
    before = ids()
    answer = brought(browser, shown(browser.get(LIST)), exported(browser, lambda sheet: cell_of(sheet, "Kloakken")))
    browser.post(LIST, shown(answer))
    assert {name: before.get(name) for name in ids()} == {**before, "Kloakken": None}
    assert [number in answer.context["done"] for number in ("1", "2")] == [True, True]


def cell_of(sheet: Any, name: str) -> None:
    """Call the first project something else."""
    sheet.cell(2, 1).value = name


def test_a_column_that_the_file_does_not_have_keeps_what_the_row_holds(
    browser: Client, organisation: Organisation, member: Person, now: datetime
) -> None:
    listed(organisation, viewer_of(member), now, replace(TAGET, realisation=Decimal("0.65")))
    text = "Navn;Budget;Start;Varighed;Godkendelse\nTaget;39,5;2028-09-01;14;Skema A\n"
    answer = brought(browser, shown(browser.get(LIST)), SimpleUploadedFile("p.csv", text.encode()))
    browser.post(LIST, shown(answer))
    assert Project.objects.values_list("budget", "homes", "group", "realisation").get() == (
        Decimal("39.5"), 84, "tage", Decimal("0.65"),
    )  # fmt: skip


@pytest.mark.parametrize("facts", [(TAGET, replace(TAGET, budget=Decimal(9))), (TAGET, TAGET)], ids=["other", "same"])
def test_two_of_one_name_come_back_as_two(
    facts: tuple[ProjectFacts, ...], browser: Client, organisation: Organisation, member: Person, now: datetime
) -> None:
    listed(organisation, viewer_of(member), now, *facts)
    before = list(Project.objects.values())
    answer = brought(browser, shown(browser.get(LIST)), exported(browser))
    browser.post(LIST, shown(answer))
    assert list(Project.objects.values()) == before


def test_a_name_that_stands_twice_is_told_where_nobody_can_tell_which_is_meant(
    browser: Client, organisation: Organisation, member: Person, now: datetime
) -> None:
    listed(organisation, viewer_of(member), now, TAGET, replace(TAGET, budget=Decimal(9)))
    answer = brought(browser, shown(browser.get(LIST)), exported(browser, cheaper))
    assert len(answer.context["portfolio"].rows) == 3
    assert "»Taget«" in answer.context["portfolio"].notes[-1]


def test_pasted_rows_take_the_place_of_those_they_name(browser: Client, projects: list[Project]) -> None:
    text = "Navn\tBudget\tStart\tVarighed\tGodkendelse\nTaget\t39,5\t2028-09-01\t14\tSkema A\n"
    before = ids()
    answer = browser.post(LIST, {**shown(browser.get(LIST)), "act": "paste", "pasted": text})
    browser.post(LIST, shown(answer))
    assert (ids(), Project.objects.get(name="Taget").budget) == (before, Decimal("39.5"))


def test_a_file_read_into_a_new_table_gives_the_same_list(browser: Client, projects: list[Project]) -> None:
    answer = brought(browser, {}, exported(browser))
    names = {cell.name for row in table_of_facts(THREE).rows for cell in row.cells}
    fields = {name: text for name, text in shown(answer).items() if name in names}
    assert fields == {name: text for name, text in posted(THREE).items() if name in names}
