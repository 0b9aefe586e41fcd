"""A board as a workbook or CSV: what the viewer may see, in columns that can be changed and read again."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from maskinrum.partnerships.enums import ApprovalState, Inside, ProjectEnd
from maskinrum.shared.tables import OutColumn, OutSheet, OutValue, write_csv, write_xlsx
from maskinrum.steering.facts.board import BoardProject, CallOffFacts
from maskinrum.steering.phrases.board_fields import COLUMNS, DAYS, LABELS, SUMS

_CALL_OFF = ("ready_on", "asked_on", "signed_on", "value")
_CHOICES = {"inside": Inside, "approval": ApprovalState, "end": ProjectEnd}
_WIDTHS = {"name": 40.0, "reason": 40.0, "approval": 40.0, "contractor": 28.0, "key": 38.0}


def board_workbook(projects: Sequence[BoardProject], language: str) -> bytes:
    """Return two sheets: a row for each project, and one for each call-off."""
    with override(language):
        columns = [_column(name) for name in COLUMNS]
        sheets = [
            OutSheet(_("Board"), columns, [_row(one) for one in projects], for_paper=True, filtered=True, pinned=1),
            OutSheet(_("Call-offs"), _call_off_columns(), [row for one in projects for row in _call_offs(one)]),
        ]
        return write_xlsx(sheets, language=language)


def board_csv(projects: Sequence[BoardProject], language: str) -> bytes:
    """Return a row for each project."""
    with override(language):
        return write_csv([str(LABELS[name]) for name in COLUMNS], [_row(one) for one in projects], language=language)


def _column(name: str) -> OutColumn:
    choices = tuple(str(label) for label in _CHOICES[name].labels) if name in _CHOICES else ()
    return OutColumn(str(LABELS[name]), _WIDTHS.get(name, 15.0), _format(name), choices)


def _format(name: str) -> str:
    if name in {*DAYS, *_CALL_OFF[:-1]}:
        return "yyyy-mm-dd"
    return "#,##0.0##" if name in {*SUMS, "value"} else ""


def _row(project: BoardProject) -> tuple[OutValue, ...]:
    return tuple(_value(project, name) for name in COLUMNS)


def _value(project: BoardProject, name: str) -> OutValue:
    if name in _CHOICES:
        told = getattr(project, name)
        return None if told is None else str(told.label)
    if name in _CALL_OFF:
        first = project.call_offs[0] if project.call_offs else CallOffFacts()
        return getattr(first, name)  # type: ignore[no-any-return]
    names = {"contractor": "contractor_name", "key": "placement"}
    value = getattr(project, names.get(name, name))
    return str(value) if name == "key" else value


def _call_off_columns() -> list[OutColumn]:
    names = ("title", *_CALL_OFF)
    return [
        OutColumn(str(LABELS["name"]), 40),
        *(OutColumn(str(LABELS[name]), 22, _format(name)) for name in names),
        OutColumn(str(LABELS["number"]), 12, "0"),
        OutColumn(str(LABELS["key"]), _WIDTHS["key"]),
    ]


def _call_offs(project: BoardProject) -> list[tuple[OutValue, ...]]:
    """Each with its number, so that rows may be sorted, and the key of its project."""
    key = str(project.placement)
    return [
        (project.name, one.title, one.ready_on, one.asked_on, one.signed_on, one.value, number, key)
        for number, one in enumerate(project.call_offs, start=1)
    ]
