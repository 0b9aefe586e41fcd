"""Simulate every alternative on the same futures."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from typing import TypeVar

import numpy as np

from maskinrum.engine.arrays import Bools, Floats
from maskinrum.engine.case import Case
from maskinrum.engine.future import Futures, compute
from maskinrum.engine.portfolio import Portfolio
from maskinrum.engine.priors import Priors
from maskinrum.engine.settings import Criterion, Settings
from maskinrum.engine.streams import BLOCK, Streams

LARGEST_PIECE = 31 * 2**20  # bytes
PAIRED = 75  # projects, up to which two blocks are computed at a time: fewer calls, while the cache still holds them

Progress = Callable[[int, int], None]
Look = Callable[[Case, int, Futures], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Draws:
    """Draw-level results; shapes (alternatives, futures) unless said otherwise. Money mDKK, time months.

    ``components`` (components, alternatives, futures) in the order of ``COMPONENTS``; ``realised_volume`` Σ V of all
    realised projects and ``open_volume`` of the uncommitted among them, (futures,); ``inside_volume`` of those inside;
    ``handover_delay`` Σ V · months from planned to actual handover; ``option_gain`` cost without the option − with it.
    """

    cost: Floats
    components: Floats
    present_value: Floats
    realised_volume: Floats
    open_volume: Floats
    inside_volume: Floats
    handover_delay: Floats
    continuity: Floats
    idle_months: Floats
    refused: Bools
    stopped: Bools
    extended: Bools
    option_gain: Floats
    opening: Floats
    closing: Floats


@dataclass(frozen=True, slots=True)
class Simulation:
    """The draws of the alternatives ``slugs``, in that order, and whether each is an agreement."""

    slugs: tuple[str, ...]
    agreement: tuple[bool, ...]
    futures: int
    seed: int
    criterion: Criterion
    draws: Draws

    @property
    def cost(self) -> Floats:
        """mDKK, (alternatives, futures)."""
        return self.draws.cost

    @property
    def present_value(self) -> Floats:
        """mDKK, (alternatives, futures)."""
        return self.draws.present_value

    @property
    def components(self) -> Floats:
        """mDKK, (components, alternatives, futures)."""
        return self.draws.components

    @property
    def compared(self) -> Floats:
        """The criterion, mDKK, (alternatives, futures)."""
        return self.draws.cost if self.criterion == "cost" else self.draws.present_value

    def only(self, slugs: tuple[str, ...]) -> "Simulation":
        """The same futures with some of the alternatives; raises ``ValueError`` for one that was not simulated."""
        lanes = [self.slugs.index(slug) for slug in slugs]
        return replace(
            self, slugs=slugs, agreement=tuple(self.agreement[lane] for lane in lanes), draws=_lanes(self.draws, lanes)
        )


def gathered(parts: Sequence[Simulation], settings: Settings) -> Simulation:
    """Alternatives of several simulations of the same futures, as one of ``settings``; the last that has one counts.

    Raises ``KeyError`` for one that none has.
    """
    found = {slug: (part, lane) for part in parts for lane, slug in enumerate(part.slugs)}
    chosen = [found[slug] for slug in settings.alternatives]
    rows = {
        field.name: np.stack([getattr(part.draws, field.name)[..., lane, :] for part, lane in chosen], axis=-2)
        for field in fields(Draws)
        if field.name not in PER_FUTURE
    }
    return Simulation(
        settings.alternatives,
        tuple(part.agreement[lane] for part, lane in chosen),
        settings.futures,
        settings.seed,
        settings.criterion,
        replace(parts[0].draws, **rows),
    )


def simulate(
    portfolio: Portfolio,
    priors: Priors,
    settings: Settings,
    progress: Progress | None = None,
    look: Look | None = None,
) -> Simulation:
    """Draw ``settings.futures`` futures and cost every alternative in each.

    ``progress(done, total)`` is told, in blocks of 1,024 futures, as they are done; ``look(case, first, futures)`` may
    see what is known about some futures from number ``first`` on, in any order and thread. Raises ``EngineError`` for
    input that cannot be simulated.
    """
    case = Case.of(portfolio, priors, settings)

    def work(streams: Streams) -> Draws:
        found = compute(case, streams)
        if look:
            look(case, streams.first * BLOCK, found)
        return _draws(case, found)

    parts, done = [], 0
    for part in blocks(case, work):
        parts.append(part)
        done += part.cost.shape[1] // BLOCK
        if progress:
            progress(done, block_count(settings))
    models = [priors.model(slug) for slug in settings.alternatives]
    return Simulation(
        settings.alternatives,
        tuple(model.agreement for model in models),
        settings.futures,
        settings.seed,
        settings.criterion,
        _joined(parts, settings.futures),
    )


def block_count(settings: Settings) -> int:
    """How many blocks the futures take."""
    return -(-settings.futures // BLOCK)


def blocks(case: Case, work: Callable[[Streams], T]) -> Iterator[T]:
    """``work`` done on all blocks, one or two at a time, given back in order whatever the number of threads."""
    count, step = block_count(case.settings), 2 if len(case.portfolio.rows) <= PAIRED else 1
    parts = [Streams(case.settings.seed, first, min(step, count - first)) for first in range(0, count, step)]
    _keep_freed_memory()
    if case.settings.threads == 1:
        yield from map(work, parts)
        return
    with ThreadPoolExecutor(case.settings.threads) as pool:
        yield from pool.map(work, parts)


def _keep_freed_memory() -> None:
    """Let the next block have the memory of the one before, which else is given back and asked for again, page by page.

    The C library of Linux keeps up to twice the greatest piece ever freed, if that was no more than 32 MiB.
    """
    np.empty(LARGEST_PIECE, dtype=np.uint8)


def _draws(case: Case, found: Futures) -> Draws:
    committed = case.portfolio.committed[:, np.newaxis]
    open_volume = case.volume @ (found.works.shocks.realised & ~committed)
    total = found.costs.total
    unused = np.zeros((case.lanes - case.options, total.shape[1]), dtype=np.bool_)
    return _lanes(
        Draws(
            total,
            found.costs.components,
            found.costs.present_value,
            found.account.volume,
            open_volume,
            found.account.inside,
            found.account.delay,
            found.continuity.factor,
            found.continuity.idle,
            found.refused,
            found.window.stopped,
            np.concatenate((found.extended, unused)),
            found.costs_without_option.total - total,
            found.window.opening,
            found.closing,
        ),
        list(case.lane_of),
    )


PER_FUTURE = ("realised_volume", "open_volume")


def _lanes(draws: Draws, lanes: list[int]) -> Draws:
    """The lanes in another order; the lane is the second last axis."""
    return replace(
        draws,
        **{
            field.name: getattr(draws, field.name)[..., lanes, :]
            for field in fields(Draws)
            if field.name not in PER_FUTURE
        },
    )


def _joined(parts: list[Draws], futures: int) -> Draws:
    return Draws(
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in parts], axis=-1)[..., :futures]
            for field in fields(Draws)
        }
    )
