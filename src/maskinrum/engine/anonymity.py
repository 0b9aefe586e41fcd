"""Which groups may be shown, so that nobody learns what fewer than five answered."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from maskinrum.engine.arrays import Integers
from maskinrum.engine.exposure import MINIMUM, Exposure, checked, exposed_by_sums, exposures


class Withheld(StrEnum):
    """Why a group is not shown: for whoever answers for it, and never for its readers."""

    FEW = "few"
    DIFFERENCE = "difference"
    ALIKE = "alike"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group that a page would show: the union of ``cells``, the finest groups that any view tells apart.

    ``beside``: what views that stand side by side have in common, such as the breakdown by role; empty for one alone.
    """

    name: str
    cells: frozenset[int]
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether a view may be shown; ``withheld``: why not, None when it may."""

    view: GroupView
    withheld: Withheld | None

    @property
    def shown(self) -> bool:
        """Whether it may be shown."""
        return self.withheld is None


def showable(
    answers: Integers,
    views: Sequence[GroupView],
    *,
    published: Collection[Collection[int]] = (),
    minimum: int = MINIMUM,
) -> tuple[Ruling, ...]:
    """Rule on each view of the answers to one question, in the order given: what comes first is shown first.

    ``answers``: how many in each cell chose each level, (cells, levels), those who do not know left out; with one
    level, heads alone are looked after. ``published``: sets of cells that somebody has seen already, in any filter,
    round, export or document. A view is shown when it holds ``minimum`` people who are not all alike, and when with
    everything shown before it and published no smaller group and no group of people who are alike can be worked out.
    When the answers of one view are all alike, none of those beside it is shown, so that it does not stand out.

    The same arguments give the same rulings. Raises ``StatisticsError`` with code ``count``, ``cells``, ``minimum``.
    """
    table = checked(answers, (*(view.cells for view in views), *published), minimum)
    before = [frozenset(cells) for cells in published]
    banned: set[str] = set()
    while True:
        found = _in_order(table, views, before, minimum, banned)
        alike = {own.view.beside for own in found if own.withheld is Withheld.ALIKE and own.view.beside}
        if alike <= banned:
            return found
        banned |= alike


def _in_order(
    table: Integers, views: Sequence[GroupView], before: list[frozenset[int]], minimum: int, banned: set[str]
) -> tuple[Ruling, ...]:
    found: list[Withheld | None] = []
    for view in views:
        shown = [own.cells for own, why in zip(views, found, strict=False) if why is None]
        found.append(_why_not(table, view, [*before, *shown], minimum, banned))
    if table.shape[1] > 1:
        _withdraw(table, views, before, minimum, found)
    return tuple(Ruling(view, why) for view, why in zip(views, found, strict=True))


def _why_not(
    table: Integers, view: GroupView, shown: list[frozenset[int]], minimum: int, banned: set[str]
) -> Withheld | None:
    counts = table[sorted(view.cells)].sum(axis=0)
    if counts.sum() < minimum:
        return Withheld.FEW
    if len(counts) > 1 and np.count_nonzero(counts) == 1:
        return Withheld.ALIKE
    if view.beside in banned:
        return Withheld.BESIDE
    return Withheld.DIFFERENCE if exposed_by_sums(table, [*shown, view.cells], minimum) else None


def _withdraw(
    table: Integers,
    views: Sequence[GroupView],
    before: list[frozenset[int]],
    minimum: int,
    found: list[Withheld | None],
) -> None:
    """Take back each view that, with what stands before it, leaves only one possible answer of somebody.

    More views never expose less, so the first one too many is found by halving.
    """

    def exposed(count: int) -> tuple[Exposure, ...]:
        return exposures(table, [*before, *(views[place].cells for place in shown[:count])], minimum)

    while shown := [place for place, why in enumerate(found) if why is None]:
        if not exposed(len(shown)):
            return
        many = bisect_left(range(len(shown)), 1, key=lambda count: bool(exposed(count)))
        alike = all(own.alike for own in exposed(many))
        found[shown[max(many - 1, 0)]] = Withheld.ALIKE if alike else Withheld.DIFFERENCE
