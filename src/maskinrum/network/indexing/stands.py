"""What can be found of where organisations stand; people on their cards are not found by searching."""

from collections.abc import Collection, Iterator
from datetime import datetime
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.network.models import Stand
from maskinrum.network.queries import stands
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import readers_of
from maskinrum.search.indexing import Document, Kind, Shown, key_of, let_hang, offer

KIND = "stand"
INVENTED = 0.5


def offer_stands() -> None:
    """Let it be found what organisations have tried and look for."""
    offer(Kind(KIND, gettext_lazy("Who is where"), ids, documents, shown, model=Stand))
    let_hang(Organisation, lambda one: Stand.objects.filter(organisation=one))


def ids() -> Iterator[str]:
    """Every organisation that says where it stands."""
    rows = Stand.objects.filter(organisation__merged_into=None).order_by()
    return (str(pk) for pk in rows.values_list("pk", flat=True).iterator())


def documents(chosen: Collection[str]) -> Iterator[Document]:
    """The name of the organisation, what it has tried and what it looks for."""
    rows = Stand.objects.filter(pk__in=chosen, organisation__merged_into=None).select_related("organisation")
    for row in rows:
        yield Document(
            key=key_of(KIND, row.pk),
            kind=KIND,
            title=row.organisation.name,
            text="\n".join(text for text in (row.tried, row.seeks) if text),
            readers=readers_of(row),
            facets={"theme": tuple(row.theme_codes.split()), "language": ("da", "en")},
            weight=INVENTED if row.organisation.is_fictitious else 1.0,
        )


def shown(viewer: Viewer, chosen: Collection[str], now: datetime) -> dict[str, Shown]:
    """Those among these that the viewer may read at this moment."""
    rows = stands(viewer, now=now).filter(pk__in=chosen)
    return {
        str(row.pk): Shown(f"{reverse('network:stands')}?q={quote(row.organisation.name)}", _said(row)) for row in rows
    }


def _said(row: Stand) -> tuple[str, ...]:
    said = [_("Example") if row.organisation.is_fictitious else "", row.get_stage_display(), row.get_size_display()]
    return tuple(str(one) for one in said if one)
