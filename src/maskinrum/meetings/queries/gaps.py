"""Where the viewer may read little, old or contradictory experience, by theme and phase, in one question."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maskinrum.knowledge.enums import Phase
from maskinrum.knowledge.facts import theme_groups
from maskinrum.knowledge.queries import published
from maskinrum.meetings.enums import GapKind
from maskinrum.meetings.facts.gaps import Cell, Told, cells_of
from maskinrum.meetings.facts.offering import Topic
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership

MOST_TOPICS = 6
FIRST = (GapKind.DISPUTED, GapKind.OLD, GapKind.FEW, GapKind.NONE)
"""What is most worth a meeting: where something is told that does not hold together, before where nothing is."""


@dataclass(frozen=True)
class MatrixRow:
    """A theme or a group of themes: its code, its name in both languages, and its cells by phase."""

    code: str
    name: dict[str, str]
    cells: tuple[tuple[Phase, Cell], ...]


@dataclass(frozen=True)
class Matrix:
    """The table, and how many of its cells are of each kind. ``unplaced`` experiences tell no phase or no theme."""

    rows: tuple[MatrixRow, ...]
    kinds: Counter[GapKind]
    unplaced: int
    total: int


def gap_matrix(
    viewer: Viewer, *, group: str = "", partnership: Partnership | None = None, now: datetime, today: date
) -> Matrix:
    """Groups of themes by phases, or the themes of one group; of one partnership, or of everything readable."""
    told = _told(viewer, partnership, now, today)
    cells = cells_of(told)
    rows = tuple(
        MatrixRow(code, name, tuple((phase, cells.get((code, phase.value), Cell())) for phase in Phase))
        for code, name in _rows_of(group)
    )
    kinds = Counter(cell.kind for row in rows for _phase, cell in row.cells)
    unplaced = sum(one.count for one in told if not one.phase or not one.themes)
    return Matrix(rows, kinds, unplaced, sum(one.count for one in told))


def _rows_of(group: str) -> list[tuple[str, dict[str, str]]]:
    opened = next((one for one in theme_groups() if one.code == group), None)
    if opened is None:
        return [(one.code, one.name) for one in theme_groups()]
    return [(theme.code, theme.name) for theme in opened.themes]


def _told(viewer: Viewer, partnership: Partnership | None, now: datetime, today: date) -> list[Told]:
    rows = published(viewer, now=now).order_by()
    if partnership is not None:
        rows = rows.filter(partnership=partnership)
    alike = rows.values_list("theme_codes", "phase", "effect").annotate(
        count=Count("pk"),
        late=Count("pk", filter=Q(review_on__lt=today)),
        against=Count("pk", filter=Q(counter_to__isnull=False)),
    )
    return [Told(tuple(codes.split()), *rest) for codes, *rest in alike]


def gap_topics(viewer: Viewer, themes: Sequence[str], now: datetime) -> list[Topic]:
    """The gaps that are most worth a meeting, among some themes or all."""
    told = cells_of(_told(viewer, None, now, timezone.localdate(now)))
    code = (get_language() or "da")[:2]
    found = []
    for group in theme_groups():
        for theme in group.themes:
            for phase in Phase:
                cell = told.get((theme.code, phase.value), Cell())
                if cell.is_gap and (theme.code in themes if themes else cell.count):
                    words = {"theme": theme.name[code], "phase": phase.label}
                    title = _("%(theme)s – %(phase)s") % words
                    found.append((cell, Topic(f"{theme.code}-{phase}", title, _why(cell), "", (theme.code,), phase)))
    found.sort(key=lambda one: (FIRST.index(one[0].kind), -one[0].count, one[1].key))
    return [topic for _cell, topic in found[:MOST_TOPICS]]


def _why(cell: Cell) -> str:
    return {
        GapKind.NONE: _("Nobody has told of it."),
        GapKind.FEW: _("Few have told of it."),
        GapKind.OLD: _("All that is told is overdue for review."),
        GapKind.DISPUTED: _("It went well for some and badly for others."),
    }[cell.kind]
