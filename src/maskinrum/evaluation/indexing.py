"""Findings as documents, for those who take part in their partnership. A proposal has no words to be found by."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maskinrum.evaluation.models import Finding
from maskinrum.evaluation.queries.findings import findings
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import readers_of
from maskinrum.search.indexing import Document, Kind, Shown, key_of, offer


def offer_findings() -> None:
    """Offer findings that somebody has put into words."""
    offer(Kind("finding", _("Finding"), ids, documents, shown, model=Finding))


def ids() -> Iterator[str]:
    """Every finding with words of its own."""
    rows = Finding.objects.exclude(title="").order_by()
    return (str(pk) for pk in rows.values_list("pk", flat=True).iterator())


def documents(chosen: Collection[str]) -> Iterator[Document]:
    """What is seen, what is thought, and what came of it."""
    for row in Finding.objects.filter(pk__in=chosen).exclude(title=""):
        yield Document(
            key=key_of("finding", row.pk),
            kind="finding",
            title=row.title,
            text="\n".join(part for part in (row.text, row.outcome) if part),
            readers=readers_of(row, parties=[f"partnership:{row.partnership_id}"]),
            facets={"language": ("da", "en")},
        )


def shown(viewer: Viewer, chosen: Collection[str], now: datetime) -> dict[str, Shown]:
    """The findings among these that the viewer may see."""
    rows = findings(viewer, now=now).filter(pk__in=chosen).select_related("partnership")
    return {str(row.pk): Shown(reverse("evaluation:finding", args=[row.key]), (row.partnership.name,)) for row in rows}
