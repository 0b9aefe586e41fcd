"""Entries of the register side by side: the same lines, with what differs told apart; and the files of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from maskinrum.partnerships.enums import SourceLabel
from maskinrum.partnerships.queries.entries import Entry
from maskinrum.partnerships.reports.entry import Line, Part, parts
from maskinrum.partnerships.reports.wording import Said, choice_words
from maskinrum.shared.figures import unknown
from maskinrum.shared.tables import OutColumn, OutSheet, write_csv, write_xlsx


@dataclass(frozen=True)
class Row:
    """One heading with what is said of each entry; ``differs`` when it is not the same of all."""

    name: str
    cells: tuple[tuple[Said, ...], ...]
    differs: bool


@dataclass(frozen=True)
class Group:
    """Rows that belong together."""

    title: str
    rows: tuple[Row, ...]


def comparison(entries: Sequence[Entry], *, only_differences: bool = False) -> list[Group]:
    """Set entries side by side, part for part; a line that only one of them has stands as not known of the others."""
    told = [parts(entry) for entry in entries]
    groups = (Group(several[0].title, tuple(_rows(several))) for several in zip(*told, strict=True))
    if not only_differences:
        return list(groups)
    kept = (Group(one.title, tuple(row for row in one.rows if row.differs)) for one in groups)
    return [group for group in kept if group.rows]


def _rows(several: Sequence[Part]) -> Iterator[Row]:
    lines = [{line.key: line for line in part.lines} for part in several]
    for key, name in _in_order(several).items():
        cells = tuple(line[key].said if key in line else () for line in lines)
        yield Row(name, cells, len({tuple(said.text for said in cell) for cell in cells}) > 1)


def _in_order(several: Sequence[Part]) -> dict[str, str]:
    """The keys of all parts: each new one after the one it follows in its own part."""
    names: dict[str, str] = {}
    order: list[str] = []
    for part in several:
        place = 0
        for line in part.lines:
            if line.key not in names:
                names[line.key] = line.name
                order.insert(place, line.key)
            place = order.index(line.key) + 1
    return {key: names[key] for key in order}


def comparison_csv(entries: Sequence[Entry], *, language: str) -> bytes:
    """Return the comparison as CSV: one row a line, one column an entry."""
    with override(language):
        header = [_("Part"), _("Line"), *(entry.facts.name for entry in entries)]
        return write_csv(header, _out_rows(entries), language=language)


def comparison_workbook(entries: Sequence[Entry], *, language: str) -> bytes:
    """Return the comparison as a workbook of one sheet."""
    with override(language):
        columns = [OutColumn(_("Part"), 20), OutColumn(_("Line"), 26)]
        columns += [OutColumn(entry.facts.name, 48) for entry in entries]
        return write_xlsx([OutSheet(_("Register"), columns, _out_rows(entries))], language=language)


def _out_rows(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    return [
        (group.title, row.name, *(_in_text(cell) for cell in row.cells))
        for group in comparison(entries)
        for row in group.rows
    ]


def _in_text(cell: Sequence[Said]) -> str:
    return "; ".join(_one(said) for said in cell) or unknown()


def _one(said: Said) -> str:
    note = f" ({said.note})" if said.note else ""
    label = f" [{choice_words(SourceLabel, said.label)}]" if said.label else ""
    where = f" {said.url}" if said.url and said.url != said.text else ""
    return f"{said.text}{note}{label}{where}"


__all__ = ["Group", "Line", "Row", "comparison", "comparison_csv", "comparison_workbook"]
