"""Two organisations that calculate together: their projects, the invitation, and the consent."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from maskinrum.decisions.actions import (
    agree_to_joint,
    invite_to_joint,
)
from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.analysis.joint import (
    calculate_joint,
)
from maskinrum.decisions.models import DecisionFile, JointPortfolio
from maskinrum.decisions.queries import (
    latest_snapshot,
)
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.facts import ProjectFacts
from tests.decisions.making import CASE_DATE, every_third_month

OURS = every_third_month(7)
THEIRS = tuple(replace(one, name=f"Deres {one.name}") for one in every_third_month(8))


def scaled(factor: float) -> tuple[ProjectFacts, ...]:
    """The other's projects, each so many times as dear."""
    return tuple(replace(one, budget=(one.budget * Decimal(str(factor))).quantize(Decimal("0.1"))) for one in THEIRS)


def calculated(theirs: tuple[ProjectFacts, ...] = THEIRS) -> dict[str, Any]:
    return calculate_joint(OURS, theirs, Assumptions(), CASE_DATE)


def invited(file: DecisionFile, to: Organisation, viewer: Viewer, at: datetime, days: int = 90) -> JointPortfolio:
    return invite_to_joint(file, organisation=to, expires_at=at + timedelta(days=days), viewer=viewer, now=at)


def agreed(
    joint: JointPortfolio, their_file: DecisionFile, by: Person, result: dict[str, Any], at: datetime
) -> JointPortfolio:
    given = {"file": their_file, "snapshot": latest_snapshot(their_file), "result": result}
    return agree_to_joint(joint, **given, viewer=viewer_of(by), now=at)  # type: ignore[arg-type]
