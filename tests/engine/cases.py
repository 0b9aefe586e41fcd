"""Small portfolios and neutral priors, on which the cost can be worked out by hand."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

import pytest
import yaml

import maskinrum
from maskinrum.engine import (
    COMMON,
    PARAMETERS,
    ApprovalState,
    Distribution,
    Portfolio,
    Prior,
    Priors,
    Project,
    Settings,
    Simulation,
    simulate,
)

DOMAIN = Path(maskinrum.__file__).parent / "domain"

CERTAIN = ApprovalState("certain", 6, 1.0, (0, 0, 0))
CONTRACTED = ApprovalState("contracted", 8, 1.0, (0, 0, 0))
DONE = ApprovalState("done", 10, 1.0, (0, 0, 0))

ONES = ("time_multiplier", "progress_ratio", "bidder_count", "ceiling_factor")
NEUTRAL = dict.fromkeys(PARAMETERS, 0.0) | dict.fromkeys(ONES, 1.0)
NEUTRAL |= {"pass_through": 0.6, "learning_cost_share": 0.35, "term": 48.0}
NEUTRAL_COMMON = dict.fromkeys(COMMON, 0.0) | {
    "max_wait_months": 6.0,
    "planned_lead_months": 7.0,
    "forgetting_gap_months": 6.0,
    "tail_running_share": 0.25,
    "problem_tail_multiplier": 2.0,
    "option_noise_ratio": 4.0,
}
BOTH = ("separate", "strategic_partnership")

Numbers = Mapping[str, float | Distribution]


def fixed(value: float) -> dict[str, object]:
    return {"family": "constant", "params": {"value": value}}


def neutral_mapping() -> dict[str, object]:
    absent: dict[str, object] = {"form": "none"}
    separate: dict[str, object] = {slug: {"form": "absolute", **fixed(value)} for slug, value in NEUTRAL.items()}
    separate |= dict.fromkeys(("term", "extension", "ceiling_factor", "realisation"), absent)
    partnership: dict[str, object] = {slug: {"form": "absolute", **fixed(value)} for slug, value in NEUTRAL.items()}
    partnership |= {slug: {"form": "same"} for slug in ("time_deviation", "cost_tail_size")}
    return {
        "models": {
            "separate": {"agreement": False, "parameters": separate},
            "strategic_partnership": {"agreement": True, "parameters": partnership},
            "not_yet": {"agreement": True, "same_as": "strategic_partnership"},
        },
        "common": {slug: fixed(value) for slug, value in NEUTRAL_COMMON.items()},
    }


def neutral(strategic: Numbers | None = None, separate: Numbers | None = None, common: Numbers | None = None) -> Priors:
    stated = {"strategic_partnership": strategic, "separate": separate, "common": common}
    overrides: dict[tuple[str, str], Prior | Distribution | float] = {
        (model, slug): value for model, numbers in stated.items() for slug, value in (numbers or {}).items()
    }
    return Priors.from_mapping(neutral_mapping()).with_overrides(overrides)


def project(budget: float, planned_start: float, duration: float = 4.0, **changes: object) -> Project:
    fields: dict[str, object] = {"name": "P", "kind": "renovation", "group": "g", "homes": 10, "approval": CERTAIN}
    return Project(budget=budget, planned_start=planned_start, duration=duration, **{**fields, **changes})  # type: ignore[arg-type]


def run(projects: list[Project], priors: Priors, **settings: object) -> Simulation:
    """Two futures, which are alike unless the priors draw."""
    chosen = {"futures": 2, "alternatives": BOTH, **settings}
    return simulate(Portfolio(projects), priors, Settings(**chosen))  # type: ignore[arg-type]


def shipped_mapping() -> dict[str, object]:
    return cast("dict[str, object]", yaml.safe_load((DOMAIN / "priors.yaml").read_text(encoding="utf-8")))


@cache
def shipped() -> Priors:
    return Priors.from_mapping(shipped_mapping())


@cache
def states() -> dict[str, ApprovalState]:
    facets = yaml.safe_load((DOMAIN / "facets.yaml").read_text(encoding="utf-8"))
    return {
        value["slug"]: ApprovalState(
            value["slug"],
            value["order"],
            value["default_realisation"],
            tuple(value["start_delay_months"][part] for part in "amb"),
        )
        for value in facets["approval_state"]["values"]
    }


def shipped_portfolio(name: str) -> Portfolio:
    known = states()
    lines = (DOMAIN / name).read_text(encoding="utf-8").splitlines()
    return Portfolio(
        Project(
            name=row["name"],
            kind=row["kind"],
            group=row["group"],
            homes=int(row["homes"]),
            budget=float(row["budget"]),
            planned_start=float(row["planned_start"]),
            duration=float(row["duration"]),
            approval=known[row["approval"]],
            problem_project=row["problem_project"] == "yes",
            eligible=row["eligible"] == "yes",
        )
        for row in csv.DictReader(line for line in lines if not line.startswith("#"))
    )


def shared_data(folder: str) -> Path:
    """Material from elsewhere that is measured with and not shipped; a visible skip where it is absent."""
    places = (parent / "shared" / "data" / folder for parent in Path(__file__).resolve().parents)
    found = next((place for place in places if place.exists()), None)
    if found is None:
        pytest.skip(f"reference data are not here: shared/data/{folder}")
    return found
