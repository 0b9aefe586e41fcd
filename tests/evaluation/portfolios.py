"""Projects of a board, so that a test says only what it is about."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from maskinrum.evaluation.facts.figures import Figure, FigureSeries, Portfolio, indicators
from maskinrum.partnerships.enums import ApprovalState, Inside, ProjectKind
from maskinrum.steering.facts import BoardProject

TODAY = date(2026, 11, 26)
ONE, TWO, THREE = (uuid.UUID(int=number) for number in (1, 2, 3))
"""Three contractors."""


def project(number: int = 1, **facts: Any) -> BoardProject:
    """A project under the agreement of the first contractor, called off on the first day of 2025 and not more."""
    told: dict[str, Any] = {
        "id": uuid.UUID(int=1000 + number),
        "name": f"Project {number}",
        "kind": ProjectKind.RENOVATION,
        "group": "Row houses",
        "homes": 100,
        "approval": ApprovalState.CONSTRUCTION,
        "inside": Inside.YES,
        "contractor": ONE,
        "planned_start": date(2025, 3, 1),
        "duration": Decimal(12),
        "called_off_on": date(2025, 1, 1),
        "call_off_value": Decimal(100),
    }
    return BoardProject(**(told | facts))


def portfolio(*projects: BoardProject, **facts: Any) -> Portfolio:
    """What figures are made of."""
    told: dict[str, Any] = {"projects": projects, "today": TODAY}
    return Portfolio(**(told | facts))


def of_quarter(series: FigureSeries, key: str) -> Figure:
    """The figure of one quarter of a series."""
    return next(own for quarter, own in zip(series.quarters, series.figures, strict=True) if quarter.key == key)


def indicator(slug: str) -> Any:
    """One indicator of the model."""
    return indicators()[slug]
