"""What may be shown of a round is held to the attack of the engine."""

from uuid import UUID

import numpy as np
import pytest

from maskinrum.engine import exposures
from maskinrum.evaluation.analysis.rulings import rule
from maskinrum.evaluation.enums import Aspect
from maskinrum.evaluation.facts.answers import Counted, Counts, Shown

ASKED = (UUID(int=7), Aspect.AGREEMENT)
PARTIES = [UUID(int=number) for number in (1, 2, 3)]
ROLES = ["site", "design", ""]


def drawn(seed: int) -> list[Counted]:
    """Lopsided groups: some large, some nearly empty, some of one mind."""
    rng = np.random.default_rng(seed)
    found = []
    for party in [*PARTIES[: rng.integers(1, 4)], None]:
        for role in ROLES[: rng.integers(1, 4)] if party else [""]:
            size = int(rng.choice([0, 1, 2, 4, 5, 6, 12]))
            mind = rng.dirichlet(np.full(6, rng.choice([0.1, 1.0])))
            one, two, three, four, five, unknown = (int(count) for count in rng.multinomial(size, mind))
            counts: Counts = (one, two, three, four, five, unknown)
            found.append(Counted(party, role, {ASKED: counts}))
    return found


def cells_of(shown: Shown, cells: list[Counted]) -> set[int]:
    """The groups that a view holds."""
    return {
        place
        for place, cell in enumerate(cells)
        if shown.view == "all" or (cell.party == shown.party if shown.view == "party" else cell.role == shown.role)
    }


@pytest.mark.parametrize("seed", range(25))
def test_nobody_can_be_worked_out_of_what_is_shown(seed: int) -> None:
    cells = drawn(seed)
    table = np.array([cell.counts[ASKED] for cell in cells])
    shown = [cells_of(one, cells) for one in rule(cells) if one.levels is not None]
    assert exposures(table[:, :5], shown) == ()
    assert exposures(table, shown) == ()


@pytest.mark.parametrize("seed", range(25))
def test_what_is_shown_is_what_was_answered(seed: int) -> None:
    cells = drawn(seed)
    table = np.array([cell.counts[ASKED] for cell in cells])
    for one in rule(cells):
        if one.levels is not None:
            assert [*one.levels, one.unknown] == table[sorted(cells_of(one, cells))].sum(axis=0).tolist()


def test_the_draws_show_some_groups_and_withhold_others() -> None:
    found = [one.levels is None for seed in range(25) for one in rule(drawn(seed))]
    assert {True, False} == set(found)


def test_a_wall_is_shown_as_a_whole_alone() -> None:
    found = rule([Counted(None, "", {ASKED: (1, 2, 2, 1, 0, 3)})], is_wall=True)
    assert [(one.view, one.levels, one.unknown) for one in found] == [("all", (1, 2, 2, 1, 0), 3)]


def test_nothing_is_ruled_on_where_nobody_was_asked() -> None:
    assert rule([]) == []
