"""What can be found of experiences: those that are published, by whoever may read them."""

import uuid
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maskinrum.knowledge.enums import Effect, EvidenceKind, ExperienceRole, ExperienceState, Phase, WorksKind
from maskinrum.knowledge.facts import theme_named
from maskinrum.knowledge.facts.relevance import Context
from maskinrum.knowledge.facts.themes import theme_groups
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries import published
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import readers_of
from maskinrum.partnerships.models import Partnership
from maskinrum.search.indexing import (
    BeingBuiltError,
    Document,
    Kind,
    Shown,
    key_of,
    let_hang,
    nearest,
    offer,
    offer_choices,
    offer_facet,
    on_english_pages,
)

KIND = "experience"
OVERDUE, INVENTED = 0.5, 0.5
MOST_RANK = 10.0
MOST_FOUND = 40


def offer_everything() -> None:
    """Let published experiences be found, and narrowed by what they are about."""
    offer(Kind(KIND, gettext_lazy("Experience"), ids, documents, shown, model=Experience))
    let_hang(Partnership, told_of_open)
    codes = [theme.code for group in theme_groups() for theme in group.themes]
    offer_facet("theme", gettext_lazy("Theme"), theme_words, typed=["tema"], values=codes)
    offer_choices("phase", gettext_lazy("Phase"), Phase, typed=["fase"])
    offer_choices("role", gettext_lazy("Told from the side of"), ExperienceRole, typed=["rolle"])
    offer_choices("works", gettext_lazy("Kind of project"), WorksKind, typed=["arbejde"])
    offer_choices("effect", gettext_lazy("How it went"), Effect, typed=["virkning"])
    offer_choices("evidence", gettext_lazy("What it rests on"), EvidenceKind, typed=["grundlag"])


def told_of_open(row: Partnership) -> Iterable[Experience]:
    """What says the kind of a partnership as long as everybody may see that: the published experiences from it."""
    return row.experiences.filter(state=ExperienceState.PUBLISHED).only("pk")


def theme_words(code: str) -> str:
    """The name of a theme in the language of the page."""
    theme = theme_named(code)
    return theme.name[(get_language() or "da")[:2]] if theme else code


def ids() -> Iterator[str]:
    """Every published experience."""
    rows = Experience.objects.filter(state=ExperienceState.PUBLISHED).order_by()
    return (str(pk) for pk in rows.values_list("pk", flat=True).iterator())


def documents(chosen: Collection[str]) -> Iterator[Document]:
    """The four texts, in people's own words; used and well founded ones weigh more, overdue ones less."""
    rows = Experience.objects.filter(pk__in=chosen, state=ExperienceState.PUBLISHED)
    today = timezone.localdate()
    for row in rows.select_related("organisation", "partnership").prefetch_related("attachments"):
        yield Document(
            key=key_of(KIND, row.pk),
            kind=KIND,
            title=row.title,
            text="\n".join(text for text in _texts(row) if text),
            readers=readers_of(row, parties=[f"partnership:{row.partnership_id}"] if row.partnership_id else []),
            facets=_facets(row),
            weight=_weight(row, is_late=row.review_on is not None and row.review_on < today),
            language=row.language,
        )


def _texts(row: Experience) -> list[str]:
    """What was told, and then what stands in its documents."""
    told = [row.title_en, row.context, row.happened, row.effect_text, row.advice]
    return told + [one.text for one in row.attachments.all() if one.set_aside_at is None]


def _weight(row: Experience, *, is_late: bool) -> float:
    """From 1 to 2 by use and evidence; halved where it is overdue, and where it is invented."""
    weight = 1.0 + min(row.rank, MOST_RANK) / MOST_RANK
    is_invented = row.organisation is not None and row.organisation.is_fictitious
    return weight * (OVERDUE if is_late else 1.0) * (INVENTED if is_invented else 1.0)


def _facets(row: Experience) -> dict[str, tuple[str, ...]]:
    single = {name: getattr(row, name) for name in ("phase", "role", "works", "effect", "evidence")}
    # What kind of agreement it comes from is told only where everybody may see the agreement.
    is_open = row.partnership is not None and row.partnership.visibility == Visibility.OPEN
    if row.partnership is not None and is_open:
        single["agreement"] = row.partnership.type
    found = {name: (value,) for name, value in single.items() if value}
    return found | {"theme": tuple(row.theme_codes.split()), "language": ("da", "en")}


def shown(viewer: Viewer, chosen: Collection[str], now: datetime) -> dict[str, Shown]:
    """Those among these that the viewer may read at this moment."""
    rows = published(viewer, now=now).filter(pk__in=chosen).select_related("organisation")
    return {
        str(row.pk): Shown(
            reverse("knowledge:experience", args=[row.key]), _said(row), row.language, on_english_pages(row.title_en)
        )
        for row in rows
    }


def _said(row: Experience) -> tuple[str, ...]:
    is_invented = row.organisation is not None and row.organisation.is_fictitious
    said: list[Any] = [_("Example") if is_invented else "", row.get_source_label_display(), row.get_effect_display()]
    return tuple(str(one) for one in [*said, row.get_phase_display()] if one)


def found_by_index(viewer: Viewer, context: Context, *, now: datetime) -> list[uuid.UUID] | None:
    """The experiences that the index finds for a context, best first; None while there is no index.

    Which of them the viewer may read at this moment, the database says.
    """
    language = (get_language() or "da")[:2]
    try:
        found = nearest(viewer, KIND, context.weights, language=language, now=now, limit=MOST_FOUND)
    except BeingBuiltError:
        return None
    return [uuid.UUID(one) for one in found]
