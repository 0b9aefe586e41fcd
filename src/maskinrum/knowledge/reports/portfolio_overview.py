"""The portfolio sheet: the columns a decision file takes, with an overview that counts while one writes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from maskinrum.partnerships.reports import template_sheets
from maskinrum.shared.domain import load
from maskinrum.shared.tables import OutColumn, OutFormula, OutLimits, OutSheet, OutValue, column_letter

MONEY, SHARE, COUNT, YEAR = "#,##0.0", "0 %", "#,##0", "0"
_YEARS = 8
# The columns of the template by their place; a test holds them to it.
NAME, HOMES, BUDGET, START, DURATION, APPROVAL, PROBLEM, ELIGIBLE = 0, 3, 4, 5, 6, 7, 8, 9
_LIMITS = {
    HOMES: OutLimits("whole", 0, 100_000),
    BUDGET: OutLimits("decimal", 0, 10_000),
    START: OutLimits("date", date(2000, 1, 1), date(2099, 12, 31)),
    DURATION: OutLimits("decimal", 0, 240),
}
_NO, _YES = {"da": "nej", "en": "no"}, {"da": "ja", "en": "yes"}


@dataclass(frozen=True)
class _Words:
    """The texts of the overview in one language."""

    data: dict[str, Any]
    language: str

    def __call__(self, group: str, key: str) -> str:
        text: str = self.data[group][key][self.language]
        return text


@dataclass(frozen=True)
class _Ranges:
    """Where the cells of a sheet stand, as formulas name them: from the second row to ``last``."""

    sheet: str
    last: int

    def __getitem__(self, place: int) -> str:
        letter = column_letter(place)
        return f"'{self.sheet}'!${letter}$2:${letter}${self.last}"

    def rows(self, place: int, first: int) -> str:
        """Return a column from a row on."""
        letter = column_letter(place)
        return f"'{self.sheet}'!${letter}${first}:${letter}${self.last}"


def portfolio_sheets(data: dict[str, Any], language: str) -> list[OutSheet]:
    """Return the sheets: projects, overview, years, approvals, explanation of the columns."""
    projects, explanation, approvals = template_sheets(language)
    prompts = {str(row[0]): str(row[1]) for row in explanation.rows}
    columns = [
        replace(column, limits=_LIMITS.get(place), prompt=prompts[column.title])
        for place, column in enumerate(projects.columns)
    ]
    sheet = replace(projects, columns=columns, for_paper=True, filtered=True, pinned=1)
    words, cells = _Words(data, language), _Ranges(sheet.name, sheet.open_rows + 1)
    states = _Ranges(approvals.name, len(approvals.rows) + 1)
    return [
        sheet,
        _overview(words, cells, states, width=len(approvals.columns)),
        _years(words, cells),
        _approvals(words, cells, approvals),
        replace(explanation, for_paper=True),
    ]


def _overview(words: _Words, cells: _Ranges, states: _Ranges, *, width: int) -> OutSheet:
    columns = [
        OutColumn(words("columns", "figure"), 50),
        OutColumn(words("columns", "value"), 14, MONEY),
        OutColumn(words("columns", "reading"), 70),
    ]
    figures = [*_amounts(words, cells), *_shares(words, cells, states)]
    expected = OutFormula(f"SUM({states[width + 2]})", 0)
    figures.append(("expected", expected, words("readings", "chances")))
    rows = [(words("overview", key), value, reading) for key, value, reading in figures]
    return OutSheet(words("sheets", "overview"), columns, rows, for_paper=True)


def _amounts(words: _Words, cells: _Ranges) -> list[tuple[str, OutValue, OutValue]]:
    total = f"SUM({cells[BUDGET]})"
    outside = f'SUMIFS({cells[BUDGET]},{cells[ELIGIBLE]},"{_NO[words.language]}")'
    return [
        ("count", OutFormula(f"COUNTA({cells[NAME]})", 0, COUNT), None),
        ("total", OutFormula(total, 0), None),
        ("eligible", OutFormula(f"{total}-{outside}", 0), None),
    ]


def _shares(words: _Words, cells: _Ranges, states: _Ranges) -> list[tuple[str, OutValue, OutValue]]:
    limits = {rule["slug"]: rule["threshold"] for rule in load("readiness")["warnings"] if "threshold" in rule}
    gate = next(gate["rule"]["threshold"] for gate in load("readiness")["gates"] if gate["slug"] == "pipeline-decided")
    past = states.rows(0, 1 + _first(lambda state: state["past_own_decision"]))
    funded = states.rows(0, 1 + _first(lambda state: state["slug"] == "scheme_a"))
    own = f'SUMPRODUCT(COUNTIFS({cells[APPROVAL]},{past},{cells[ELIGIBLE]},"<>{_NO[words.language]}"))'
    problem = f'SUMIFS({cells[BUDGET]},{cells[PROBLEM]},"{_YES[words.language]}")'
    # The rows stand in this order below the heading and the three amounts; the reading looks at the cell before it.
    return [
        ("decided", OutFormula(own, 0, COUNT), _reading(words, f"B5>={gate}", "decided_enough", "decided_few")),
        (
            "largest",
            _share(cells, f"MAX({cells[BUDGET]})"),
            _reading(words, f"B6>{limits['one-big-project']}", "largest_high", "within", "B6"),
        ),
        (
            "problem",
            _share(cells, problem),
            _reading(words, f"B7>{limits['problem-heavy']}", "problem_high", "within", "B7"),
        ),
        ("funded", _share(cells, f"SUMPRODUCT(SUMIFS({cells[BUDGET]},{cells[APPROVAL]},{funded}))"), None),
    ]


def _first(wanted: Any) -> int:
    states = load("facets")["approval_state"]["values"]
    return next(int(state["order"]) for state in states if wanted(state))


def _share(cells: _Ranges, part: str) -> OutFormula:
    return OutFormula(f'IF(SUM({cells[BUDGET]})>0,{part}/SUM({cells[BUDGET]}),"")', "", SHARE)


def _reading(words: _Words, test: str, yes: str, no: str, needs: str = "") -> OutFormula:
    judged = f'IF({test},"{words("readings", yes)}","{words("readings", no)}")'
    return OutFormula(f'IF({needs}="","",{judged})' if needs else judged, "" if needs else words("readings", no))


def _years(words: _Words, cells: _Ranges) -> OutSheet:
    rows: list[Sequence[OutValue]] = []
    for number in range(_YEARS):
        row = number + 2
        within = f'{cells[START]},">="&DATE(A{row},1,1),{cells[START]},"<"&DATE(A{row}+1,1,1)'
        rows.append(
            (
                OutFormula(f'IF(COUNT({cells[START]})=0,"",YEAR(MIN({cells[START]}))+{number})', "", YEAR),
                OutFormula(f'IF(A{row}="","",COUNTIFS({within}))', "", COUNT),
                OutFormula(f'IF(A{row}="","",SUMIFS({cells[BUDGET]},{within}))', "", MONEY),
            )
        )
    columns = [OutColumn(words("columns", key), 22) for key in ("year", "projects", "budget")]
    return OutSheet(words("sheets", "years"), columns, rows, for_paper=True)


def _approvals(words: _Words, cells: _Ranges, approvals: OutSheet) -> OutSheet:
    columns = [
        *approvals.columns,
        OutColumn(words("columns", "projects"), 10, COUNT, computed=True),
        OutColumn(words("columns", "budget"), 12, MONEY, computed=True),
        OutColumn(words("columns", "expected"), 14, MONEY, computed=True),
    ]
    budget = column_letter(len(approvals.columns) + 1)
    rows = [
        (
            *row,
            OutFormula(f"COUNTIFS({cells[APPROVAL]},A{number})", 0),
            OutFormula(f"SUMIFS({cells[BUDGET]},{cells[APPROVAL]},A{number})", 0),
            OutFormula(f"{budget}{number}*B{number}", 0),
        )
        for number, row in enumerate(approvals.rows, start=2)
    ]
    return replace(approvals, columns=columns, rows=rows, for_paper=True)
