"""What a run is asked for, beside the portfolio and the priors."""

from dataclasses import dataclass
from math import isfinite
from typing import Final, Literal, get_args

from maskinrum.engine.errors import SettingsError
from maskinrum.engine.priors import Priors

ALL_SEVEN: Final = (
    "separate",
    "parallel_frameworks",
    "adviser_framework",
    "early_involvement",
    "strategic_partnership",
    "joint_partnership",
    "not_yet",
)
DEFAULT_SEED: Final = 20270101

Criterion = Literal["cost", "present_value"]
Realisation = Literal["states", "portfolio"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to simulate.

    ``futures``: at least 2. ``seed``: 0 or more. ``alternatives``: slugs compared, in this order. ``ceiling``: mDKK for
    every agreement; None = ceiling factor × eligible volume. ``shift``: months that a later opening waits.
    ``criterion``: what P(best), differences and regret are about. ``realisation``: per project by approval state, or
    one share of the whole portfolio. ``threads``: does not change a bit of the result.
    """

    futures: int = 4096
    seed: int = DEFAULT_SEED
    alternatives: tuple[str, ...] = ALL_SEVEN
    ceiling: float | None = None
    shift: float = 12.0
    criterion: Criterion = "cost"
    realisation: Realisation = "states"
    threads: int = 1

    def __post_init__(self) -> None:
        rules: tuple[tuple[str, bool, str], ...] = (
            ("futures", self.futures >= 2, "must be 2 or more"),
            ("seed", self.seed >= 0, "must be 0 or more"),
            ("alternatives", len(self.alternatives) > 0, "must name at least one delivery model"),
            ("alternatives", len(set(self.alternatives)) == len(self.alternatives), "must be different"),
            (
                "ceiling",
                self.ceiling is None or (isfinite(self.ceiling) and self.ceiling >= 0),
                "must be 0 mDKK or more, or None",
            ),
            ("shift", isfinite(self.shift) and self.shift >= 0, "must be 0 months or more"),
            ("criterion", self.criterion in get_args(Criterion), "must be cost or present_value"),
            ("realisation", self.realisation in get_args(Realisation), "must be states or portfolio"),
            ("threads", self.threads >= 1, "must be 1 or more"),
        )
        for field, holds, rule in rules:
            if not holds:
                value = getattr(self, field)
                raise SettingsError(f"{field} {rule}, not {value!r}", code=field, field=field, value=value)

    def check_against(self, priors: Priors) -> None:
        """Raise ``SettingsError`` (code ``alternative``) for an alternative the priors do not have."""
        for slug in self.alternatives:
            if slug not in priors.slugs:
                raise SettingsError(
                    f"there is no alternative {slug!r}", code="alternative", field="alternatives", value=slug
                )
