"""What can be found of salons: what everybody may read, and nothing of who comes."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.meetings.enums import SalonState
from maskinrum.meetings.models import Salon, SalonFile
from maskinrum.meetings.queries import salons
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.indexing import OPEN, Document, Kind, Shown, key_of, offer

KIND = "salon"


def offer_salons() -> None:
    """Let salons be found."""
    offer(Kind(KIND, gettext_lazy("Open salon"), ids, documents, shown, model=Salon))


def ids() -> Iterator[str]:
    """Every salon that is announced."""
    rows = Salon.objects.exclude(state=SalonState.DRAFT).order_by()
    return (str(pk) for pk in rows.values_list("pk", flat=True).iterator())


def documents(chosen: Collection[str]) -> Iterator[Document]:
    """What the page says, on the pages of both languages; the link for those on screen is not part of it."""
    rows = Salon.objects.exclude(state=SalonState.DRAFT).filter(pk__in=chosen)
    for row in rows.prefetch_related(Prefetch("files", SalonFile.objects.filter(set_aside_at=None))):
        handed_out = (text for one in row.files.all() for text in (one.name, one.text))
        texts = (row.summary, row.questions, row.programme, row.speakers, row.place, row.digest, *handed_out)
        yield Document(
            key=key_of(KIND, row.pk),
            kind=KIND,
            title=row.title,
            text="\n".join(text for text in texts if text),
            readers=frozenset({OPEN}),
            facets={"language": ("da", "en"), "theme": tuple(row.theme_codes.split())},
            language=row.language,
        )


def shown(viewer: Viewer, chosen: Collection[str], now: datetime) -> dict[str, Shown]:
    """Those among these that the viewer may see at this moment."""
    rows = salons(viewer).exclude(state=SalonState.DRAFT).filter(pk__in=chosen).select_related("organisation")
    return {str(row.pk): Shown(reverse("salons:salon", args=[row.key]), _said(row), row.language) for row in rows}


def _said(row: Salon) -> tuple[str, ...]:
    example = (_("Example"),) if row.organisation.is_fictitious else ()
    return (*example, date_format(localtime(row.starts_at), "DATE_FORMAT"), row.organisation.name)
