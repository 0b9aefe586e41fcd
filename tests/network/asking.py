"""Questions for tests, made by the actions."""

from dataclasses import replace
from typing import Any

from maskinrum.network.actions import ask_question, contribute
from maskinrum.network.enums import ContributionKind
from maskinrum.network.facts.questions import QuestionFacts
from maskinrum.network.models import Contribution, Question
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import viewer_of
from tests.conftest import NOW


def asked_facts(**given: Any) -> QuestionFacts:
    """A whole question."""
    usual = QuestionFacts(
        title="Hvem betaler for proeveboligen?",
        text="Vi begynder til foraaret.",
        themes=("F6",),
        phase="F5",
    )
    return replace(usual, **given)


def asked_by(person: Person | Viewer, *, is_anonymous: bool = False, **given: Any) -> Question:
    """A question of somebody's."""
    viewer = person if isinstance(person, Viewer) else viewer_of(person)
    return ask_question(asked_facts(**given), is_anonymous=is_anonymous, viewer=viewer, now=NOW)


def answered_by(
    person: Person | Viewer,
    row: Question,
    text: str = "Bygherren.",
    *,
    kind: ContributionKind = ContributionKind.ANSWER,
) -> Contribution:
    """What somebody wrote below it."""
    viewer = person if isinstance(person, Viewer) else viewer_of(person)
    return contribute(row, kind=kind, text=text, viewer=viewer, now=NOW)
