"""The parts of an answer that take long, kept a while by what they were calculated of.

A page, its files and the next look at it ask for the same. Whatever must be calculated anew to mean anything (storing
an analysis, holding one against what was stored) asks the calculation itself.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import replace
from threading import Lock
from typing import Final, Generic, TypeVar

from maskinrum import engine
from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.analysis.calculation import (
    BreakEven,
    Calculation,
    Case,
    Inputs,
    answered,
    break_even_futures,
    calculate_break_even,
    calculate_chance,
    calculation_of,
    engine_inputs,
)
from maskinrum.decisions.analysis.readiness import UNANSWERED, ReadinessGrounds
from maskinrum.decisions.analysis.verdicts import Findings, find
from maskinrum.decisions.analysis.what_ifs import WhatIfs, what_ifs

MOST: Final = 32
SIMULATIONS: Final = 4  # some 5 MB each

Found = TypeVar("Found")


class Remembered(Generic[Found]):
    """The latest results by key, the least lately asked for forgotten first; for all threads of a process."""

    def __init__(self, most: int = MOST) -> None:
        self._kept: OrderedDict[str, Found] = OrderedDict()
        self._under_way: dict[str, Lock] = {}
        self._lock, self._most = Lock(), most

    def get(self, key: str, work: Callable[[], Found]) -> Found:
        """What is kept under the key, else what ``work`` gives, which is kept. Who asks meanwhile waits."""
        with self._lock:
            if key in self._kept:
                return self._kept_lately(key)
            under_way = self._under_way.setdefault(key, Lock())
        with under_way:
            with self._lock:
                if key in self._kept:
                    return self._kept_lately(key)
            try:
                found = work()
                self._keep(key, found)
            finally:
                self._under_way.pop(key, None)
        return found

    def _kept_lately(self, key: str) -> Found:
        self._kept.move_to_end(key)
        return self._kept[key]

    def _keep(self, key: str, found: Found) -> None:
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


class RememberedSimulations:
    """The latest simulations, for what the next question has in common with them; for all threads of a process."""

    def __init__(self, most: int = SIMULATIONS) -> None:
        self._kept: deque[engine.Answered] = deque(maxlen=most)
        self._lock = Lock()

    def get(self, inputs: Inputs) -> Calculation:
        """``calculate_inputs``, where only the alternatives are simulated that no question lately had in common."""
        found = answered(inputs, self.all())
        with self._lock:
            self._kept.append(found)
        return calculation_of(inputs, found)

    def all(self) -> tuple[engine.Answered, ...]:
        """Those that are kept, the oldest first."""
        with self._lock:
            return tuple(self._kept)


_simulations: Final = RememberedSimulations()
_findings: Final = Remembered[Findings | None]()
_break_evens: Final = Remembered[BreakEven]()
_what_ifs: Final = Remembered[WhatIfs | None]()
_chances: Final = Remembered[float]()


def findings_of(inputs: Inputs, readiness: ReadinessGrounds = UNANSWERED) -> Findings | None:
    """``verdicts.find``, or what it found for the same inputs and grounds lately."""
    said = sorted(readiness.gates.items()), readiness.stops, readiness.is_answered
    return _findings.get(f"{_key(inputs)} {said}", lambda: find(inputs, readiness))


def answer_of(inputs: Inputs) -> Calculation:
    """``calculate_inputs``, from what it has in common with what was asked lately; not a bit of it differs."""
    return _simulations.get(inputs)


def break_even_of(inputs: Inputs) -> BreakEven:
    """``calculate_break_even``, or what it found for the same inputs lately."""
    return _break_evens.get(f"{_key(inputs)} {break_even_futures(inputs.case)}", lambda: calculate_break_even(inputs))


def what_ifs_of(inputs: Inputs) -> WhatIfs | None:
    """``what_ifs.what_ifs``, or what it found for the same inputs lately."""
    return _what_ifs.get(_key(inputs), lambda: what_ifs(inputs))


def standard_chance_of(case: Case) -> float | None:
    """``calculate_chance`` of the same projects with the standard values; None where nothing is changed."""
    if not case.assumptions.changed_count:
        return None
    inputs = engine_inputs(replace(case, assumptions=Assumptions()))
    return _chances.get(_key(inputs), lambda: calculate_chance(inputs, _simulations.all()))


def _key(inputs: Inputs) -> str:
    return engine.input_sha256(inputs.portfolio, inputs.priors, inputs.settings)
