"""One press of a button below the table: add, remove, paste, bring a file, widen, clear, or use the rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from maskinrum.partnerships.forms.bringing import bring
from maskinrum.partnerships.forms.columns import portfolio_columns
from maskinrum.partnerships.forms.portfolio import PortfolioReading, read_portfolio
from maskinrum.partnerships.forms.posted import PortfolioForm, PostedRow, says_something
from maskinrum.partnerships.forms.screen import ScreenTable, blank_table, posted_table, screen_table
from maskinrum.shared.tables import MAX_ROWS, TableRefusedError, read_pasted, read_table

USE = "use"


@dataclass(frozen=True)
class Edited:
    """What came of a press. ``reading`` is set when the rows were to be used and all of them hold.

    ``done`` is a sentence on what was done; ``rows`` are the posted rows in the order of ``reading.facts``.
    """

    table: ScreenTable
    reading: PortfolioReading | None = None
    rows: Sequence[PostedRow] = ()
    done: str = ""
    case_date: date | None = None


def edit_table(
    data: Mapping[str, str],
    files: Mapping[str, UploadedFile],
    *,
    case_date: date,
    stored: Sequence[Mapping[str, str]] = (),
) -> Edited:
    """Do what the pressed button says to the posted table; nothing typed is ever lost.

    ``stored`` are the rows of the list that is kept: what is brought and has left the table is known again by its name.
    """
    edited = _pressed(data, files, case_date, stored)
    if data.get("own") or data.get("act") == "own":
        edited.table.widen()
    return edited


def _pressed(
    data: Mapping[str, str],
    files: Mapping[str, UploadedFile],
    case_date: date,
    stored: Sequence[Mapping[str, str]],
) -> Edited:
    act = data.get("act", USE)
    # The lists of organisations that became one may be longer together; all of it is shown, and none of it cut.
    form = PortfolioForm(data, case_date=case_date, most=max(MAX_ROWS, len(stored)))
    if act == "clear":
        return Edited(blank_table(), done=_("The table is empty."))
    if form.is_too_long:
        return Edited(_refused(form.rows, [str(problem) for problem in form.problems], data.get("pasted", "")))
    if act == "paste":
        return _pasted(form.rows, data.get("pasted", ""), case_date, stored)
    if act == "upload":
        return _uploaded(form.rows, files.get("file"), case_date, stored)
    return _changed(form.rows, act) or _used(form)


def _changed(rows: Sequence[PostedRow], act: str) -> Edited | None:
    """What comes of a button that only changes which cells there are; None for every other."""
    if act.startswith("remove-"):
        return Edited(_without(rows, act.removeprefix("remove-")))
    if act == "own":
        return Edited(_posted(rows))
    return _with_room(rows) if act == "add" else None


def _with_room(rows: Sequence[PostedRow]) -> Edited:
    table = _posted(rows)
    return Edited(screen_table([*_typed(rows), {}]) if table.count < MAX_ROWS else table)


def _used(form: PortfolioForm) -> Edited:
    if not form.is_valid():
        # The empty rows stay: whoever mends a cell goes on writing in them.
        table = posted_table(form.rows, problems=form.problems, notes=form.reading.notes)
        return Edited(table if table.count else _with_problems(blank_table(), table.problems))
    table = posted_table([row for row in form.rows if says_something(row.typed)], notes=form.reading.notes)
    return Edited(table, form.reading, [row for row in form.rows if row.facts is not None])


def _pasted(rows: Sequence[PostedRow], text: str, case_date: date, stored: Sequence[Mapping[str, str]]) -> Edited:
    try:
        reading = read_portfolio(read_pasted(text, wanted=portfolio_columns()), case_date=case_date)
    except TableRefusedError as error:
        return Edited(_refused(rows, [error.message], text))
    return _taken(rows, reading, text, stored)


def _uploaded(
    rows: Sequence[PostedRow], file: UploadedFile | None, case_date: date, stored: Sequence[Mapping[str, str]]
) -> Edited:
    if file is None:
        return Edited(_refused(rows, [_("Choose a file first, then press the button.")], ""))
    try:
        reading = read_portfolio(
            read_table(cast("BinaryIO", file), filename=file.name or "", wanted=portfolio_columns()),
            case_date=case_date,
        )
    except TableRefusedError as error:
        return Edited(_refused(rows, [error.message], ""))
    return _taken(rows, reading, "", stored)


def _taken(
    rows: Sequence[PostedRow], reading: PortfolioReading, text: str, stored: Sequence[Mapping[str, str]]
) -> Edited:
    if not reading.holds:
        return Edited(_refused(rows, reading.sentences, text))
    typed = [row for row in _typed(rows) if says_something(row)]
    brought = bring(typed, reading, stored)
    if len(brought.rows) > max(MAX_ROWS, len(typed)):
        words = _("There would be more than %(most)s projects. Nothing was added; remove some rows first.")
        return Edited(_refused(rows, [words % {"most": MAX_ROWS}], text))
    table = screen_table(brought.rows)
    # What is told of a row is told of where it stands in the table, not of where it stood in what was brought.
    places = {number: place + 1 for number, place in zip(reading.numbers, brought.places, strict=True)}
    table.notes = [note.moved(places).message for note in reading.notes]
    if brought.warning:
        table.notes.append(brought.warning)
    return Edited(table, done=brought.sentence, case_date=None if typed else reading.case_date)


def _refused(rows: Sequence[PostedRow], problems: list[str], text: str) -> ScreenTable:
    table = _with_problems(_posted(rows), problems)
    table.pasted = text
    return table


def _with_problems(table: ScreenTable, problems: list[str]) -> ScreenTable:
    table.problems = problems
    return table


def _posted(rows: Sequence[PostedRow]) -> ScreenTable:
    typed = _typed(rows)
    return screen_table(typed) if typed else blank_table()


def _without(rows: Sequence[PostedRow], index: str) -> ScreenTable:
    kept = [row.typed for row in rows if str(row.index) != index]
    return screen_table(kept) if kept else blank_table(1)


def _typed(rows: Sequence[PostedRow]) -> list[Mapping[str, str]]:
    return [row.typed for row in rows if not row.typed.get("remove")]
