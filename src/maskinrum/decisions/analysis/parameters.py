"""The shipped parameters as a person meets them: a name, a range, a unit, where it comes from, and what is changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Self

import numpy as np

from maskinrum.decisions.analysis.assumptions import COMMON, Assumptions, AssumptionsError, ParameterKey, Range
from maskinrum.decisions.enums import Alternative
from maskinrum.engine import Distribution, Priors
from maskinrum.shared.domain import load

Json = dict[str, Any]

# Not yet is the strategic partnership started later, so it has no numbers of its own.
MODELS_WITH_NUMBERS = tuple(a.value for a in Alternative if a != Alternative.NOT_YET)

# Shares are typed and read as per cent; the rest as they stand.
PERCENT_UNITS = {
    "share", "share per year", "share of value", "share of value at 50 mDKK", "share of value per bidder",
    "share of value per month", "share of planned duration", "probability over the base term",
    "probability per project",
}  # fmt: skip

# Drawn per project from the baseline's numbers, so the other models have none of their own.
PER_PROJECT = {"cost_tail_size", "time_deviation"}
OWN_PER_PROJECT = {Alternative.SEPARATE.value}

# What an entry of the priors file states of a number; the rest of it describes the parameter.
STATED = {"form", "family", "params", "equivalent"}

PROBABILITY = (0.0, 1.0)
LIMITS: dict[str, tuple[float, float]] = {
    "term": (1, 240),
    "early_stop": PROBABILITY,
    "cost_tail_probability": PROBABILITY,
    "pass_through": PROBABILITY,
    "outside_activity": PROBABILITY,
    "learning_cost_share": PROBABILITY,
    "forgetting": PROBABILITY,
    "team_turnover": PROBABILITY,
    "cost_deviation_sd": PROBABILITY,
    "tail_running_share": PROBABILITY,
    "price_level": (-0.9, 2),
    "price_drift": (-0.5, 0.5),
    "real_discount_rate": (0, 0.2),
    "pipeline_correlation": (0, 0.99),
    "effect_correlation": (0, 0.99),
}
UNIT_LIMITS: dict[str, tuple[float, float]] = {
    "mDKK": (0, 1000),
    "mDKK per year": (0, 1000),
    "months": (0, 240),
    "probability over the base term": PROBABILITY,
    "probability per project": PROBABILITY,
    "share": (-0.9, 2),
    "share per year": (-0.5, 0.5),
    "share of value": (0, 1),
    "share of value at 50 mDKK": (0, 1),
    "share of value per bidder": (0, 1),
    "share of value per month": (0, 0.2),
    "share of planned duration": (-0.9, 5),
    "elasticity": (-2, 2),
    "bidders": (0, 50),
    "ratio": (0, 5),
    "ratio per doubling": (0.3, 1.5),
    "ratio to planned volume": (0.1, 10),
    "ratio to announced volume": (0, 2),
    "log points per quarter": (0, 0.2),
    "log points per year": (-0.2, 0.2),
    "correlation per quarter": (0, 0.99),
    "correlation": (0, 0.99),
    "projects": (0, 100),
}


def limits_of(slug: str, unit: str) -> tuple[float, float]:
    """The least and the greatest value of a number that means anything, in its unit, stated as a value of its own."""
    return LIMITS.get(slug, UNIT_LIMITS[unit])


@dataclass(frozen=True)
class ParameterRow:
    """One number of one delivery model.

    ``standard`` is the shipped range (5 %, middle, 95 % where the shipped shape has no ends: ``has_ends`` false), None
    where the value is the baseline's own draw (form "same") or does not exist (form "none"); ``changed`` is the
    person's own range. Ranges are in the parameter's unit; ``factor`` turns them into what is shown (100 for per cent).
    ``card_ids`` are the rows of evidence that the shipped value rests on.
    """

    model: str
    slug: str
    name: dict[str, str] = field(hash=False)
    symbol: str
    unit: str
    form: str
    factor: int
    standard: Range | None
    has_ends: bool
    changed: Range | None
    basis: str
    strength: str
    reason: dict[str, str] = field(hash=False)
    card_ids: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.model}.{self.slug}"

    @property
    def in_force(self) -> Range | None:
        return self.changed or self.standard

    @property
    def has_points(self) -> bool:
        """Whether the standard range is three points of a distribution without ends: 5 per cent, middle, 95."""
        return self.standard is not None and not self.has_ends and self.form != "same"

    @property
    def can_be_changed(self) -> bool:
        """Whether it has a value of its own here; what is drawn per project is the baseline's in every model."""
        return self.form != "none" and (self.model in OWN_PER_PROJECT or self.slug not in PER_PROJECT)

    @property
    def limits(self) -> tuple[float, float]:
        """The least and the greatest value that means anything, in the parameter's unit and form."""
        if self.form == "multiplier":
            return 0, 10
        if self.form == "difference":
            return -1, 1
        return limits_of(self.slug, self.unit)

    def admits(self, value: Range) -> bool:
        """Whether a range lies within the limits."""
        low, high = self.limits
        return low <= value.least and value.most <= high


@dataclass(frozen=True)
class Shipped:
    """What a priors file says of every number: entries by model and number in the file's order, each with its name."""

    entries: Mapping[str, Mapping[str, Json]]

    def to_json(self) -> list[Json]:
        """A list, for no database keeps the order of names."""
        return [
            {"model": model, "slug": slug, **entry}
            for model, entries in self.entries.items()
            for slug, entry in entries.items()
        ]

    @classmethod
    def from_json(cls, data: Sequence[Json]) -> Self:
        """What ``to_json`` gave."""
        entries: dict[str, dict[str, Json]] = {}
        for one in data:
            described = {name: value for name, value in one.items() if name not in {"model", "slug"}}
            entries.setdefault(one["model"], {})[one["slug"]] = described
        return cls(entries)


@lru_cache(maxsize=1)
def shipped_now() -> Shipped:
    """What the priors file that ships says."""
    priors = load("priors")
    named = {one["slug"]: one for one in priors["parameters"]}
    own = {model: priors["models"][model]["parameters"] for model in MODELS_WITH_NUMBERS} | {COMMON: priors["common"]}
    return Shipped(
        {model: {slug: _with_name(entry, named.get(slug)) for slug, entry in own[model].items()} for model in own}
    )


def _with_name(entry: Json, described: Json | None) -> Json:
    if described is None:
        return {**entry, "symbol": ""}
    return {**entry, "name": {"da": described["da"], "en": described["en"]}, "symbol": described["symbol"]}


@lru_cache(maxsize=1)
def shipped_priors() -> Priors:
    """The priors as shipped, checked once per process."""
    return Priors.from_mapping(load("priors"))


def parameter_rows(model: str, assumptions: Assumptions, shipped: Shipped | None = None) -> list[ParameterRow]:
    """The numbers of one delivery model, or of ``common``, in the order of the model description.

    ``shipped``: what a stored analysis was told of them, here and below; without it, what ships today. Raises KeyError
    for a model that has no numbers of its own.
    """
    entries = _entries(model, shipped).items()
    return [_row(model, slug, entry, assumptions) for slug, entry in entries if _is_shown(slug, assumptions)]


def parameter_keys(shipped: Shipped | None = None) -> list[ParameterKey]:
    """Every number of every delivery model, and those common to all, in the order of the model description."""
    return [(model, slug) for model in (*MODELS_WITH_NUMBERS, COMMON) for slug in _entries(model, shipped)]


def parameter_row(key: ParameterKey, assumptions: Assumptions, shipped: Shipped | None = None) -> ParameterRow:
    """One number. Raises KeyError when it does not exist."""
    model, slug = key
    return _row(model, slug, _entries(model, shipped)[slug], assumptions)


def row_stating(key: ParameterKey, stated: Json, shipped: Shipped | None = None) -> ParameterRow:
    """One number as an entry of a priors file states it in place of the shipped one. Raises KeyError as above."""
    model, slug = key
    return _row(model, slug, restated(_entries(model, shipped)[slug], stated), Assumptions())


def restated(entry: Json, stated: Json) -> Json:
    """An entry of a priors file with what another states of the number in place of its own, if that states anything."""
    described = {name: value for name, value in entry.items() if name not in STATED}
    return {**described, **stated} if stated else entry


def equivalent_row(key: ParameterKey, shipped: Shipped | None = None) -> ParameterRow:
    """One number as shipped, as the level it amounts to where what ships is a difference or a multiplier."""
    model, slug = key
    level = _entries(model, shipped)[slug].get("equivalent")
    stated = {"form": "absolute", **level} if level else None
    return row_stating(key, stated, shipped) if stated else parameter_row(key, Assumptions(), shipped)


def level_row(key: ParameterKey, shipped: Shipped | None = None) -> ParameterRow:
    """One number as it reads when it is a value of its own, without a range. Raises KeyError as above."""
    return row_stating(key, {"form": "absolute"}, shipped)


def exists_now(key: ParameterKey) -> bool:
    """Whether what ships today has such a number."""
    model, slug = key
    return slug in shipped_now().entries.get(model, {})


def read_assumptions(data: Any) -> Assumptions:
    """Read stored or carried assumptions and check every changed number. Raises AssumptionsError."""
    assumptions = Assumptions.from_json(data)
    for key, value in assumptions.overrides.items():
        try:
            row = parameter_row(key, Assumptions())
        except KeyError as error:
            raise AssumptionsError(f"{key[0]}.{key[1]}") from error
        if not row.can_be_changed or not row.admits(value):
            raise AssumptionsError(row.key)
    return assumptions


def _entries(model: str, shipped: Shipped | None = None) -> Mapping[str, Json]:
    return (shipped or shipped_now()).entries[model]


def _is_shown(slug: str, assumptions: Assumptions) -> bool:
    return slug != "realisation" or assumptions.realisation == "portfolio"


def _row(model: str, slug: str, entry: Json, assumptions: Assumptions) -> ParameterRow:
    unit = entry["unit"]
    form = entry.get("form", "absolute")
    factor = 100 if unit in PERCENT_UNITS and form != "multiplier" else 1
    standard, has_ends = _standard_range(entry)
    return ParameterRow(
        model=model,
        slug=slug,
        name=entry["name"],
        symbol=entry["symbol"],
        unit=unit,
        form=form,
        factor=factor,
        standard=standard,
        has_ends=has_ends,
        changed=assumptions.overrides.get((model, slug)),
        basis=entry["basis"],
        strength=entry["strength"] or "",
        reason={"da": entry["da"], "en": entry["en"]},
        card_ids=tuple(entry["evidence_ids"]),
    )


def _standard_range(entry: dict[str, Any]) -> tuple[Range | None, bool]:
    if "family" not in entry:
        return None, False
    family, params = entry["family"], entry["params"]
    if family == "triangular":
        return Range(params["a"], params["m"], params["b"]), True
    if family == "constant":
        return Range(params["value"], params["value"], params["value"]), True
    low, middle, high = map(float, Distribution.from_mapping(entry).quantile(np.array([0.05, 0.5, 0.95])))
    return Range(low, middle, high), False
