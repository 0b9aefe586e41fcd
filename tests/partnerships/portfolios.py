"""Small portfolios as people type them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import maskinrum.domain
from maskinrum.partnerships.enums import ApprovalState, ProjectKind
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.partnerships.forms import PortfolioReading, portfolio_columns, read_portfolio
from maskinrum.shared.tables import read_pasted, read_table

CASE_DATE = date(2027, 1, 1)
SOUND = {
    "name": "Åsen",
    "budget": "17,6",
    "planned_start": "20",
    "duration": "12",
    "approval": "scheme_a",
}
# The fourth project of the invented portfolio that ships.
SKITSEGAARDEN = ProjectFacts(
    name="Skitsegården, helhedsplan",
    kind=ProjectKind.MASTER_PLAN,
    group="blok-60",
    homes=84,
    budget=Decimal("89.9"),
    planned_start=date(2029, 11, 1),
    duration=Decimal(28),
    approval=ApprovalState.ORGANISATION_BOARD,
    problem_project=True,
)
DOMAIN = Path(str(maskinrum.domain.__file__)).parent


def reading(*rows: dict[str, str], case_date: date = CASE_DATE, delimiter: str = "\t") -> PortfolioReading:
    """Read rows that differ from a sound one as told; an empty text empties the cell, a new key adds a column.

    The rows after the first are named by their number.
    """
    fields = list(dict.fromkeys([*SOUND, *(field for row in rows for field in row)]))
    filled = [SOUND | ({"name": f"Projekt {n}"} if n else {}) | row for n, row in enumerate(rows)]
    lines = [fields, *([row.get(field, "") for field in fields] for row in filled)]
    return read(*lines, case_date=case_date, delimiter=delimiter)


def read(*lines: list[str], case_date: date = CASE_DATE, delimiter: str = "\t") -> PortfolioReading:
    """Read lines of cells, the first of them the headings."""
    text = "\n".join(delimiter.join(cells) for cells in lines)
    return read_portfolio(read_pasted(text, wanted=portfolio_columns()), case_date=case_date)


def shipped(name: str, case_date: date) -> PortfolioReading:
    """Read a portfolio that ships with the product."""
    content = (DOMAIN / name).read_bytes()
    table = read_table(content, filename=name, wanted=portfolio_columns())
    return read_portfolio(table, case_date=case_date)


def found(reading: PortfolioReading) -> list[tuple[str, int | None, str]]:
    """Code, row and column letter of every problem."""
    return [(problem.code, problem.row, problem.letter) for problem in reading.problems]


def told(reading: PortfolioReading) -> dict[str, tuple[int, ...]]:
    """The rows of every note by its code."""
    return {note.code: note.rows for note in reading.notes}
