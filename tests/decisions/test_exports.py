"""The answer as Excel, CSV and JSON: numbers are numbers, nothing is a formula, and each says what the page says."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import jsonschema
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.decisions.models import DecisionFile
from maskinrum.engine import RESULT_SCHEMA
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import Viewer
from tests.decisions.making import TAGET, opened

# What stands in a file hardly depends on the database it was read from.
pytestmark = pytest.mark.thorough("postgresql")
Browser = Callable[[Person | None], Client]


def export(file: DecisionFile, kind: str, browser: Client, address: str = "", language: str = "") -> Any:
    return browser.get(f"{language}/afgoer/{file.pk}/resultat.{kind}?{address}")


def book(answer: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def shown(file: DecisionFile, browser: Client, address: str = "") -> Any:
    """The calculation behind the page."""
    return browser.get(f"{reverse('decisions:file', args=[file.pk])}?{address}").context["page"]


def test_the_workbook_has_a_sheet_for_each_subject(file: DecisionFile, browser: Client) -> None:
    names = {
        language: [sheet.title for sheet in book(export(file, "xlsx", browser, language=language)).worksheets
                   if sheet.sheet_state == "visible"]
        for language in ("", "/en")
    }  # fmt: skip
    assert names["/en"] == [
        "Answer",
        "Verdict",
        "What drives it",
        "Alternatives",
        "Components",
        "Assumptions",
        "Projects",
    ]
    assert (len(names[""]), set(names[""]) & set(names["/en"])) == (7, set())


def test_the_workbook_gives_the_sentence_and_the_figures_of_the_page(file: DecisionFile, browser: Client) -> None:
    sheets = book(export(file, "xlsx", browser)).worksheets
    assert sheets[0]["B3"].value == shown(file, browser).sentence
    costs = [row[1] for row in sheets[3].iter_rows(min_row=2, values_only=True)]
    models = json.loads(export(file, "json", browser).content)["models"]
    assert costs == pytest.approx([model["cost"]["mean"] for model in models])


def test_components_in_the_workbook_add_up(file: DecisionFile, browser: Client) -> None:
    sheet = book(export(file, "xlsx", browser)).worksheets[4]
    columns = list(sheet.iter_cols(min_col=2, min_row=2, values_only=True))
    assert [sum(column[:-1]) for column in columns] == pytest.approx([column[-1] for column in columns])  # type: ignore[arg-type]


def test_nothing_in_the_workbook_is_a_formula(
    organisation: Organisation, viewer: Viewer, browser: Client, now: datetime
) -> None:
    nasty = '=HYPERLINK("http://x.example")'
    file = opened(organisation, viewer, now, replace(TAGET, name=nasty, group="@SUM(A1)"), title="+1+1")
    cells = [cell for sheet in book(export(file, "xlsx", browser)) for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert nasty in {cell.value for cell in cells}


@pytest.mark.parametrize(("language", "delimiter", "point"), [("", ";", ","), ("/en", ",", ".")])
def test_csv_is_written_as_the_language_reads_it(
    language: str, delimiter: str, point: str, file: DecisionFile, browser: Client
) -> None:
    text = export(file, "csv", browser, language=language).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    models = json.loads(export(file, "json", browser).content)["models"]
    assert [len(row) for row in rows] == [12] * 8
    assert [float(row[1].replace(point, ".")) for row in rows[1:]] == pytest.approx(
        [model["cost"]["mean"] for model in models], abs=0.05
    )


def test_json_follows_the_schema_and_is_the_same_every_time(file: DecisionFile, browser: Client) -> None:
    one, two = export(file, "json", browser), export(file, "json", browser)
    jsonschema.validate(json.loads(one.content), RESULT_SCHEMA)
    assert one.content == two.content


def test_every_file_is_calculated_with_what_the_address_says(file: DecisionFile, browser: Client) -> None:
    found = json.loads(export(file, "json", browser, "criterion=present_value&alternatives=not_yet").content)
    assert (found["criterion"], [model["slug"] for model in found["models"]]) == (
        "present_value", ["separate", "not_yet"],
    )  # fmt: skip
    assert len(export(file, "csv", browser, "alternatives=not_yet").content.splitlines()) == 3


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_a_file_is_fetched_and_never_shown_or_kept_by_others(kind: str, file: DecisionFile, browser: Client) -> None:
    headers = export(file, kind, browser).headers
    assert headers["Content-Disposition"].endswith(f'.{kind}"')
    assert headers["Content-Disposition"].startswith("attachment")
    assert (headers["X-Content-Type-Options"], "no-store" in headers["Cache-Control"]) == ("nosniff", True)


def test_the_workbook_holds_the_verdict_and_every_uncertain_number(file: DecisionFile, browser: Client) -> None:
    sheets = book(export(file, "xlsx", browser)).worksheets
    page = browser.get(reverse("decisions:findings", args=[file.pk])).context["findings"]
    document = json.loads(export(file, "json", browser).content)
    rows = list(sheets[2].iter_rows(min_row=2, values_only=True))
    assert sheets[1]["B2"].value == page.verdict.sentence
    assert [row[3] for row in rows] == pytest.approx([one["share"]["mean"] for one in document["findings"]["drivers"]])
    assert document["verdict"]["answer"] == page.verdict.answer


def test_what_drives_the_answer_is_a_csv_of_its_own(file: DecisionFile, browser: Client) -> None:
    address = reverse("decisions:drivers_csv", args=[file.pk])
    rows = list(csv.reader(io.StringIO(browser.get(address).content.decode("utf-8-sig")), delimiter=";"))
    found = json.loads(export(file, "json", browser).content)["findings"]
    assert len(rows) == 1 + len(found["drivers"])
    assert {len(row) for row in rows} == {17}
    assert browser.get(f"{address}?alternatives=parallel_frameworks").status_code == 404


def test_without_the_partnership_the_files_have_no_verdict(file: DecisionFile, browser: Client) -> None:
    asked = "alternatives=parallel_frameworks"
    document = json.loads(export(file, "json", browser, asked).content)
    jsonschema.validate(document, RESULT_SCHEMA)
    assert (document["verdict"], "findings" in document) == (None, False)
    assert (
        len(book(export(file, "xlsx", browser, asked)).worksheets)
        == len(book(export(file, "xlsx", browser)).worksheets) - 2
    )
