"""Whether two results are the same, and what went into one that did not go into another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from maskinrum import engine
from maskinrum.decisions.analysis.calculation import Case, Inputs, calculate_inputs
from maskinrum.decisions.analysis.keeping import PARTS, Json, kept_inputs, plain, result_parts
from maskinrum.decisions.analysis.parameters import parameter_keys
from maskinrum.decisions.analysis.readiness import ReadinessGrounds, criteria, gates
from maskinrum.decisions.analysis.verdicts import find

# Of one million DKK, or of the figure where it is greater: what another processor may do to the last digits.
CLOSE = 1e-6
# Fields of findings that are told since: what was stored without them is not held against them.
YOUNGER = {"least", "most", "futures", "levels", "unseen"}


@dataclass(frozen=True)
class Deviation:
    """How far a part of the result is from the stored one: figures, those that are not close, and the farthest."""

    part: str
    figures: int
    apart: int
    greatest: float


@dataclass(frozen=True)
class Again:
    """A stored analysis calculated once more. ``same_inputs``: whether this engine reads the same question."""

    same_inputs: bool
    deviations: tuple[Deviation, ...]

    @property
    def is_exact(self) -> bool:
        """Every bit is the same."""
        return self.same_inputs and all(one.greatest == 0 for one in self.deviations)

    @property
    def is_close(self) -> bool:
        """Every figure is the same to ``CLOSE``."""
        return self.same_inputs and all(one.apart == 0 for one in self.deviations)


@dataclass(frozen=True)
class Change:
    """Something that is in one and not in the other (``before`` or ``after`` None), or other than it was."""

    key: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Moved:
    """Where an alternative's mean difference to separate tenders was and is, mDKK, with the error of the move."""

    slug: str
    before: float | None
    after: float | None
    error: float | None
    p_before: float | None
    p_after: float | None

    @property
    def by(self) -> float | None:
        """How far it moved; None when one of the two did not compare it."""
        return None if self.before is None or self.after is None else self.after - self.before


def calculate_again(case: Case, inputs: Json, result: Json, findings: Json | None, grounds: ReadinessGrounds) -> Again:
    """Calculate stored inputs with this engine on this machine, and hold it against what was stored."""
    try:
        found = kept_inputs(case, inputs)
        again = result_parts(calculate_inputs(found))
        drives = find(found, grounds)
    except (engine.EngineError, KeyError, TypeError, ValueError):
        return Again(same_inputs=False, deviations=())
    same = engine.input_sha256(found.portfolio, found.priors, found.settings) == inputs["sha256"]
    parts = [_deviation(part, result[part], again[part]) for part in PARTS]
    found_now = None if drives is None else _without_younger(plain(drives), findings)
    parts.append(_deviation("findings", findings, found_now))
    return Again(same, tuple(parts))


class OtherwiseError(Exception):
    """This engine reads what is stored otherwise, or something else comes out of it."""


def drawn_as_stored(case: Case, inputs: Json, result: Json) -> tuple[Inputs, engine.Simulation]:
    """The stored question with its draws, held against the stored answer: the same question, the same figures.

    Raises OtherwiseError where it is not so, or where this engine cannot read it.
    """
    try:
        given = kept_inputs(case, inputs)
        if engine.input_sha256(given.portfolio, given.priors, given.settings) != inputs["sha256"]:
            raise OtherwiseError
        simulation = engine.simulate(given.portfolio, given.priors, given.settings)
    except (engine.EngineError, KeyError, TypeError, ValueError) as error:
        raise OtherwiseError from error
    apart = distances(plain(engine.summarise(simulation)), result["result"])
    if any(distance > CLOSE for distance in apart):
        raise OtherwiseError
    return given, simulation


def _deviation(part: str, one: Any, other: Any) -> Deviation:
    found = list(distances(one, other))
    return Deviation(part, len(found), sum(distance > CLOSE for distance in found), max(found, default=0.0))


def distances(one: Any, other: Any) -> Iterator[float]:
    """How far every figure of two results is from its like; infinitely where they do not have the same form."""
    if isinstance(one, Mapping) and isinstance(other, Mapping) and one.keys() == other.keys():
        for name in one:
            yield from distances(one[name], other[name])
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for first, second in zip(one, other, strict=True):
            yield from distances(first, second)
    elif _is_number(one) and _is_number(other):
        yield abs(one - other) / max(1.0, abs(one), abs(other))
    else:
        yield 0.0 if one == other else inf


def _without_younger(again: Any, stored: Any) -> Any:
    """What was calculated again, without the fields that ``stored`` was too old to have: they are no deviation."""
    if isinstance(again, Mapping) and isinstance(stored, Mapping):
        kept = {name: one for name, one in again.items() if name in stored or name not in YOUNGER}
        return {name: _without_younger(one, stored.get(name)) for name, one in kept.items()}
    if isinstance(again, list) and isinstance(stored, list) and len(again) == len(stored):
        return [_without_younger(one, other) for one, other in zip(again, stored, strict=True)]
    return again


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def changed_projects(before: Sequence[Json], after: Sequence[Json]) -> list[Change]:
    """Projects that came, went or are other than they were, by the project they are rows of."""
    return _changes({row["project"]: row["facts"] for row in before}, {row["project"]: row["facts"] for row in after})


def changed_evidence(before: Sequence[Json], after: Sequence[Json]) -> list[Change]:
    """Rows of evidence that came, went or are other than they were."""
    return _changes({row["id"]: row for row in before}, {row["id"]: row for row in after})


def changed_numbers(before: Json, after: Json) -> list[Change]:
    """Parameters stated otherwise, by ``model.parameter``, whether a person, new evidence or a new release did it."""
    return _changes(_numbers(before), _numbers(after))


def changed_grounds(before: Sequence[Json] | None, after: Sequence[Json] | None) -> list[Change]:
    """Numbers said to rest on something else, by ``model.parameter``; nothing where one of the two is not stored."""
    if before is None or after is None:
        return []
    return _changes(_grounds(before), _grounds(after))


def changed_choices(before: Json, after: Json) -> list[Change]:
    """What was chosen beside the numbers: what is compared, how, and on which futures."""
    names = ("alternatives", "criterion", "realisation", "ceiling", "shift", "futures", "seed")
    return _changes({name: before[name] for name in names}, {name: after[name] for name in names})


def changed_readiness(before: Json, after: Json) -> list[Change]:
    """Gates answered otherwise (``gate.slug``), signs raised or gone (``sign.slug``), points of a criterion
    (``points.slug``), its weight (``weight.slug``), and another score (``score``).
    """
    return _changes(_readiness(before), _readiness(after))


def moves(before: Json, after: Json) -> list[Moved]:
    """How far the answer moved for each alternative that at least one of two results compares."""
    old, new = ({one["slug"]: one for one in result["result"]["models"]} for result in (before, after))
    return [_moved(slug, old.get(slug), new.get(slug)) for slug in {**old, **new} if slug != engine.BASELINE]


def _moved(slug: str, old: Json | None, new: Json | None) -> Moved:
    was, now = ((one or {}).get("difference") or {} for one in (old, new))
    error = (was["se"] ** 2 + now["se"] ** 2) ** 0.5 if was and now else None
    chances = [(one or {}).get("p_better") for one in (old, new)]
    return Moved(slug, was.get("mean"), now.get("mean"), error, *chances)


def _readiness(kept: Json) -> dict[str, Any]:
    answers = _in_order(kept["grounds"]["gates"], [gate.slug for gate in gates()])
    told = {f"gate.{slug}": answer for slug, answer in answers.items()}
    signs = {f"sign.{one['slug']}": one["severity"] for one in kept["signs"]}
    order = [one.slug for one in criteria()]
    points = {f"points.{slug}": median for slug, median in _in_order(kept["medians"], order).items()}
    weights = {f"weight.{slug}": weight for slug, weight in _in_order(kept["weights"], order).items()}
    score = kept["score"]
    return told | signs | points | weights | {"score": [score["low"], score["high"]]}


def _grounds(shipped: Sequence[Json]) -> dict[str, Any]:
    names = ("basis", "strength", "evidence_ids", "da", "en")
    return {f"{one['model']}.{one['slug']}": {name: one[name] for name in names} for one in shipped}


def _numbers(inputs: Json) -> dict[str, Any]:
    own = {
        f"{model}.{slug}": entry
        for model, stated in inputs["priors"].items()
        for slug, entry in stated.get("parameters", {}).items()
    }
    own |= {f"common.{slug}": entry for slug, entry in inputs["common"].items()}
    return _in_order(own, [f"{model}.{slug}" for model, slug in parameter_keys()])


def _in_order(found: Mapping[str, Any], order: Sequence[str]) -> dict[str, Any]:
    """What is stored by name, in an order that no database decides: as today's, and then by name what is gone."""
    return {key: found[key] for key in [*order, *sorted(found.keys() - set(order))] if key in found}


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    keys = dict.fromkeys([*before, *after])
    return [Change(key, before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)]
