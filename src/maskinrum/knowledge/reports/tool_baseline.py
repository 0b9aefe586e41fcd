"""The baseline sheet: finished cases computed alike, their middle and spread, and what each column means."""

import string
from datetime import date
from typing import Any

from maskinrum.shared.domain import load
from maskinrum.shared.tables import OutColumn, OutFormula, OutLimits, OutSheet, OutValue, column_letter

_CASES = 40
_ENOUGH_TO_SHOW, _ENOUGH = 5, 10
_EARLIEST, _LATEST = date(1990, 1, 1), date(2099, 12, 31)


def baseline_sheets(data: dict[str, Any], language: str) -> list[OutSheet]:
    """Return the sheets: cases, their baseline, the meaning of the columns."""
    names = {key: text[language] for key, text in data["sheets"].items()}
    columns = data["columns"]
    meanings = [(column[language], column["prompt"][language]) for column in columns]
    heads = [OutColumn(names["column"], 34), OutColumn(names["meaning"], 90)]
    return [
        OutSheet(
            names["cases"],
            [_column(column, language) for column in columns],
            [_row(columns, number) for number in range(2, _CASES + 2)],
            open_rows=_CASES,
            for_paper=True,
            filtered=True,
            pinned=1,
        ),
        _overview(data, names, language),
        OutSheet(names["meanings"], heads, meanings, for_paper=True),
    ]


def _column(column: dict[str, Any], language: str) -> OutColumn:
    choices: tuple[str, ...] = ()
    if column["kind"] == "choice":
        choices = tuple(value[language] for value in load("facets")[column["facet"]]["values"])
    limits = {
        "whole": OutLimits("whole", 0, column.get("most", 1_000_000)),
        "decimal": OutLimits("decimal", 0, 1_000_000),
        "date": OutLimits("date", _EARLIEST, _LATEST),
    }.get(column["kind"])
    return OutColumn(
        column[language],
        column["width"],
        column.get("format", ""),
        choices,
        limits,
        column["prompt"][language],
        computed=column["kind"] == "formula",
    )


def _row(columns: list[dict[str, Any]], number: int) -> tuple[OutValue, ...]:
    cells = {column["key"]: f"{column_letter(place)}{number}" for place, column in enumerate(columns)}
    return tuple(_formula(column, cells) if column["kind"] == "formula" else None for column in columns)


def _formula(column: dict[str, Any], cells: dict[str, str]) -> OutFormula:
    filled = ",".join(f'{cells[key]}<>""' for key in column["needs"])
    worked_out = string.Formatter().vformat(column["formula"], (), cells)
    # A divisor of zero is a number nobody has written yet.
    return OutFormula(f'IF(AND({filled}),IFERROR({worked_out},""),"")')


def _overview(data: dict[str, Any], names: dict[str, str], language: str) -> OutSheet:
    titles = [column[language] for column in data["overview_columns"]]
    widths = (30, 9, 16, 20, 20, 44)
    columns = [OutColumn(title, width) for title, width in zip(titles, widths, strict=True)]
    places = {column["key"]: place for place, column in enumerate(data["columns"])}
    rows = [_line(data, places[key], names["cases"], language) for key in data["overview"]]
    return OutSheet(names["overview"], columns, rows, for_paper=True)


def _line(data: dict[str, Any], place: int, sheet: str, language: str) -> tuple[OutValue, ...]:
    column = data["columns"][place]
    letter = column_letter(place)
    cells = f"'{sheet}'!${letter}$2:${letter}${_CASES + 1}"
    known = f"COUNT({cells})"

    def figure(formula: str) -> OutFormula:
        return OutFormula(f'IF({known}<{_ENOUGH_TO_SHOW},"",{formula})', "", column["format"])

    note = (
        f'IF({known}<{_ENOUGH_TO_SHOW},"{data["too_few"][language]}",'
        f'IF({known}<{_ENOUGH},"{data["few"][language]}","{data["enough"][language]}"))'
    )
    return (
        column[language],
        OutFormula(known, 0),
        figure(f"MEDIAN({cells})"),
        figure(f"QUARTILE({cells},1)"),
        figure(f"QUARTILE({cells},3)"),
        OutFormula(note, data["too_few"][language]),
    )
