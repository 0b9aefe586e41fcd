"""What can be found of questions, and what has been answered already about what somebody is about to ask."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maskinrum.network.enums import QuestionState
from maskinrum.network.models import Question
from maskinrum.network.queries import offered_news, questions
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import readers_of
from maskinrum.search.forms import read_question
from maskinrum.search.indexing import BeingBuiltError, Document, Kind, Shown, ask, found_among, key_of, offer, parts_of
from maskinrum.search.indexing import Question as Search

KIND, EXPERIENCE = "question", "experience"
SHORTEST = 8  # characters that are worth a search
LONGEST = 300
FOUND, SHOWN = 12, 4
ANSWERED_WEIGHT, CLOSED_WEIGHT = 1.2, 0.7


def offer_questions() -> None:
    """Let questions be found, with what was answered."""
    offer(Kind(KIND, gettext_lazy("Question"), ids, documents, shown, model=Question))


def ids() -> Iterator[str]:
    """Every question that was not taken back."""
    rows = Question.objects.exclude(state=QuestionState.WITHDRAWN).order_by()
    return (str(pk) for pk in rows.values_list("pk", flat=True).iterator())


def documents(chosen: Collection[str]) -> Iterator[Document]:
    """The question and everything below it; who asks or answers is no part of it."""
    rows = Question.objects.filter(pk__in=chosen).exclude(state=QuestionState.WITHDRAWN)
    for row in rows.prefetch_related("contributions"):
        told = [row.text, *(one.text for one in row.contributions.all() if one.removed_at is None)]
        single = {"phase": row.phase, "agreement": row.agreement}
        yield Document(
            key=key_of(KIND, row.pk),
            kind=KIND,
            title=row.title,
            text="\n".join(text for text in told if text),
            readers=readers_of(row, parties=[f"partnership:{row.partnership_id}"] if row.partnership_id else []),
            facets={name: (value,) for name, value in single.items() if value}
            | {"theme": tuple(row.theme_codes.split()), "language": ("da", "en")},
            weight=_weight(row),
            language=row.language,
        )


def _weight(row: Question) -> float:
    if row.state == QuestionState.ANSWERED:
        return ANSWERED_WEIGHT
    return CLOSED_WEIGHT if row.state == QuestionState.CLOSED else 1.0


def shown(viewer: Viewer, chosen: Collection[str], now: datetime) -> dict[str, Shown]:
    """Those among these that the viewer may read at this moment."""
    rows = questions(viewer, now=now).exclude(state=QuestionState.WITHDRAWN).filter(pk__in=chosen)
    return {
        str(row.pk): Shown(reverse("network:question", args=[row.key]), _said(row), row.language)
        for row in rows.select_related("organisation")
    }


def _said(row: Question) -> tuple[str, ...]:
    is_invented = row.organisation is not None and row.organisation.is_fictitious
    said = [_("Example") if is_invented else "", row.get_state_display(), row.get_phase_display()]
    return tuple(str(one) for one in said if one)


@dataclass(frozen=True)
class Similar:
    """Something that may hold the answer already."""

    label: str
    title: str
    address: str
    facts: tuple[str, ...]


def similar_to(viewer: Viewer, text: str, *, now: datetime) -> list[Similar] | None:
    """Answered questions and experiences that are about what is typed, best first, as far as the viewer may read them.

    None where nothing was looked for: for a few letters, and while the index is being built.
    """
    words = text.strip()[:LONGEST]
    if len(words) < SHORTEST:
        return None
    language = (get_language() or "da")[:2]
    try:
        answer = ask(viewer, Search(words, {"kind": (KIND, EXPERIENCE)}), language=language, now=now, limit=FOUND)
    except BeingBuiltError:
        return None
    asked = [parts_of(one.hit.key)[1] for one in answer.found if one.kind.name == KIND]
    helped = questions(viewer, now=now).filter(pk__in=asked, state=QuestionState.ANSWERED).values_list("pk", flat=True)
    answered = {str(pk) for pk in helped} if asked else set()
    kept = [one for one in answer.found if one.kind.name != KIND or parts_of(one.hit.key)[1] in answered]
    return [
        Similar(str(one.kind.label), one.shown.title or one.hit.title, one.shown.address, one.shown.facts)
        for one in kept[:SHOWN]
    ]


def found_by_words(
    viewer: Viewer, words: Collection[str], keys: Collection[str], *, now: datetime
) -> dict[str, frozenset[str]]:
    """Which of these things (``kind:key``) searches find by their words, however many others they find.

    What of it the viewer may read is asked where it is told. Raises BeingBuiltError while there is no index.
    """
    asked, things = list(dict.fromkeys(words)), [parts_of(key) for key in keys]
    language = (get_language() or "da")[:2]
    found = found_among(viewer, [_search(one) for one in asked], things, language=language, now=now)
    return {one: frozenset(key_of(*thing) for thing in each) for one, each in zip(asked, found, strict=True)}


def _search(words: str) -> Search:
    """The words as the search page reads them: *tema:B2* narrows here too. Of other kinds there is no news."""
    typed = QueryDict(mutable=True)
    typed["q"] = words
    question, offered = read_question(typed), tuple(offered_news())
    kinds = [one for one in question.facets.get("kind", offered) if one in offered]
    return replace(question, facets={**question.facets, "kind": tuple(kinds) or ("",)})
