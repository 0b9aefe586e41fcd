"""The legal data and the start plan's estimates, as the library of legal time takes them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from maskinrum.deadlines import (
    Chain,
    DeadlineError,
    LegalRules,
    Question,
    WorkingDays,
    chain_document,
    forward,
    latest_dispatch,
)
from maskinrum.planning.phrases import problem_words
from maskinrum.shared.domain import load
from maskinrum.shared.errors import DomainError

# Whose tasks in the start plan tell how long the stages last that have no length by law, and which.
TEMPLATE: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "negotiated": ("negotiated", {"negotiation": "T24", "final_bid": "T25"}),
    "dialogue": ("dialogue", {"dialogue": "T24", "bid": "T25"}),
    "innovation_partnership": ("dialogue", {"dialogue": "T24", "bid": "T25"}),
}
# What is asked in words that there are not, apart from dates and conditions that cannot be held together.
WRONG_WORDS: Final = frozenset(("procedure", "shortening", "stage", "days", "channel", "doubtful"))


class DatesRefusedError(DomainError):
    """Dates that cannot be counted. ``is_wrong_use``: a word was used that there is not."""

    def __init__(self, error: DeadlineError) -> None:
        super().__init__(problem_words(error), field=error.field)
        self.is_wrong_use = error.code in WRONG_WORDS


@dataclass(frozen=True)
class Holidays:
    """The doubtful days that count as closed (all when not stated), and days added to and removed from the list."""

    doubtful: tuple[str, ...] | None = None
    added: tuple[date, ...] = ()
    removed: tuple[date, ...] = ()


@dataclass(frozen=True)
class Dates:
    """The chain of a procedure, and the one of the latest dispatch where a signature is wished for."""

    chain: Chain
    rules: LegalRules
    working: WorkingDays
    wished: date | None = None
    backward: Chain | None = None

    @property
    def document(self) -> dict[str, object]:
        """All of it as JSON values."""
        return chain_document(self.chain, self.rules, self.working, wished=self.wished, backward=self.backward)


@cache
def legal_rules() -> LegalRules:
    """The legal frame that ships."""
    return LegalRules.from_mapping(load("legal"))


def template_days(procedure: str) -> dict[str, int]:
    """The start plan's most probable days for the stages of a procedure that have no length by law."""
    slug, stages = TEMPLATE.get(procedure, ("", {}))
    plan = load("startplan")
    days = {task["id"]: task["days"] for task in plan["tasks"]}
    changed = plan["variants"].get(slug, {}).get("override", {})
    days |= {task: change["days"] for task, change in changed.items() if "days" in change}
    return {stage: days[task]["mode"] for stage, task in stages.items()}


def legal_dates(question: Question, holidays: Holidays, *, dispatch: date | None, wished: date | None) -> Dates:
    """The dates from a dispatch, from a wished signature, or from both; raises ``DatesRefusedError``.

    Without a dispatch the chain is the one of the latest dispatch.
    """
    rules = legal_rules()
    full = replace(question, days={**template_days(question.procedure), **question.days})
    try:
        working = WorkingDays.of(
            rules.holidays, doubtful=holidays.doubtful, added=holidays.added, removed=holidays.removed
        )
        backward = None if wished is None else latest_dispatch(rules, working, full, wished)
        chain = backward if dispatch is None else forward(rules, working, full, dispatch)
    except DeadlineError as error:
        raise DatesRefusedError(error) from error
    if chain is None:
        raise ValueError("neither a dispatch nor a wished signature")
    return Dates(chain, rules, working, wished, backward)
