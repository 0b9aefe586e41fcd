"""The result as one JSON document of a stated form, version 1 (section 4)."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Final, cast

from maskinrum.engine.break_even import BreakEven
from maskinrum.engine.portfolio import Portfolio, Project
from maskinrum.engine.priors import Priors
from maskinrum.engine.results import ModelResult, PairResult, Result
from maskinrum.engine.settings import Settings
from maskinrum.engine.verdict import Verdict

VERSION: Final = 1
ENGINE_VERSION: Final = "1.1.0"  # changes whenever the same input could give another number

RESULT_SCHEMA: Final[dict[str, object]] = cast(
    "dict[str, object]",
    json.loads(files("maskinrum.engine").joinpath("result.schema.json").read_text(encoding="utf-8")),
)


def result_document(
    result: Result,
    break_even: BreakEven | None,
    portfolio: Portfolio,
    priors: Priors,
    settings: Settings,
    *,
    verdict: Verdict | None = None,
) -> dict[str, object]:
    """The result and its inputs as JSON values, following ``RESULT_SCHEMA``; without gates there is no verdict."""
    return {
        "version": VERSION,
        "engine_version": ENGINE_VERSION,
        "seed": result.seed,
        "futures": result.futures,
        "criterion": result.criterion,
        "models": [_model(model) for model in result.models],
        "pairs": [_pair(pair) for pair in result.pairs],
        "break_even": [] if break_even is None else [asdict(row) for row in break_even.rows],
        "break_even_at": {
            "volume": None if break_even is None else break_even.volume,
            "similar": None if break_even is None else break_even.similar,
        },
        "verdict": None if verdict is None else _verdict(verdict),
        "inputs": input_document(portfolio, priors, settings),
    }


def input_document(portfolio: Portfolio, priors: Priors, settings: Settings) -> dict[str, object]:
    """Everything the numbers depend on, with its hash."""
    inputs = _inputs(portfolio, priors, settings)
    return {**inputs, "sha256": _digest(inputs)}


def input_sha256(portfolio: Portfolio, priors: Priors, settings: Settings) -> str:
    """SHA-256 of the inputs as canonical JSON: the same question has the same hash, whatever the order of its keys."""
    return _digest(_inputs(portfolio, priors, settings))


def _inputs(portfolio: Portfolio, priors: Priors, settings: Settings) -> dict[str, object]:
    stated = priors.as_mapping()
    return {
        "portfolio": [_stated(project).copy() for project in portfolio.projects],
        "priors": stated["models"],
        "common": stated["common"],
        "alternatives": list(settings.alternatives),
        "ceiling": settings.ceiling,
        "shift": settings.shift,
        "criterion": settings.criterion,
        "realisation": settings.realisation,
        "seed": settings.seed,
        "futures": settings.futures,
    }


# A question is told by its inputs whenever something is kept under them, and its projects are mostly those of before.
@lru_cache(maxsize=1024)
def _stated(project: Project) -> dict[str, object]:
    return asdict(project)


def _digest(inputs: Mapping[str, object]) -> str:
    canonical = json.dumps(inputs, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return sha256(canonical.encode()).hexdigest()


def _model(model: ModelResult) -> dict[str, object]:
    fields = asdict(model)
    del fields["agreement"]
    return fields


def _verdict(verdict: Verdict) -> dict[str, object]:
    reasons = [{**asdict(reason), "subjects": list(reason.subjects)} for reason in verdict.reasons]
    return {"answer": verdict.answer, "reference": verdict.reference, "reasons": reasons}


def _pair(pair: PairResult) -> dict[str, object]:
    return asdict(pair)
