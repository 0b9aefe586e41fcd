"""What a person may change about the calculation, kept as the differences from the shipped values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any

from maskinrum.decisions.enums import Alternative, Criterion, Realisation

ALL_ALTERNATIVES = tuple(Alternative.values)
SHIFTS = (6, 12, 18, 24)
COMMON = "common"


class AssumptionsError(ValueError):
    """Stored or posted assumptions that cannot be read; ``args[0]`` says where."""


# The choices beside the numbers.
SETTINGS = ("alternatives", "criterion", "realisation", "ceiling", "shift")


@dataclass(frozen=True)
class Range:
    """Least, typical and most likely extreme of one number, in the parameter's own unit and form."""

    least: float
    typical: float
    most: float

    def __post_init__(self) -> None:
        values = (self.least, self.typical, self.most)
        if not all(isfinite(value) for value in values) or list(values) != sorted(values):
            raise AssumptionsError("range")

    @property
    def is_constant(self) -> bool:
        return self.least == self.most

    def is_close_to(self, other: "Range") -> bool:
        """Whether they are the same but for rounding."""
        ends = zip((self.least, self.typical, self.most), (other.least, other.typical, other.most), strict=True)
        return all(abs(one - that) < 1e-9 for one, that in ends)


def moved(standard: Range, typical: float) -> Range | None:
    """A range moved so that its typical value is ``typical``; None when that is where it already is.

    A range that starts at or above zero never goes below it.
    """
    step = typical - standard.typical
    if abs(step) < 1e-9:
        return None
    least, most = standard.least + step, standard.most + step
    if standard.least >= 0:
        least = min(max(least, 0.0), typical)
    return Range(least, typical, most)


ParameterKey = tuple[str, str]  # (delivery model or "common", parameter slug)


@dataclass(frozen=True)
class Assumptions:
    """The choices of one calculation. Money in mDKK, time in months; everything not named is as shipped."""

    alternatives: tuple[str, ...] = ALL_ALTERNATIVES
    criterion: str = Criterion.COST.value
    realisation: str = Realisation.STATES.value
    ceiling: float | None = None
    shift: float = 12
    overrides: Mapping[ParameterKey, Range] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not set(self.alternatives) <= set(ALL_ALTERNATIVES) or len(set(self.alternatives)) < len(self.alternatives):
            raise AssumptionsError("alternatives")
        if Alternative.SEPARATE not in self.alternatives or len(self.alternatives) < 2:
            raise AssumptionsError("alternatives")
        if self.criterion not in Criterion.values or self.realisation not in Realisation.values:
            raise AssumptionsError("criterion")
        if not 0 <= self.shift <= 120 or (self.ceiling is not None and not 0 < self.ceiling < 1e6):
            raise AssumptionsError("shift or ceiling")

    def overriding(self, key: ParameterKey, value: Range | None) -> "Assumptions":
        """Return these assumptions with one number changed, or put back as shipped when ``value`` is None."""
        others = {k: v for k, v in self.overrides.items() if k != key}
        return replace(self, overrides=others if value is None else {**others, key: value})

    @property
    def changed_count(self) -> int:
        """How many choices differ from the shipped ones; the alternatives compared and the criterion count too."""
        standard = Assumptions()
        return len(self.overrides) + sum(bool(getattr(self, name) != getattr(standard, name)) for name in SETTINGS)

    def to_json(self) -> dict[str, Any]:
        """Only what differs from the shipped values; ``from_json`` reads it back."""
        standard = Assumptions()
        out: dict[str, Any] = {}
        if self.alternatives != standard.alternatives:
            out["alternatives"] = list(self.alternatives)
        for name in ("criterion", "realisation", "ceiling", "shift"):
            if getattr(self, name) != getattr(standard, name):
                out[name] = getattr(self, name)
        if self.overrides:
            out["overrides"] = {
                f"{model}.{slug}": [r.least, r.typical, r.most] for (model, slug), r in sorted(self.overrides.items())
            }
        return out

    @classmethod
    def from_json(cls, data: Any) -> "Assumptions":
        """Read what ``to_json`` wrote. Raises AssumptionsError on anything else, however it was made."""
        if not isinstance(data, dict) or not set(data) <= {
            "alternatives", "criterion", "realisation", "ceiling", "shift", "overrides",
        }:  # fmt: skip
            raise AssumptionsError("keys")
        try:
            overrides = {_key(name): Range(*map(float, values)) for name, values in data.get("overrides", {}).items()}
            chosen = {name: str(data[name]) for name in ("criterion", "realisation") if name in data}
            shift = float(data.get("shift", 12))
            alternatives = tuple(map(str, data.get("alternatives", ALL_ALTERNATIVES)))
            ceiling = None if data.get("ceiling") is None else float(data["ceiling"])
            return cls(alternatives=alternatives, ceiling=ceiling, shift=shift, overrides=overrides, **chosen)
        except (TypeError, ValueError, AttributeError, OverflowError) as error:
            raise AssumptionsError(str(error)) from error


def _key(name: str) -> ParameterKey:
    model, separator, slug = name.partition(".")
    if not separator or model not in {COMMON, *ALL_ALTERNATIVES}:
        raise AssumptionsError(name)
    return model, slug
