"""Which groups of a closed round may be shown: the counts of its cells to the engine, and its rulings back."""

from collections.abc import Sequence

import numpy as np

from maskinrum.engine import GroupView, showable
from maskinrum.evaluation.enums import ResultView
from maskinrum.evaluation.facts.answers import Asked, Counted, Shown

Named = tuple[GroupView, ResultView, int]
"""A view of the engine, what it divides by, and the place of a cell that has its party or role."""


def rule(cells: Sequence[Counted], *, is_wall: bool = False) -> list[Shown]:
    """Rule on every question of a round once and for all: the whole first, then by party, then by role.

    What is shown must hold for who chose a level, and also when those who did not know are counted with them, because
    how many they were is shown too. Of a wall there is the whole alone.
    """
    asked = list(cells[0].counts) if cells else []
    views = [_whole(cells)] if is_wall else [_whole(cells), *_by_party(cells), *_by_role(cells)]
    return [shown for one in asked for shown in _rule_on(one, cells, views)]


def _whole(cells: Sequence[Counted]) -> Named:
    return GroupView("all", frozenset(range(len(cells)))), ResultView.ALL, 0


def _by_party(cells: Sequence[Counted]) -> list[Named]:
    return _divided([str(cell.party or "") for cell in cells], ResultView.PARTY)


def _by_role(cells: Sequence[Counted]) -> list[Named]:
    return _divided([cell.role for cell in cells], ResultView.ROLE)


def _divided(names: Sequence[str], view: ResultView) -> list[Named]:
    """One view for each name; cells that hold several are in none of them."""
    found = []
    for name in sorted(set(names) - {""}):
        places = [place for place, own in enumerate(names) if own == name]
        found.append((GroupView(f"{view}:{name}", frozenset(places), beside=view.value), view, places[0]))
    return found


def _rule_on(asked: Asked, cells: Sequence[Counted], views: Sequence[Named]) -> list[Shown]:
    table = np.array([cell.counts[asked] for cell in cells], dtype=np.int64)
    first = showable(table[:, :5], [view for view, _what, _place in views])
    left = [ruling.view for ruling in first if ruling.shown]
    shown = {ruling.view.name for ruling in showable(table, left) if ruling.shown} if left else set()
    found = []
    for view, what, place in views:
        total = table[sorted(view.cells)].sum(axis=0) if view.name in shown else None
        found.append(
            Shown(
                asked=asked,
                party=cells[place].party if what == ResultView.PARTY else None,
                role=cells[place].role if what == ResultView.ROLE else "",
                view=what.value,
                levels=None if total is None else tuple(int(count) for count in total[:5]),
                unknown=None if total is None else int(total[5]),
            )
        )
    return found
