"""Closed rounds with results, as closing leaves them: for everything that only reads."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from maskinrum.evaluation.actions import load_questions
from maskinrum.evaluation.enums import AnswerWay, Aspect, EvaluationPart, ResultView, RoundState
from maskinrum.evaluation.models import (
    EvaluationModel,
    EvaluationQuestion,
    MaturityAnswer,
    ModelItem,
    Result,
    Round,
    Wording,
)
from maskinrum.organisations.models import Organisation
from maskinrum.partnerships.enums import Discipline, SourceLabel
from maskinrum.partnerships.models import Partnership, Party
from tests.conftest import NOW

GOOD, FAIR, POOR = (0, 1, 3, 10, 6), (1, 3, 6, 8, 2), (8, 7, 3, 2, 0)
FIRST_DAY = date(2024, 1, 15)
Levels = tuple[int, ...] | None


def running_partnership(client: Organisation, *others: Organisation, slug: str = "laest") -> Partnership:
    """A partnership for its parties alone."""
    load_questions(NOW)
    given: dict[str, Any] = {"type": "strategic_partnership", "client_kind": "housing", "status": "active"}
    row = Partnership.objects.create(
        slug=slug,
        name="Partnerskabet",
        organisation=client,
        visibility="partnership",
        added_at=NOW,
        changed_at=NOW,
        **given,
    )
    for place, party in enumerate((client, *others)):
        discipline = Discipline.CONTRACTOR if place else Discipline.CLIENT
        Party.objects.create(
            partnership=row,
            organisation=party,
            name=party.name,
            discipline=discipline,
            label=SourceLabel.FACT,
            position=place,
        )
    return row


def model_of(partnership: Partnership) -> EvaluationModel:
    """What the partnership asks: everything that ships, in its order."""
    found = EvaluationModel.objects.filter(partnership=partnership).first()
    if found is not None:
        return found
    model = EvaluationModel.objects.create(partnership=partnership, is_locked=True, created_at=NOW)
    wordings = Wording.objects.filter(question__partnership=None).order_by("question__part", "question__slug")
    ModelItem.objects.bulk_create(
        ModelItem(model=model, wording=wording, position=place) for place, wording in enumerate(wordings)
    )
    return model


def wording_called(slug: str) -> Wording:
    """The latest words of a question that ships."""
    return Wording.objects.filter(question__slug=slug).select_related("question").latest("series")


def closed_round(
    partnership: Partnership,
    number: int,
    levels: Mapping[str, Levels],
    *,
    part: EvaluationPart = EvaluationPart.PULSE,
    **more: Any,
) -> Round:
    """A closed round in which all answered ``levels`` to each question, every second month from 2024 on."""
    opens = FIRST_DAY + timedelta(days=61 * number)
    row = Round.objects.create(
        key=f"{partnership.pk.hex[:8]}-{part}-{number}",  # as short as keys are
        partnership=partnership,
        organisation_id=partnership.organisation_id or uuid4(),
        model=model_of(partnership),
        part=part,
        number=number,
        state=RoundState.CLOSED,
        closed_at=NOW,
        created_at=NOW,
        **{"opens_on": opens, "closes_on": opens + timedelta(days=14), "invited": 24, "answered": 20} | more,
    )
    for slug, counts in levels.items():
        add_result(row, slug, counts)
    return row


def add_result(row: Round, slug: str, levels: Levels, **more: Any) -> Result:
    """What a group answered, or that it may not be shown; all of them by personal links unless ``more`` says else."""
    usual = {"way": AnswerWay.PERSONAL, "view": ResultView.ALL, "aspect": Aspect.AGREEMENT}
    counts = list(levels) if levels is not None else None
    given = usual | {"unknown": 2 if counts is not None else None} | more
    wording = given.pop("wording", None) or wording_called(slug)
    return Result.objects.create(round=row, wording=wording, levels=counts, **given)


def pulse_rounds(partnership: Partnership, told: Sequence[Levels], slug: str = "clear_roles") -> list[Round]:
    """One round for each of ``told``, of one question."""
    return [closed_round(partnership, number, {slug: levels}) for number, levels in enumerate(told, start=1)]


def maturity_round(
    partnership: Partnership, number: int, levels: Mapping[str, Mapping[Organisation, int]], **more: Any
) -> Round:
    """A closed yearly maturity: the level each party gave each theme."""
    row = closed_round(partnership, number, {}, part=EvaluationPart.MATURITY, **more)
    for slug, by_party in levels.items():
        for party, level in by_party.items():
            MaturityAnswer.objects.create(
                round=row, party=party, wording=wording_called(slug), level=level, note="", at=NOW
            )
    return row


def question_called(slug: str) -> EvaluationQuestion:
    """A question that ships."""
    return EvaluationQuestion.objects.get(slug=slug, partnership=None)
