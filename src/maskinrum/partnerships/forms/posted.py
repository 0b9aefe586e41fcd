"""A table of projects edited on screen: posted as one field per cell, read by the rules of a file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import islice

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maskinrum.partnerships.enums import Field, ProjectKind
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.partnerships.forms.columns import portfolio_columns
from maskinrum.partnerships.forms.portfolio import PortfolioReading, read_portfolio
from maskinrum.partnerships.phrases import label
from maskinrum.shared.tables import MAX_ROWS, Cell, Problem, Table, build_table, text_cell

_CELL_NAME = re.compile(r"rows-([0-9]{1,4})-([a-z_]{1,30})")
# What a new row holds before anybody has typed in it: answers alone do not make a project.
USUAL = {Field.KIND: ProjectKind.RENOVATION.value, Field.PROBLEM: "no", Field.ELIGIBLE: "yes"}


def says_something(typed: Mapping[str, str]) -> bool:
    """Whether a row holds more than the answers every new row begins with."""
    return any(typed.get(each, "").strip() for each in Field if each not in USUAL)


def form_table(rows: Sequence[tuple[int, Mapping[str, str]]], *, most: int = MAX_ROWS) -> Table:
    """Return the table of rows typed on screen, each a number and texts by column; empty rows are left out.

    Raise TableRefusedError when more than ``most`` rows hold anything.
    """
    headings = {place: Cell(label(each)) for place, each in enumerate(Field)}
    cells = [
        (number, {place: text_cell(typed[each]) for place, each in enumerate(Field) if typed.get(each, "").strip()})
        for number, typed in rows
    ]
    table = build_table([(0, headings), *cells], 0, portfolio_columns(), source="form", max_rows=most)
    return replace(table, delimiter=";" if _is_danish() else ",")


def _is_danish() -> bool:
    return (get_language() or "da").startswith("da")


def typed_values(facts: ProjectFacts) -> dict[str, str]:
    """Return what a person would type for a project, by column: numbers in the active language's form, words as slugs.

    Reading it again gives equal facts.
    """
    delay = facts.delay
    delays = (delay.least, delay.typical, delay.most) if delay else (None, None, None)
    return {
        Field.NAME: facts.name,
        Field.KIND: facts.kind.value,
        Field.GROUP: facts.group,
        Field.HOMES: "" if facts.homes is None else str(facts.homes),
        Field.BUDGET: _number(facts.budget),
        Field.START: facts.planned_start.isoformat(),
        Field.DURATION: _number(facts.duration),
        Field.APPROVAL: facts.approval.value,
        Field.PROBLEM: "yes" if facts.problem_project else "no",
        Field.ELIGIBLE: "yes" if facts.eligible else "no",
        Field.REALISATION: _number(facts.realisation),
        Field.DELAY_LEAST: _number(delays[0]),
        Field.DELAY_TYPICAL: _number(delays[1]),
        Field.DELAY_MOST: _number(delays[2]),
    }


def _number(number: Decimal | None) -> str:
    if number is None:
        return ""
    plain = f"{number.normalize():f}"
    return plain.replace(".", ",") if _is_danish() else plain


@dataclass(frozen=True)
class PostedRow:
    """One row as it was posted: everything typed, its problems by column in sentences, its facts when it holds.

    ``index`` is the n of ``rows-n-…``; ``typed`` also keeps what is no column, such as the project's id.
    """

    index: int
    typed: Mapping[str, str]
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    facts: ProjectFacts | None = None

    @property
    def number(self) -> int:
        """The number a person sees."""
        return self.index + 1


class PortfolioForm:
    """Rows posted as ``rows-<n>-<column>``. A row without anything typed, or with ``rows-<n>-remove``, is no project.

    Yes and no are posted as words, because a missing answer means the usual one. ``reading`` holds all facts, problems
    and notes; ``problems`` are those that belong to no row. There are at most ``most`` ``rows``: of more, those
    that say something. When more than that say something, ``is_too_long``: none is read, and the first are kept.
    """

    def __init__(self, data: Mapping[str, str], *, case_date: date, most: int = MAX_ROWS) -> None:
        posted = _posted_rows(data)
        meant = {index: row for index, row in posted.items() if says_something(row) and not row.get("remove")}
        self.is_too_long = len(meant) > most
        self.reading: PortfolioReading = _too_long(most) if self.is_too_long else _reading(meant, case_date, most)
        facts = dict(zip(self.reading.numbers, self.reading.facts, strict=True))
        errors = _errors(self.reading.problems)
        kept = posted if len(posted) <= most else dict(islice(meant.items(), most))
        self.rows = [
            PostedRow(index, typed, errors.get(index + 1, {}), facts.get(index + 1)) for index, typed in kept.items()
        ]
        self.problems = [problem for problem in self.reading.problems if problem.row is None]

    def is_valid(self) -> bool:
        """Whether every row holds and there is at least one."""
        return self.reading.holds


def _posted_rows(data: Mapping[str, str]) -> dict[int, dict[str, str]]:
    rows: dict[int, dict[str, str]] = {}
    for name in data:
        if found := _CELL_NAME.fullmatch(name):
            rows.setdefault(int(found[1]), {})[found[2]] = str(data[name])
    return dict(sorted(rows.items()))


def _reading(rows: Mapping[int, Mapping[str, str]], case_date: date, most: int) -> PortfolioReading:
    table = form_table([(index + 1, typed) for index, typed in rows.items()], most=most)
    return read_portfolio(table, case_date=case_date, most=most)


def _too_long(rows: int) -> PortfolioReading:
    most = {"most": rows}
    message = _("The table has more than %(most)s projects.") % most
    advice = _("Only the first %(most)s are shown here. Divide the table into two.") % most
    return PortfolioReading((), (), (Problem("too-many-projects", message, advice),), ())


def _errors(problems: Sequence[Problem]) -> dict[int, dict[str, list[str]]]:
    """Return the sentences of all problems that belong to a row, by row and column."""
    errors: dict[int, dict[str, list[str]]] = {}
    for problem in problems:
        if problem.row is not None:
            errors.setdefault(problem.row, {}).setdefault(problem.field, []).append(problem.sentence)
    return errors
