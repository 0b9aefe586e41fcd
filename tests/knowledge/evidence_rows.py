"""Rows of evidence as tests write them."""

from dataclasses import replace
from typing import Any

from maskinrum.knowledge.actions import write_evidence
from maskinrum.knowledge.facts.evidence import SourceCard
from maskinrum.knowledge.models import EvidenceRow
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of
from tests.conftest import NOW

PROBE = SourceCard(
    parameter="cost_deviation_mean",
    measure_da="Afvigelse fra budget i almene renoveringer",
    measure_en="Deviation from budget in non-profit renovations",
    estimate=0.045,
    standard_error=0.01,
    unit="share",
    population="Forty renovations",
    country="DK",
    year=2024,
    n=40,
    strength="B",
    source_url="https://example.org/maaling",
    applies_to="separate",
    is_poolable=True,
)


def written(person: Person, row: EvidenceRow | None = None, *, reason: str = "Ny måling.", **given: Any) -> EvidenceRow:
    """The probe as the person writes it."""
    seen = row.revision if row else 0
    card = replace(PROBE, **given)
    return write_evidence(row, card=card, reason=reason, expected_revision=seen, viewer=viewer_of(person), now=NOW)
