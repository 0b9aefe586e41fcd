"""Stops of the register of evidence: everybody reads it, the secretariat keeps it."""

from collections.abc import Iterator
from typing import Any

from maskinrum.knowledge.actions import load_evidence
from tests.conftest import NOW
from tests.house.walk import OPEN, Answer, Gets, Stop, World

MISSING, LOGIN = Answer.MISSING, Answer.LOGIN
SECRETARIAT = Gets(LOGIN, MISSING, MISSING, MISSING, MISSING, MISSING, secretariat=Answer.OK)


def shipped(world: World) -> dict[str, Any]:
    """A row that ships."""
    load_evidence(NOW)
    return {"key": "ov-03"}


def evidence_stops() -> Iterator[Stop]:
    """The pages of the register, and what only the secretariat may do there."""
    yield Stop("evidence:index", OPEN)
    yield Stop("evidence:row", OPEN, shipped)
    yield Stop("evidence:history", OPEN, shipped)
    yield Stop("decisions:parameter", OPEN, lambda _world: {"model": "separate", "parameter": "cost_deviation_mean"})
    yield Stop("evidence:new", SECRETARIAT)
    yield Stop("evidence:new", SECRETARIAT, method="post")
    for name in ("edit", "retire"):
        yield Stop(f"evidence:{name}", SECRETARIAT, shipped)
        yield Stop(f"evidence:{name}", SECRETARIAT, shipped, "post")
