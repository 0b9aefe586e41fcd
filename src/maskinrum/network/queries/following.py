"""What there can be news of, and who may read it. Apps offer their kinds, so that the network knows none above it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maskinrum.knowledge.models import Recommendation, Tool
from maskinrum.knowledge.queries import published
from maskinrum.knowledge.queries.recommendations import recommendations
from maskinrum.knowledge.queries.tools import tools
from maskinrum.network.enums import QuestionState
from maskinrum.network.facts.digests import Item, Wanted
from maskinrum.network.models import Question
from maskinrum.network.queries.questions import questions
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer

ROWS = 500  # read at a time


@dataclass(frozen=True)
class News:
    """A kind of thing that people hear of. ``name`` is what the search index calls it, too.

    ``new`` tells what of it the viewer may read and wants to hear of until a moment; ``seen`` are all the rows of it
    that the viewer may read, asked once more right before a mail goes. Where there may be thousands, ``new`` leaves out
    what they say, and ``words`` gives it for the few that are shown.
    """

    name: str
    new: Callable[[Viewer, Sequence[Wanted], datetime], Iterable[Item]]
    seen: Callable[[Viewer, datetime], QuerySet[Any]]
    words: Callable[[Viewer, Sequence[Item], datetime], Iterable[Item]] | None = None


_OFFERED: dict[str, News] = {}


def offer_news(news: News) -> None:
    """Offer a kind of news, at start-up. Offering the same name again replaces it."""
    _OFFERED[news.name] = news


def offered_news() -> dict[str, News]:
    """Every kind of news by name."""
    return dict(_OFFERED)


def news_about(viewer: Viewer, wanted: Sequence[Wanted], *, now: datetime) -> list[Item]:
    """What is new of everything that is offered; one question for each kind, however much is followed."""
    if not wanted:
        return []
    return [item for news in _OFFERED.values() for item in news.new(viewer, wanted, now)]


def in_words(viewer: Viewer, items: Sequence[Item], *, now: datetime) -> list[Item]:
    """The same with what they say, in their order; what the viewer may no longer read is left out."""
    said = {item.key: item for item in items}
    for news in _OFFERED.values():
        if news.words and (bare := [item for item in items if item.kind == news.name]):
            for item in bare:
                del said[item.key]
            said |= {item.key: item for item in news.words(viewer, bare, now)}
    return [said[item.key] for item in items if item.key in said]


def is_about(wanted: Iterable[Wanted], *, at: str, until: datetime, has_partnership: bool = False) -> Q:
    """The rule for rows with ``theme_codes`` that somebody wants to hear of; ``at`` names when they came."""
    rule = Q(pk__in=[])
    for one in wanted:
        window = Q(**{f"{at}__gt": one.since, f"{at}__lte": until})
        if one.theme:
            rule |= window & Q(theme_codes__contains=one.theme)
        elif one.partnership is not None:
            rule |= window & Q(partnership=one.partnership) if has_partnership else Q(pk__in=[])
        elif one.everything:
            rule |= window
    return rule


def offer_own_news() -> None:
    """Let people hear of experiences and questions, and of the recommendations and tools made from them."""
    offer_news(News("experience", _new_experiences, lambda viewer, now: published(viewer, now=now), _experiences))
    offer_news(News("question", _new_questions, lambda viewer, now: asked_openly(viewer, now=now)))
    offer_news(News("recommendation", _new_recommendations, lambda viewer, now: recommendations(viewer, now=now)))
    offer_news(News("tool", _new_tools, lambda viewer, now: tools(viewer, now=now)))


def asked_openly(viewer: Viewer, *, now: datetime) -> QuerySet[Question]:
    """The questions that the viewer may read and that were not taken back."""
    return questions(viewer, now=now).exclude(state=QuestionState.WITHDRAWN)


def labelled(name: Any, organisation: Organisation | None) -> str:
    """What sort of thing it is, and that it is made up where its organisation is."""
    return _label(name, is_invented=organisation is not None and organisation.is_fictitious)


def _label(name: Any, *, is_invented: bool) -> str:
    return f"{name} ({_('Example')})" if is_invented else str(name)


def _new_experiences(viewer: Viewer, wanted: Sequence[Wanted], until: datetime) -> Iterable[Item]:
    """There may be thousands, of which twenty are shown: of each is read what it is put in order by."""
    rule = is_about(wanted, at="published_at", until=until, has_partnership=True)
    rows = published(viewer, now=until).filter(rule).prefetch_related(None)
    for pk, phase, at in rows.values_list("pk", "phase", "published_at").iterator(chunk_size=ROWS):
        yield Item(f"experience:{pk}", "experience", "", "", "", phase, at or until)


def _experiences(viewer: Viewer, items: Sequence[Item], now: datetime) -> Iterable[Item]:
    bare = {item.key: item for item in items}
    rows = published(viewer, now=now).filter(pk__in=[key.partition(":")[2] for key in bare])
    for pk, key, title, text, is_invented in rows.order_by().values_list(
        "pk", "key", "title", "advice", "organisation__is_fictitious"
    ):
        link, label = reverse("knowledge:experience", args=[key]), _label(_("Experience"), is_invented=is_invented)
        yield replace(bare[f"experience:{pk}"], title=title, text=text, link=link, label=label)


def _new_questions(viewer: Viewer, wanted: Sequence[Wanted], until: datetime) -> Iterable[Item]:
    rule = is_about(wanted, at="asked_at", until=until, has_partnership=True)
    others = asked_openly(viewer, now=until).exclude(asked_by=viewer.person)
    return map(question_item, others.filter(rule).select_related("organisation"))


def question_item(row: Question) -> Item:
    """A question as one thing that is new."""
    link, label = reverse("network:question", args=[row.key]), labelled(_("Question"), row.organisation)
    return Item(f"question:{row.pk}", "question", row.title, row.text, link, row.phase, row.asked_at, label)


def _new_recommendations(viewer: Viewer, wanted: Sequence[Wanted], until: datetime) -> Iterable[Item]:
    rule = is_about(wanted, at="created_at", until=until)
    return map(
        _recommendation,
        recommendations(viewer, now=until).filter(rule).select_related("organisation").prefetch_related(None),
    )


def _recommendation(row: Recommendation) -> Item:
    link, label = (
        reverse("recommendations:recommendation", args=[row.key]),
        labelled(_("Recommendation"), row.organisation),
    )
    title, text = _own_words(row, "statement"), _own_words(row, "reasons")
    return Item(f"recommendation:{row.pk}", "recommendation", title, text, link, row.phase, row.created_at, label)


def _new_tools(viewer: Viewer, wanted: Sequence[Wanted], until: datetime) -> Iterable[Item]:
    rule = is_about(wanted, at="created_at", until=until)
    return map(_tool, tools(viewer, now=until).filter(rule).select_related("organisation").prefetch_related(None))


def _tool(row: Tool) -> Item:
    link, label = reverse("tools:tool", args=[row.key]), labelled(_("Tool"), row.organisation)
    title, text = _own_words(row, "title"), _own_words(row, "purpose")
    return Item(f"tool:{row.pk}", "tool", title, text, link, row.phase_codes, row.created_at, label)


def _own_words(row: Any, name: str) -> str:
    """What a row says in the language of the reader, else as it was first written."""
    is_english = (get_language() or "da").startswith("en")
    return str((getattr(row, f"{name}_en") if is_english else "") or getattr(row, name))
