"""What is asked: the questions that ship, and the versions of a partnership's model."""

import hashlib
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from maskinrum.evaluation.enums import EvaluationPart
from maskinrum.evaluation.models import EvaluationModel, ModelItem, Wording
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.domain import load


@dataclass(frozen=True)
class ShippedQuestion:
    """One question of ``evaluation.yaml``; ``levels`` are those of a theme of the maturity, else empty."""

    part: EvaluationPart
    slug: str
    text_da: str
    text_en: str
    themes: tuple[str, ...]
    levels: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def words(self) -> dict[str, str]:
        """The words in both languages, as other texts of the data have them."""
        return {"da": self.text_da, "en": self.text_en}


def shipped_questions() -> list[ShippedQuestion]:
    """The eight statements of the pulse and the ten themes of the maturity, in the order they are asked."""
    data = load("evaluation")
    pulse, maturity = data["pulse"]["items"], data["maturity"]["themes"]
    return [*_of(EvaluationPart.PULSE, pulse), *_of(EvaluationPart.MATURITY, maturity)]


def _of(part: EvaluationPart, items: Iterable[dict[str, Any]]) -> list[ShippedQuestion]:
    return [
        ShippedQuestion(
            part=part,
            slug=item["slug"],
            text_da=item["da"],
            text_en=item["en"],
            themes=tuple(item["themes"]),
            levels={str(level): dict(words) for level, words in item.get("levels", {}).items()},
        )
        for item in items
    ]


def words_of(wording: Wording) -> str:
    """The statement in the language that is read; an own question may be written in Danish alone."""
    is_danish = (get_language() or "da").startswith("da")
    return wording.text_da if is_danish or not wording.text_en else wording.text_en


def current_model(partnership: Partnership) -> EvaluationModel | None:
    """The latest version of what a partnership asks, or None before it has asked anything."""
    return EvaluationModel.objects.filter(partnership=partnership).order_by("-version").first()


def model_versions(partnership: Partnership) -> QuerySet[EvaluationModel]:
    """All versions, the latest first."""
    return EvaluationModel.objects.filter(partnership=partnership).order_by("-version")


def model_items(model: EvaluationModel, part: str) -> list[ModelItem]:
    """What one version asks in one part, in order, with the words and the questions."""
    rows = ModelItem.objects.filter(model=model, wording__question__part=part)
    return list(rows.select_related("wording", "wording__question").order_by("position", "id"))


def mark_of(items: Iterable[ModelItem]) -> str:
    """What tells whether the same is asked, in the same words and order."""
    return hashlib.sha256(" ".join(str(item.wording_id) for item in items).encode()).hexdigest()[:16]


def items_of_versions(models: Iterable[EvaluationModel]) -> dict[uuid.UUID, list[ModelItem]]:
    """What several versions ask, in order, by version: the pulse and the maturity."""
    rows = ModelItem.objects.filter(model__in=list(models))
    found: dict[uuid.UUID, list[ModelItem]] = {}
    for item in rows.select_related("wording", "wording__question").order_by("position", "id"):
        found.setdefault(item.model_id, []).append(item)
    return found


def shipped_wordings() -> dict[str, Wording]:
    """The latest words of each question that ships, by slug."""
    rows = (
        Wording.objects.filter(question__partnership=None, partnership=None)
        .select_related("question")
        .order_by("series")
    )
    return {wording.question.slug: wording for wording in rows}


def shipped_items(part: str) -> list[ModelItem]:
    """What a partnership asks that has not asked anything yet: not stored, in order."""
    found, order = shipped_wordings(), [one.slug for one in shipped_questions() if one.part == part]
    return [ModelItem(wording=found[slug], position=place) for place, slug in enumerate(order) if slug in found]


def earlier_items(partnership: Partnership, part: str, asked: Collection[uuid.UUID]) -> list[ModelItem]:
    """What the partnership asked before and does not ask now, in its latest words, then what ships and it never asked.

    ``asked`` are the questions that are asked now.
    """
    rows = ModelItem.objects.filter(model__partnership=partnership, wording__question__part=part)
    rows = rows.exclude(wording__question__in=asked).select_related("wording", "wording__question")
    before = {item.wording.question_id: item for item in rows.order_by("model__version", "position", "id")}
    # An own statement that was taken out before anybody answered stands in no version any more.
    own = Wording.objects.filter(question__partnership=partnership, question__part=part).exclude(question__in=asked)
    own = own.order_by("question__slug", "series")
    unasked = {wording.question_id: ModelItem(wording=wording) for wording in own.select_related("question")}
    before = unasked | before
    known = {*asked, *before}
    return [*before.values(), *(item for item in shipped_items(part) if item.wording.question_id not in known)]
