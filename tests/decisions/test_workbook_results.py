"""The workbook of the whole model holds every figure that is stored of a version, with its error where it has one."""

import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.utils.translation import override

from maskinrum.decisions.analysis.exploring import explore
from maskinrum.decisions.models import Analysis
from maskinrum.decisions.reports.numbers import number_row
from maskinrum.decisions.reports.paper import model_workbook
from maskinrum.decisions.reports.paper.stored import read_back
from tests.decisions.making import THREE
from tests.decisions.test_paper import analysed

# The verdict is told in words; these figures of its reasons are those of the other parts, and weights to order by.
IN_WORDS = {"weighed"}
# Plans of a project and the question itself, which stand on the sheets of what went in; and places in the portfolio.
WENT_IN = {"budget", "planned_start", "duration", "row", "leave_out", "seed"}


@pytest.fixture(scope="module")
def stored() -> Analysis:
    """Three projects and one more of a group, so that there is something to leave out."""
    return analysed(*THREE, replace(THREE[0], name="Endnu et tag", budget=Decimal(63)))


@pytest.fixture(scope="module")
def explored(stored: Analysis) -> dict[str, Any]:
    """What the longer calculation of it finds."""
    return explore(read_back(stored).case, stored.inputs, stored.result, lambda _done: None, stored.findings)


def figures(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, float]]:
    """Every number of a JSON value with the way to it; values of a parameter in the unit it is read in."""
    if isinstance(value, dict):
        number = (value["model"], value["parameter"]) if {"model", "parameter"} <= value.keys() else None
        for name, one in value.items():
            if name not in IN_WORDS | WENT_IN:
                factor = number_row(*number).factor if number and name in {"at_low", "at_high", "value"} else 1
                is_own = isinstance(one, float) and number
                yield from figures(one * factor if is_own else one, (*path, name))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from figures(one, (*path, str(place)))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield ".".join(path), value


def close(value: float) -> str:
    """A figure as a workbook keeps it, and whichever side of nought it is told from."""
    return f"{abs(value):.9e}"


@pytest.mark.parametrize("part", ["result", "findings", "explored"])
def test_every_figure_that_is_stored_stands_in_it(part: str, stored: Analysis, explored: dict[str, Any]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(model_workbook(stored, language="da", explored=explored)))
    cells = {
        close(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
        if isinstance(cell.value, int | float)
    }  # fmt: skip
    found = {"result": stored.result, "findings": stored.findings, "explored": explored}[part]
    told = {name: value for name, value in figures(found) if not name.startswith("inside.rows.")}
    # Handovers of forecasts stand as months of the calendar; the steps only say where in them a future lies.
    elsewhere = (".handover.", ".building_steps.")
    missing = {
        name for name, value in told.items() if close(value) not in cells and not any(one in name for one in elsewhere)
    }
    assert len(told) > 300
    assert missing == set()


def test_chances_regret_and_differences_have_their_errors_beside_them(stored: Analysis) -> None:
    with override("en"):
        book = openpyxl.load_workbook(io.BytesIO(model_workbook(stored, language="en")))
    heads, *rows = book["Alternatives"].iter_rows(values_only=True)
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    models = stored.result["result"]["models"]
    assert [one["Regret: standard error"] for one in told] == pytest.approx([one["regret"]["se"] for one in models])
    assert [one["Cheapest of all: standard error"] for one in told] == pytest.approx(
        [one["p_best_se"] for one in models]
    )
    known = [row[1] for row in book["Worth finding out"].iter_rows(min_row=2, max_row=3, values_only=True)]
    assert stored.findings is not None
    information = stored.findings["information"]
    assert known == pytest.approx([information["everything"]["mean"], information["parameters"]["mean"]])


def test_ranges_stand_beside_every_component(stored: Analysis) -> None:
    with override("en"):
        book = openpyxl.load_workbook(io.BytesIO(model_workbook(stored, language="en")))
    heads, *rows = book["Components"].iter_rows(values_only=True)
    place = heads.index("Strategic partnership: 95 %")
    assert rows[0][place - 2 : place + 1] == pytest.approx(
        [stored.result["components"]["strategic_partnership"]["works"][name] for name in ("mean", "p05", "p95")]
    )
