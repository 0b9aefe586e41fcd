"""Where experiences are few, old or contradictory: the rule, and the table it fills."""

from collections.abc import Iterable
from dataclasses import dataclass

from maskinrum.meetings.enums import GapKind

FEW_BELOW = 3


@dataclass(frozen=True)
class Told:
    """Experiences alike in themes, phase and effect: how many, how many are overdue, and speak against another."""

    themes: tuple[str, ...]
    phase: str
    effect: str
    count: int
    late: int = 0
    against: int = 0


@dataclass(frozen=True)
class Cell:
    """What is told about a theme, or a group of themes, in a phase. Every experience counts once."""

    count: int = 0
    late: int = 0
    is_disputed: bool = False

    @property
    def kind(self) -> GapKind:
        """Disagreement first, because it is the most worth a meeting; then what is overdue, then what is few."""
        if not self.count:
            return GapKind.NONE
        if self.is_disputed:
            return GapKind.DISPUTED
        if self.late == self.count:
            return GapKind.OLD
        return GapKind.FEW if self.count < FEW_BELOW else GapKind.ENOUGH

    @property
    def is_gap(self) -> bool:
        """Whether there is something to take up."""
        return self.kind != GapKind.ENOUGH


def cells_of(told: Iterable[Told]) -> dict[tuple[str, str], Cell]:
    """The cells by theme or group and phase: ``("A2", "F3")``, ``("A", "F3")``.

    A theme is disputed in a phase where it went well for one and badly for another, or where an experience was told
    against another. A group is, where one of its themes is.
    """
    sums: dict[tuple[str, str], list[int]] = {}
    effects: dict[tuple[str, str], set[str]] = {}
    for one in told:
        places = {*one.themes, *(code[:1] for code in one.themes)}
        for code in places:
            total = sums.setdefault((code, one.phase), [0, 0])
            total[0] += one.count
            total[1] += one.late
        for code in one.themes:
            seen = effects.setdefault((code, one.phase), set())
            seen |= {one.effect} | ({"against"} if one.against else set())
    disputed = {key for key, seen in effects.items() if {"positive", "negative"} <= seen or "against" in seen}
    disputed |= {(code[:1], phase) for code, phase in disputed}
    return {key: Cell(count, late, key in disputed) for key, (count, late) in sums.items()}
