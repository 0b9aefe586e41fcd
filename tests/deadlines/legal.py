"""The shipped legal data, and calendars on it."""

import copy
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import strategies as st

import maskinrum
from maskinrum.deadlines import DeadlineError, LegalRules, WorkingDays

DOMAIN = Path(maskinrum.__file__).parent / "domain"
SPAN = (date(2020, 1, 1), date(2045, 12, 31))
DAYS = st.dates(*SPAN)


@cache
def shipped() -> dict[str, Any]:
    """The mapping of the legal data; not to be changed."""
    found: dict[str, Any] = yaml.safe_load((DOMAIN / "legal.yaml").read_text(encoding="utf-8"))
    return found


@cache
def rules() -> LegalRules:
    """The shipped legal data."""
    return LegalRules.from_mapping(shipped())


@cache
def cautious() -> WorkingDays:
    """The working days by default: every doubtful day is closed."""
    return WorkingDays.of(rules().holidays)


@cache
def strict() -> WorkingDays:
    """The working days when only public holidays are closed."""
    return WorkingDays.of(rules().holidays, doubtful=())


def changed(path: str, value: object) -> LegalRules:
    """The legal data with one value changed; the path is written as in the errors, such as ``thresholds.0.dkk``."""
    mapping = copy.deepcopy(shipped())
    *outer, last = (int(part) if part.isdigit() else part for part in path.split("."))
    inner: Any = mapping
    for part in outer:
        inner = inner[part]
    inner[last] = value
    return LegalRules.from_mapping(mapping)


def refused(error: "pytest.ExceptionInfo[DeadlineError]") -> tuple[str, object]:
    """The code and the value of an error."""
    return error.value.code, error.value.value


def shared_cases() -> list[Mapping[str, Any]]:
    """Published cases that are measured with and not shipped; a visible skip where they are absent."""
    places = (parent / "shared" / "data" / "calendar_dk" for parent in Path(__file__).resolve().parents)
    found = next((place for place in places if place.exists()), None)
    if found is None:
        pytest.skip("reference data are not here: shared/data/calendar_dk")
    cases: list[Mapping[str, Any]] = json.loads((found / "deadline_cases.json").read_text(encoding="utf-8"))
    return cases
