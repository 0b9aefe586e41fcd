"""Decision files as documents: title and note, for those who may see them."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maskinrum.decisions.models import DecisionFile
from maskinrum.decisions.queries import decision_files
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import readers_of
from maskinrum.search.indexing import Document, Kind, Shown, key_of, offer


def offer_everything() -> None:
    """Offer decision files."""
    offer(Kind("decision_file", _("Decision file"), ids, documents, shown, model=DecisionFile))


def ids() -> Iterator[str]:
    """Every file."""
    return (str(pk) for pk in DecisionFile.objects.order_by().values_list("pk", flat=True).iterator())


def documents(chosen: Collection[str]) -> Iterator[Document]:
    """Title and note in people's own words."""
    for row in DecisionFile.objects.filter(pk__in=chosen):
        yield Document(
            key=key_of("decision_file", row.pk),
            kind="decision_file",
            title=row.title,
            text=row.note,
            readers=readers_of(row),
            facets={"language": ("da", "en")},
        )


def shown(viewer: Viewer, chosen: Collection[str], now: datetime) -> dict[str, Shown]:
    """The files among these that the viewer may see."""
    rows = decision_files(viewer, now=now).filter(pk__in=chosen)
    return {str(row.pk): Shown(reverse("decisions:file", args=[row.pk]), (row.organisation.name,)) for row in rows}
