"""The template and the projects as files: filled in or changed, they are read again."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from maskinrum.partnerships.enums import ApprovalState, ProjectKind
from maskinrum.partnerships.facts import Delay, ProjectFacts
from maskinrum.partnerships.forms import PortfolioReading, portfolio_columns, read_portfolio, shipped_portfolio
from maskinrum.partnerships.reports import portfolio_csv, portfolio_workbook, template_csv, template_workbook
from maskinrum.shared.tables import read_table
from tests.partnerships.portfolios import CASE_DATE, SKITSEGAARDEN, found, shipped, told

FACTS = ProjectFacts(
    name="=Åsen; \"nord\", 2. etape",
    kind=ProjectKind.NEW_BUILD,
    group="nybyg-unge",
    homes=14,
    budget=Decimal("1030.825"),
    planned_start=date(2030, 1, 15),
    duration=Decimal("16.5"),
    approval=ApprovalState.TENDER_OR_CALL_OFF,
    problem_project=True,
    eligible=False,
    realisation=Decimal("0.85"),
    delay=Delay(Decimal(0), Decimal("3.5"), Decimal(12)),
)  # fmt: skip


SHIPPED = shipped("demo_portfolio.csv", date(2027, 1, 1)).facts


def read_back(content: bytes, name: str = "projekter.xlsx") -> PortfolioReading:
    return read_portfolio(read_table(content, filename=name, wanted=portfolio_columns()), case_date=CASE_DATE)


FILLED = {
    "da": [
        "Åsen",
        "helhedsplan",
        "blok-60",
        84,
        89.9,
        date(2029, 11, 1),
        28,
        "Vedtaget i organisationsbestyrelsen",
        "ja",
        "nej",
    ],
    "en": [
        "Åsen",
        "master plan for renewal",
        "blok-60",
        84,
        89.9,
        34,
        28,
        "Adopted by the organisation board",
        "yes",
        "no",
    ],
}


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_template_filled_in_gives_the_facts(language: str) -> None:
    book = load_workbook(io.BytesIO(template_workbook(language)))
    book.worksheets[0].append(FILLED[language])
    buffer = io.BytesIO()
    book.save(buffer)
    result = read_back(buffer.getvalue())
    assert (result.problems, told(result)) == ((), {"example-skipped": (2,)})
    assert result.facts == (replace(SKITSEGAARDEN, name="Åsen", eligible=False),)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_example_row_would_hold_if_it_were_a_project(language: str) -> None:
    book = load_workbook(io.BytesIO(template_workbook(language)))
    book.worksheets[0]["A2"] = "Prøvevænget"
    buffer = io.BytesIO()
    book.save(buffer)
    assert (found(read_back(buffer.getvalue())), len(read_back(buffer.getvalue()).facts)) == ([], 1)


@pytest.mark.parametrize("language", ["da", "en"])
def test_an_empty_template_holds_no_project(language: str) -> None:
    assert found(read_back(template_workbook(language))) == [("no-projects", None, "")]
    assert found(read_back(template_csv(language), "x.csv")) == [("no-projects", None, "")]


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_choice_the_template_offers_is_understood(language: str) -> None:
    book = load_workbook(io.BytesIO(template_workbook(language)))
    lists = [[cell.value for cell in column if cell.value] for column in book["_lists"].columns]
    page = book.worksheets[0]
    for kind, approval, answer in zip(lists[0] * 5, lists[1], lists[2] * 7, strict=False):
        page.append([f"{kind} {approval}", kind, "", 1, 2, 3, 4, approval, answer, answer])
    buffer = io.BytesIO()
    book.save(buffer)
    result = read_back(buffer.getvalue())
    assert (found(result), [one.approval for one in result.facts]) == ([], list(ApprovalState))


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("facts", [(FACTS,), SHIPPED], ids=["odd", "shipped"])
def test_projects_come_back_from_their_files_unchanged(facts: tuple[ProjectFacts, ...], language: str) -> None:
    from_workbook = read_back(portfolio_workbook(facts, language))
    from_csv = read_back(portfolio_csv(facts, language), "x.csv")
    assert [from_workbook.facts, from_csv.facts, from_workbook.problems, from_csv.problems] == [facts, facts, (), ()]


def test_the_template_explains_columns_and_approvals_on_sheets_of_their_own() -> None:
    book = load_workbook(io.BytesIO(template_workbook("en")))
    explanation, approvals = book.worksheets[1:3]
    assert [row[0].value for row in explanation.iter_rows(min_row=2, max_row=3)] == ["Name", "Type"]
    assert (approvals.max_row, approvals["A7"].value, approvals["B7"].value, approvals["B7"].number_format) == (
        14, "Scheme A (commitment by the National Building Fund)", 0.88, "0%",
    )  # fmt: skip


def test_the_notes_of_a_shipped_portfolio_are_in_the_language_of_each_reader() -> None:
    with override("da"):
        danish = shipped_portfolio("real_portfolio.csv").notes
    with override("en"):
        english = shipped_portfolio("real_portfolio.csv").notes
    assert [(str(danish[2])[:13], str(english[2])[:10])] == [("Række 6, 7, 8", "Row 6, 7, ")]
