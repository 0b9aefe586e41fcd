"""What can be found of booklets: what their organisation wrote itself. What they lead to is found by itself."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.knowledge.models import Booklet
from maskinrum.knowledge.queries.booklets import booklets
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import readers_of
from maskinrum.search.indexing import Document, Kind, Shown, key_of, offer

KIND = "booklet"


def offer_booklets() -> None:
    """Let booklets be found."""
    offer(Kind(KIND, gettext_lazy("Booklet"), ids, documents, shown, model=Booklet))


def ids() -> Iterator[str]:
    """Every booklet."""
    return (str(pk) for pk in Booklet.objects.order_by().values_list("pk", flat=True).iterator())


def documents(chosen: Collection[str]) -> Iterator[Document]:
    """Title, introduction and own texts, found on the pages of both languages."""
    rows = Booklet.objects.filter(pk__in=chosen).select_related("organisation").prefetch_related("items")
    for row in rows:
        own = [text for item in row.items.all() for text in (item.heading, item.text) if text]
        yield Document(
            key=key_of(KIND, row.pk),
            kind=KIND,
            title=row.title,
            text="\n".join([*([row.introduction] if row.introduction else []), *own]),
            readers=readers_of(row),
            facets={"language": ("da", "en")},
            language=row.language,
        )


def shown(viewer: Viewer, chosen: Collection[str], now: datetime) -> dict[str, Shown]:
    """Those among these that the viewer may read at this moment."""
    rows = booklets(viewer, now=now).filter(pk__in=chosen).select_related("organisation")
    return {str(row.pk): Shown(reverse("booklets:booklet", args=[row.key]), _said(row), row.language) for row in rows}


def _said(row: Booklet) -> tuple[str, ...]:
    example = (_("Example"),) if row.organisation.is_fictitious else ()
    return (*example, row.organisation.name)
