"""Reads of the domain data about projects."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.utils.translation import get_language

from maskinrum.partnerships.enums import ApprovalState
from maskinrum.partnerships.facts import Delay
from maskinrum.shared.domain import load

_FIRST_COMMITTED = 7
_FIRST_HANDED_OVER = 10


@dataclass(frozen=True)
class ApprovalFacts:
    """What a state of approval means for a project: judgement, strength D.

    ``order`` 1-13 is the usual path; ``realisation`` a share; ``delay`` of the planned start in months. Committed
    states are contracted outside any new agreement; handed-over ones are left out of a decision.
    """

    slug: ApprovalState
    order: int
    da: str
    en: str
    realisation: Decimal
    delay: Delay
    past_own_decision: bool
    reason_da: str
    reason_en: str

    @property
    def is_committed(self) -> bool:
        return _FIRST_COMMITTED <= self.order < _FIRST_HANDED_OVER

    @property
    def is_handed_over(self) -> bool:
        return self.order >= _FIRST_HANDED_OVER

    @property
    def label(self) -> str:
        """Return the name in the active language."""
        return self.da if (get_language() or "da").startswith("da") else self.en


@cache
def approval_states() -> tuple[ApprovalFacts, ...]:
    """Return the states of approval in their usual order."""
    return tuple(
        ApprovalFacts(
            slug=ApprovalState(value["slug"]),
            order=value["order"],
            da=value["da"],
            en=value["en"],
            realisation=Decimal(str(value["default_realisation"])),
            delay=Delay(*(Decimal(str(value["start_delay_months"][key])) for key in "amb")),
            past_own_decision=value["past_own_decision"],
            reason_da=value["reason"]["da"],
            reason_en=value["reason"]["en"],
        )
        for value in load("facets")["approval_state"]["values"]
    )


def approval_state(slug: str) -> ApprovalFacts:
    """Return one state. Raise KeyError when there is none of that slug."""
    return {state.slug.value: state for state in approval_states()}[slug]
