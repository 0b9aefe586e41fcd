"""A stored analysis read back, ready to be written about. Nothing is calculated."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from maskinrum.decisions.analysis.assumptions import ParameterKey
from maskinrum.decisions.analysis.calculation import Calculation, Case
from maskinrum.decisions.analysis.exploring import Explored
from maskinrum.decisions.analysis.exploring import explored as read_explored
from maskinrum.decisions.analysis.keeping import (
    Json,
    kept_calculation,
    kept_case,
    kept_findings,
    kept_readiness,
    stated_in,
)
from maskinrum.decisions.analysis.parameters import ParameterRow, Shipped, row_stating
from maskinrum.decisions.analysis.readiness import KeptReadiness
from maskinrum.decisions.analysis.verdicts import Findings
from maskinrum.decisions.models import Analysis
from maskinrum.decisions.reports.assumptions import stated_words
from maskinrum.decisions.reports.findings import FindingsPage, findings_page
from maskinrum.decisions.reports.traces import UNKNOWN, Made
from maskinrum.knowledge.facts.evidence import SourceCard, snapshot_from_json


@dataclass(frozen=True)
class Stored:
    """One version of a decision file: its question, its answer, and what was said and in force when it was stored.

    ``explored``: what the longer calculation found, where it is done; ``explored_with``: what that was made with.
    """

    analysis: Analysis
    case: Case
    calculation: Calculation
    findings: Findings | None
    told: KeptReadiness
    cards: Mapping[str, SourceCard]
    explored: Explored | None = None
    explored_with: Made = UNKNOWN

    @cached_property
    def said(self) -> FindingsPage | None:
        """The verdict and what drives it in words; None where there was nothing to decide."""
        return findings_page(self.findings, "", shipped=self.case.shipped)

    def in_force(self, row: ParameterRow) -> str:
        """The value of a number as it went into the calculation, in words."""
        return marked(stated_row((row.model, row.slug), self.analysis, self.case.shipped) or row)


def marked(row: ParameterRow) -> str:
    """The range that a row states, in words, with a star where its numbers are points and not ends."""
    return f"{stated_words(row)} *" if row.has_points else stated_words(row)


def read_back(analysis: Analysis, explored: Json | None = None, explored_with: Made | None = None) -> Stored:
    """Read a stored analysis, and what its longer calculation found and was made with."""
    case = kept_case(analysis)
    came = None if explored is None else read_explored(explored)
    findings = kept_findings(analysis.findings)
    return Stored(
        analysis=analysis,
        case=case,
        calculation=kept_calculation(case, analysis.result),
        findings=came.completed(findings) if came else findings,
        told=kept_readiness(analysis.readiness),
        cards={card.id: card for card in snapshot_from_json(analysis.evidence).cards},
        explored=came,
        explored_with=explored_with or UNKNOWN,
    )


def stated_row(key: ParameterKey, analysis: Analysis, shipped: Shipped | None) -> ParameterRow | None:
    """A number as the stored inputs state it; None for one that they do not have, or of which nothing is said.

    ``shipped`` as in ``parameter_rows``.
    """
    stated = stated_entry(key, analysis)
    try:
        return row_stating(key, stated, shipped) if stated else None
    except KeyError:
        return None


def stated_entry(key: ParameterKey, analysis: Analysis) -> Json:
    """What the stored inputs say of a number: form, family and parameters; empty where they do not have it."""
    return stated_in(analysis.inputs, key)
