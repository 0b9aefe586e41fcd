"""An analysis as it is stored: what it was calculated of, what came out, and both read back as they were."""

import platform
from collections.abc import Collection, Mapping, Sequence
from dataclasses import MISSING, Field, asdict, dataclass, fields, is_dataclass, replace
from functools import lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import numpy as np
import scipy

from maskinrum import engine
from maskinrum.decisions.analysis.assumptions import COMMON, Assumptions, ParameterKey
from maskinrum.decisions.analysis.calculation import Calculation, Case, Inputs, calculate_inputs, engine_inputs
from maskinrum.decisions.analysis.parameters import Shipped, restated, shipped_now
from maskinrum.decisions.analysis.pooling import Renewal, renewed_priors
from maskinrum.decisions.analysis.readiness import KeptReadiness
from maskinrum.decisions.analysis.verdicts import Findings, find
from maskinrum.decisions.models import Analysis
from maskinrum.knowledge.facts.evidence import snapshot_of
from maskinrum.knowledge.queries import evidence_in_force
from maskinrum.partnerships.facts import ProjectFacts

Json = dict[str, Any]

# PostgreSQL keeps no NUL, which marks a group of one; this stands for it, and is no character either.
NUL, STORED_NUL = "\0", "\ufdd0"

# What of a calculation is stored beside its inputs.
PARTS = ("result", "outcomes", "components", "totals", "timeline", "stands")


@dataclass(frozen=True)
class Kept:
    """All that is stored of one analysis.

    ``inputs``: everything the numbers depend on, as the engine states it; ``result``: the parts of a calculation;
    ``findings``: the verdict and what drives it, None where there is nothing to decide; ``readiness``: what it was told
    of that; ``evidence``: the rows in force; ``shipped``: what the priors file says of every number; ``machine``: what
    it ran on; ``summary``: what a list of versions shows.
    """

    inputs: Json
    result: Json
    findings: Json | None
    readiness: Json
    evidence: list[Json]
    evidence_hash: str
    shipped: list[Json]
    machine: dict[str, str]
    summary: Json

    @property
    def input_hash(self) -> str:
        """SHA-256 of the inputs."""
        return str(self.inputs["sha256"])


@dataclass(frozen=True)
class Asked:
    """A question before it is calculated: what goes in, as the engine states it, the evidence in force, and what the
    numbers are said to rest on.
    """

    given: Inputs
    inputs: Json
    evidence: list[Json]
    evidence_hash: str
    shipped: list[Json]
    readiness: KeptReadiness

    def is_answered_by(self, stored: Analysis) -> bool:
        """Whether a stored analysis answers this very question, as this engine would, on the same grounds."""
        then = stored.input_hash, stored.evidence_hash, stored.engine_version, stored.readiness
        is_same = then == (self.inputs["sha256"], self.evidence_hash, engine_version(), plain(self.readiness))
        return is_same and stored.shipped == self.shipped


def ask(case: Case, readiness: KeptReadiness) -> Asked:
    """The question of a case, with the evidence in force and what is said of readiness."""
    cards = evidence_in_force()
    evidence = snapshot_of(cards)
    given = engine_inputs(replace(case, renewed=renewed_priors(cards)))
    inputs = plain(engine.input_document(given.portfolio, given.priors, given.settings))
    return Asked(given, inputs, evidence.to_json(), evidence.digest, shipped_now().to_json(), readiness)


def analyse(case: Case, readiness: KeptReadiness) -> Kept:
    """Calculate a case as ``answer`` does. Raises DomainError as ``calculate`` does."""
    return answer(ask(case, readiness))


def answer(asked: Asked) -> Kept:
    """Calculate what was asked, to be stored. Raises DomainError as ``calculate`` does."""
    calculation, findings = calculate_inputs(asked.given), find(asked.given, asked.readiness.grounds)
    return Kept(
        inputs=asked.inputs,
        result=result_parts(calculation),
        findings=None if findings is None else plain(findings),
        readiness=plain(asked.readiness),
        evidence=asked.evidence,
        evidence_hash=asked.evidence_hash,
        shipped=asked.shipped,
        machine=this_machine(),
        summary=_summary(calculation, findings),
    )


def engine_version() -> str:
    """The version of the engine that calculates now."""
    return engine.ENGINE_VERSION


@lru_cache(maxsize=1)
def this_machine() -> dict[str, str]:
    """What the last bits of a number may depend on besides the engine."""
    return {
        "processor": platform.machine(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    }


def result_parts(calculation: Calculation) -> Json:
    """What came out, as JSON values."""
    return {name: plain(getattr(calculation, name)) for name in PARTS}


def kept_case(analysis: Analysis) -> Case:
    """The case of a stored analysis."""
    facts = tuple(ProjectFacts.from_json(row["facts"]) for row in analysis.rows)
    chosen = Assumptions.from_json(analysis.assumptions)
    renewed = _kept_renewed(analysis)
    if analysis.shipped is None:
        shipped = _as_stated(analysis.inputs, {*chosen.overrides, *renewed})
    else:
        shipped = Shipped.from_json(analysis.shipped)
    return Case(facts, analysis.case_date, chosen, analysis.seed, analysis.futures, renewed, shipped)


def _as_stated(inputs: Json, others: Collection[ParameterKey]) -> Shipped:
    """What ships today, with the values that the inputs state but for ``others``, which were not those that shipped.

    For what was stored before it was kept what the numbers rest on.
    """
    return Shipped(
        {
            model: {
                slug: entry if (model, slug) in others else restated(entry, stated_in(inputs, (model, slug)))
                for slug, entry in entries.items()
            }
            for model, entries in shipped_now().entries.items()
        }
    )


def stated_in(inputs: Json, key: ParameterKey) -> Json:
    """What stored inputs say of a number: form, family and parameters; empty where they do not have it."""
    model, slug = key
    entries: Json = inputs["common"] if model == COMMON else inputs["priors"].get(model, {}).get("parameters", {})
    found: Json = entries.get(slug, {})
    return found


def _kept_renewed(analysis: Analysis) -> dict[ParameterKey, Renewal]:
    """The numbers that newer evidence had renewed, as the inputs state them, with the rows they were pooled from."""
    found = {}
    for name, ids in analysis.summary.get("renewed", {}).items():
        model, _dot, slug = name.partition(".")
        stated = stated_in(analysis.inputs, (model, slug))
        if stated:
            found[model, slug] = Renewal(engine.Distribution.from_mapping(stated), tuple(ids))
    return found


def kept_calculation(case: Case, result: Json) -> Calculation:
    """What came out, as it was: nothing is calculated."""
    kinds = get_type_hints(Calculation)
    return Calculation(case=case, **{name: read(kinds[name], result[name]) for name in PARTS})


def kept_findings(findings: Json | None) -> Findings | None:
    """The verdict and what drives it, as it was."""
    found: Findings | None = None if findings is None else read(Findings, findings)
    return found


def kept_readiness(readiness: Json) -> KeptReadiness:
    """What was said of readiness, as it was."""
    told: KeptReadiness = read(KeptReadiness, readiness)
    return told


def kept_inputs(case: Case, inputs: Json) -> Inputs:
    """What went in, as it was, whatever ships today. Raises an EngineError when this engine cannot read it."""
    portfolio = engine.Portfolio(read(engine.Project, row) for row in inputs["portfolio"])
    priors = engine.Priors.from_mapping({"models": inputs["priors"], "common": inputs["common"]})
    settings = engine.Settings(
        futures=inputs["futures"],
        seed=inputs["seed"],
        alternatives=tuple(inputs["alternatives"]),
        ceiling=None if inputs["ceiling"] is None else float(inputs["ceiling"]),
        shift=float(inputs["shift"]),
        criterion=inputs["criterion"],
        realisation=inputs["realisation"],
    )
    return Inputs(case, portfolio, priors, settings)


def read(kind: Any, data: Any) -> Any:
    """JSON values as the dataclasses they came from, or as what became of these since.

    A field that is younger than what is stored takes its default, so it must have one; a field that is gone is passed
    over. ``tests/decisions/stored`` holds a stored analysis of each form there has been.
    """
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        return None if data is None else read(next(one for one in get_args(kind) if one is not type(None)), data)
    if origin is tuple:
        return tuple(read(get_args(kind)[0], one) for one in data)
    if origin is not None and issubclass_of(origin, Mapping):
        return {name: read(get_args(kind)[1], one) for name, one in data.items()}
    if origin is not None and issubclass_of(origin, Sequence):
        return [read(get_args(kind)[0], one) for one in data]
    if is_dataclass(kind):
        kinds = get_type_hints(kind)
        stored = [one.name for one in fields(kind) if one.name in data or not _has_default(one)]
        return kind(**{name: read(kinds[name], data[name]) for name in stored})  # type: ignore[operator]
    return _read_figure_or_words(kind, data)


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _read_figure_or_words(kind: Any, data: Any) -> Any:
    if kind is str:
        return data.replace(STORED_NUL, NUL)
    return float(data) if kind is float else data


def issubclass_of(kind: Any, parent: type) -> bool:
    """``issubclass`` for what may be no class, as a literal."""
    return isinstance(kind, type) and issubclass(kind, parent)


def plain(value: Any) -> Any:
    """Dataclasses and what they hold as JSON values that a database keeps."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value.replace(NUL, STORED_NUL) if isinstance(value, str) else value


def _summary(calculation: Calculation, findings: Findings | None) -> Json:
    found = {model.slug: model for model in calculation.result.models}.get(engine.STRATEGIC)
    return {
        "projects": len(calculation.case.facts),
        "changed": calculation.case.assumptions.changed_count,
        "renewed": {
            f"{model}.{slug}": list(one.card_ids)
            for (model, slug), one in calculation.case.renewed.items()
            if (model, slug) not in calculation.case.assumptions.overrides
        },
        "verdict": None if findings is None else findings.weighed.verdict.answer,
        "p_cheaper": None if found is None else found.p_better,
        "difference": None if found is None or found.difference is None else found.difference.p50,
    }
