"""The two tools that are workbooks, read back by openpyxl, and the portfolio by the import of the decision file."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.utils.translation import override

from maskinrum.knowledge.reports import portfolio_overview as overview
from maskinrum.knowledge.reports.tools import tool_file
from maskinrum.partnerships.enums import ApprovalState, Field, ProjectKind
from maskinrum.partnerships.forms import portfolio_columns, read_portfolio
from maskinrum.partnerships.phrases import label
from maskinrum.shared.domain import load
from maskinrum.shared.tables import read_table

CASE_DATE = date(2027, 1, 1)


@pytest.fixture(scope="module", params=["da", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def portfolio(language: str) -> Any:
    return openpyxl.load_workbook(BytesIO(tool_file("portfolio-sheet", language).content))


@pytest.fixture(scope="module")
def baseline(language: str) -> Any:
    return openpyxl.load_workbook(BytesIO(tool_file("baseline-sheet", language).content))


def test_the_columns_are_those_of_the_decision_file(portfolio: Any, language: str) -> None:
    heads = [cell.value for cell in portfolio.worksheets[0][1]]
    fields = [field for field in Field if field is not Field.START_DATE][:10]
    assert heads == [label(field, language) for field in fields]
    places = ("NAME", "HOMES", "BUDGET", "START", "DURATION", "APPROVAL")
    assert [fields[getattr(overview, place)] for place in places] == [getattr(Field, place) for place in places]
    assert (fields[overview.PROBLEM], fields[overview.ELIGIBLE]) == (Field.PROBLEM, Field.ELIGIBLE)


def test_the_filled_in_sheet_goes_straight_into_a_decision_file(portfolio: Any, language: str) -> None:
    sheet = portfolio.worksheets[0]
    kinds = {kind["slug"]: kind[language] for kind in load("facets")["project_kind"]["values"]}
    states = {state["slug"]: state[language] for state in load("facets")["approval_state"]["values"]}
    yes, no = ("ja", "nej") if language == "da" else ("yes", "no")
    rows = [
        ("Åvænget", kinds["master_plan"], "rækkehuse", 112, 117.6, date(2028, 3, 1), 26, states["scheme_a"], no, yes),
        ("Søparken", kinds["new_build"], None, None, 41.5, date(2029, 9, 1), 14.5, states["idea"], yes, no),
    ]
    for number, row in enumerate(rows, start=2):
        for place, value in enumerate(row, start=1):
            sheet.cell(number, place, value)
    buffer = BytesIO()
    portfolio.save(buffer)
    with override(language):
        table = read_table(buffer.getvalue(), filename="portfolio.xlsx", wanted=portfolio_columns())
        reading = read_portfolio(table, case_date=CASE_DATE)
    assert reading.sentences == []
    first, second = reading.facts
    assert (first.name, first.kind, first.group, first.homes) == ("Åvænget", ProjectKind.MASTER_PLAN, "rækkehuse", 112)
    assert (first.approval, first.planned_start, first.eligible) == (ApprovalState.SCHEME_A, date(2028, 3, 1), True)
    assert (second.problem_project, second.eligible, float(second.duration)) == (True, False, 14.5)


def test_the_sheet_is_ready_to_write_in_and_to_print(portfolio: Any) -> None:
    sheet = portfolio.worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:J501")
    assert (sheet.print_title_rows, sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == (
        "$1:$1",
        "landscape",
        0,
    )
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["E2:E501"].type == "decimal"
    assert rules["F2:F501"].type == "date"
    assert rules["H2:H501"].type == "list"
    assert all(rule.promptTitle and rule.prompt for rule in rules.values())
    assert sheet.column_dimensions["E"].width > 10


def test_the_overview_counts_what_stands_in_the_projects(portfolio: Any) -> None:
    name = portfolio.worksheets[0].title
    formulas = {row[0].row: row[1].value for row in portfolio.worksheets[1].iter_rows(min_row=2)}
    assert formulas[2] == f"=COUNTA('{name}'!$A$2:$A$501)"
    assert formulas[3] == f"=SUM('{name}'!$E$2:$E$501)"
    approvals = portfolio.worksheets[3]
    # Past the own decision: from the organisation board on, row 5 of the approvals; scheme A is row 7.
    assert approvals["A5"].value in {"Vedtaget i organisationsbestyrelsen", "Adopted by the organisation board"}
    assert f"'{approvals.title}'!$A$5:$A$14" in formulas[5]
    assert approvals["A7"].value.startswith(("Skema A", "Scheme A"))
    assert f"'{approvals.title}'!$A$7:$A$14" in formulas[8]
    assert formulas[9] == f"=SUM('{approvals.title}'!$G$2:$G$14)"
    assert approvals["G2"].value == "=F2*B2"
    assert approvals["B2"].value == pytest.approx(0.25)


def test_the_limits_of_the_overview_are_those_of_the_readiness_model(portfolio: Any) -> None:
    readings = [row[2].value for row in portfolio.worksheets[1].iter_rows(min_row=5, max_row=7)]
    assert ["B5>=5" in readings[0], "B6>0.35" in readings[1], "B7>0.25" in readings[2]] == [True, True, True]


def test_the_last_sheet_explains(portfolio: Any, baseline: Any, language: str) -> None:
    for book, slug in ((portfolio, "portfolio-sheet"), (baseline, "baseline-sheet")):
        text = "\n".join(str(cell.value) for row in book.worksheets[-2].iter_rows() for cell in row if cell.value)
        data = load(f"tools/{slug}")
        assert data["steps"][0][language] in text
        assert load("tools/words")["licence"][language] in text
        assert load("legal")["disclaimer"][language] in text
        assert "https://" in text
        assert book.properties.title == data["title"][language]
        assert book.worksheets[-1].sheet_state == "hidden"


def test_the_baseline_computes_each_case_when_it_is_filled_in(baseline: Any) -> None:
    sheet = baseline.worksheets[0]
    assert sheet["G2"].value == '=IF(AND(F2<>"",D2<>""),IFERROR((F2-D2*IF(E2="",1,E2))/(D2*IF(E2="",1,E2)),""),"")'
    assert sheet["K41"].value == '=IF(AND(H41<>"",I41<>"",J41<>""),IFERROR((J41-I41)/(I41-H41),""),"")'
    assert sheet["G2"].number_format == "0.0 %"
    assert sheet["G2"].fill.fgColor.rgb.endswith("F0F4F2")
    assert sheet["A42"].value is None


def test_the_baseline_shows_no_figure_of_fewer_than_five_cases(baseline: Any) -> None:
    rows = list(baseline.worksheets[1].iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(load("tools/baseline-sheet")["overview"])
    for row in rows:
        assert all("<5," in formula for formula in row[2:6])


def test_the_baseline_measures_what_the_evaluation_measures() -> None:
    indicators = {one["slug"] for one in load("evaluation")["indicators"]["items"]}
    keys = {
        "cost_deviation": "cost_deviation",
        "time_deviation": "time_deviation",
        "procurement_days": "procurement_days",
    }
    keys |= {
        "tender_share": "client_tender_cost",
        "change_share": "change_orders",
        "defects_per_home": "defects_per_home",
    }
    keys |= {"bidders": "subcontract_bidders"}
    assert set(load("tools/baseline-sheet")["overview"]) == set(keys)
    assert set(keys.values()) <= indicators
