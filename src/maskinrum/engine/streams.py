"""Common random numbers: one Philox stream per parameter, project or shared shock, in blocks of futures (section 3.1).

A stream belongs to a thing, not to a place in the program. So changing one input, adding an alternative or appending a
project leaves every other draw as it was, and more futures extend the first ones.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from maskinrum.engine.arrays import Floats
from maskinrum.engine.parameters import COMMON, PARAMETERS

BLOCK: Final = 1024  # futures drawn from one generator

Shock = Literal["market", "pipeline", "effects", "stop"]

PARAMETER_KEYS = {slug: place for place, slug in enumerate(PARAMETERS)}
COMMON_KEYS = {slug: 256 + place for place, slug in enumerate(COMMON)}
SHOCK_KEYS: dict[Shock, int] = {"market": 512, "pipeline": 513, "effects": 514, "stop": 515}
FIRST_PROJECT_KEY: Final = 1024


@dataclass(frozen=True, slots=True)
class Stream:
    """The random numbers of one thing in some blocks of futures, each block from its own generator."""

    generators: tuple[np.random.Generator, ...]

    def random(self, out: Floats | None = None) -> Floats:
        """The next uniform of every future, [0, 1), (futures,)."""
        out = self._room() if out is None else out
        for block, generator in enumerate(self.generators):
            generator.random(out=out[block * BLOCK : (block + 1) * BLOCK])
        return out

    def standard_normal(self, out: Floats | None = None) -> Floats:
        """The next standard normal of every future, (futures,)."""
        out = self._room() if out is None else out
        for block, generator in enumerate(self.generators):
            generator.standard_normal(out=out[block * BLOCK : (block + 1) * BLOCK])
        return out

    def _room(self) -> Floats:
        return np.empty(len(self.generators) * BLOCK)


@dataclass(frozen=True, slots=True)
class Streams:
    """The streams in ``blocks`` blocks of futures from number ``first`` on."""

    seed: int
    first: int
    blocks: int = 1

    @property
    def futures(self) -> int:
        """How many futures they draw."""
        return self.blocks * BLOCK

    def _stream(self, key: int) -> Stream:
        seeds = (
            np.random.SeedSequence(self.seed, spawn_key=(key, block))
            for block in range(self.first, self.first + self.blocks)
        )
        return Stream(tuple(np.random.Generator(np.random.Philox(seed)) for seed in seeds))

    def parameter(self, slug: str) -> Stream:
        """The stream of a delivery model's parameter, shared by all models."""
        return self._stream(PARAMETER_KEYS[slug])

    def common(self, slug: str) -> Stream:
        """The stream of a common parameter."""
        return self._stream(COMMON_KEYS[slug])

    def shock(self, name: Shock) -> Stream:
        """The stream of something that happens once per future."""
        return self._stream(SHOCK_KEYS[name])

    def project(self, row: int) -> Stream:
        """The stream of the project in that row of the portfolio."""
        return self._stream(FIRST_PROJECT_KEY + row)
