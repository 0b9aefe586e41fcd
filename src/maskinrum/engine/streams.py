"""Common random numbers: one Philox stream per parameter, project or shared shock, in blocks of futures (section 3.1).

A stream belongs to a thing, not to a place in the program. So changing one input, adding an alternative or appending a
project leaves every other draw as it was, and more futures extend the first ones.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from maskinrum.engine.parameters import COMMON, PARAMETERS

BLOCK: Final = 1024  # futures drawn and computed together

Shock = Literal["market", "pipeline", "effects", "stop"]

PARAMETER_KEYS = {slug: place for place, slug in enumerate(PARAMETERS)}
COMMON_KEYS = {slug: 256 + place for place, slug in enumerate(COMMON)}
SHOCK_KEYS: dict[Shock, int] = {"market": 512, "pipeline": 513, "effects": 514, "stop": 515}
FIRST_PROJECT_KEY: Final = 1024


@dataclass(frozen=True, slots=True)
class Streams:
    """The generators of one block of futures."""

    seed: int
    block: int

    def _generator(self, key: int) -> np.random.Generator:
        return np.random.Generator(np.random.Philox(np.random.SeedSequence(self.seed, spawn_key=(key, self.block))))

    def parameter(self, slug: str) -> np.random.Generator:
        """The stream of a delivery model's parameter, shared by all models."""
        return self._generator(PARAMETER_KEYS[slug])

    def common(self, slug: str) -> np.random.Generator:
        """The stream of a common parameter."""
        return self._generator(COMMON_KEYS[slug])

    def shock(self, name: Shock) -> np.random.Generator:
        """The stream of something that happens once per future."""
        return self._generator(SHOCK_KEYS[name])

    def project(self, row: int) -> np.random.Generator:
        """The stream of the project in that row of the portfolio."""
        return self._generator(FIRST_PROJECT_KEY + row)
