"""The rows that answers are counted in."""

from collections.abc import Iterable

from maskinrum.evaluation.enums import Aspect, EvaluationPart
from maskinrum.evaluation.facts.answers import Asked
from maskinrum.evaluation.models import Cell, EvaluationModel, Tally
from maskinrum.evaluation.queries.questions import model_items


def asked_by(model: EvaluationModel) -> list[Asked]:
    """What one version asks in the pulse: each wording, and how much it matters where that is asked."""
    aspects = [Aspect.AGREEMENT, *([Aspect.IMPORTANCE] if model.asks_importance else [])]
    return [(item.wording_id, aspect) for item in model_items(model, EvaluationPart.PULSE) for aspect in aspects]


def lay_tallies(cells: Iterable[Cell], model: EvaluationModel) -> None:
    """Lay a row of noughts for each thing that is asked in each cell, so that no answer ever adds a row."""
    asked = asked_by(model)
    Tally.objects.bulk_create(
        Tally(cell=cell, wording_id=wording, aspect=aspect) for cell in cells for wording, aspect in asked
    )
