"""What can be found of recommendations."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.knowledge.models import Recommendation
from maskinrum.knowledge.queries.recommendations import recommendations
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import readers_of
from maskinrum.search.indexing import Document, Kind, Shown, key_of, offer, on_english_pages

KIND = "recommendation"
OVERDUE, WEIGHT = 0.5, 1.5


def offer_recommendations() -> None:
    """Let recommendations be found."""
    offer(Kind(KIND, gettext_lazy("Recommendation"), ids, documents, shown, model=Recommendation))


def ids() -> Iterator[str]:
    """Every recommendation."""
    return (str(pk) for pk in Recommendation.objects.order_by().values_list("pk", flat=True).iterator())


def documents(chosen: Collection[str]) -> Iterator[Document]:
    """The words in both languages, each by itself, so that what is shown of them seldom has both; one that is overdue
    weighs less.
    """
    today = timezone.localdate()
    for row in Recommendation.objects.filter(pk__in=chosen).select_related("organisation"):
        yield Document(
            key=key_of(KIND, row.pk),
            kind=KIND,
            title=row.statement,
            text="\n".join(text for text in (row.reasons, row.caveat, _in_english(row)) if text),
            readers=readers_of(row),
            facets={
                "phase": (row.phase,),
                "theme": tuple(row.theme_codes.split()),
                "language": ("da", "en"),
            },
            weight=WEIGHT * (OVERDUE if row.review_on < today else 1.0),
        )


def shown(viewer: Viewer, chosen: Collection[str], now: datetime) -> dict[str, Shown]:
    """Those among these that the viewer may read at this moment."""
    rows = recommendations(viewer, now=now).filter(pk__in=chosen).select_related("organisation")
    return {
        str(row.pk): Shown(
            reverse("recommendations:recommendation", args=[row.key]),
            _said(row),
            title=on_english_pages(row.statement_en),
            in_english=_in_english(row),
        )
        for row in rows
    }


def _in_english(row: Recommendation) -> str:
    return "\n".join(text for text in (row.statement_en, row.reasons_en, row.caveat_en) if text)


def _said(row: Recommendation) -> tuple[str, ...]:
    is_invented = row.organisation is not None and row.organisation.is_fictitious
    return tuple(str(one) for one in (_("Example") if is_invented else "", row.get_phase_display()) if one)
