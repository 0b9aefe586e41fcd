"""Bring the questions that ship with the product, as versioned data."""

from datetime import datetime

from django.db import transaction

from maskinrum.evaluation.models import EvaluationQuestion, Wording
from maskinrum.evaluation.queries.questions import ShippedQuestion, shipped_questions
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import OPERATOR


@transaction.atomic
def load_questions(now: datetime) -> int:
    """Add the questions that ship and are not there; other words than before begin a new series. Say how many changed.

    Doing it again changes nothing. What a partnership asks changes only when it takes up the new words itself.
    """
    return sum(_bring(one, now) for one in shipped_questions())


def _bring(shipped: ShippedQuestion, now: datetime) -> bool:
    question, is_new = EvaluationQuestion.objects.get_or_create(
        partnership=None,
        slug=shipped.slug,
        defaults={"part": shipped.part, "theme_codes": ",".join(shipped.themes)},
    )
    latest = question.wordings.filter(partnership=None).order_by("-series").first()
    if latest is not None and _says(latest) == (shipped.text_da, shipped.text_en, shipped.levels):
        return False
    before = max(question.wordings.values_list("series", flat=True), default=0)
    series = before + 1
    Wording.objects.create(
        question=question,
        series=series,
        text_da=shipped.text_da,
        text_en=shipped.text_en,
        levels=shipped.levels,
    )
    verb = "load_evaluation_question"
    record(verb, question, viewer=OPERATOR, now=now, changes={"series": [None if is_new else before, series]})
    return True


def _says(wording: Wording) -> tuple[str, str, object]:
    return wording.text_da, wording.text_en, wording.levels
