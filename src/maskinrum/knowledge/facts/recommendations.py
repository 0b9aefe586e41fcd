"""The content of a recommendation, as it ships, is edited and kept in versions."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True)
class RecommendationFacts:
    """What a recommendation says. ``support`` and ``counter`` are keys of experiences."""

    statement: str = ""
    statement_en: str = ""
    reasons: str = ""
    reasons_en: str = ""
    caveat: str = ""
    caveat_en: str = ""
    phase: str = ""
    themes: tuple[str, ...] = ()
    owner_role: str = ""
    visibility: str = "open"
    review_months: int = 12
    support: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The content as a version keeps it."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}


def recommendation_from_json(data: Mapping[str, Any]) -> RecommendationFacts:
    """The content of a version."""
    known = {field.name for field in fields(RecommendationFacts)}
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in data.items() if name in known
    }
    return RecommendationFacts(**given)
