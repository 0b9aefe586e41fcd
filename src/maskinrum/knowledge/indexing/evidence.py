"""What can be found of the evidence: every row that is in force, by everybody."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy

from maskinrum.knowledge.models import EvidenceRow
from maskinrum.knowledge.phrases import COUNTRIES, STRENGTH_WORDS
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.indexing import OPEN, Document, Kind, Shown, key_of, offer, on_english_pages

KIND = "evidence"


def offer_evidence() -> None:
    """Let rows of evidence be found."""
    offer(Kind(KIND, gettext_lazy("Evidence"), ids, documents, shown, model=EvidenceRow))


def ids() -> Iterator[str]:
    """Every row in force."""
    rows = EvidenceRow.objects.filter(is_retired=False).order_by()
    return (str(pk) for pk in rows.values_list("pk", flat=True).iterator())


def documents(chosen: Collection[str]) -> Iterator[Document]:
    """What was measured, in both languages, what was studied and the caveat."""
    for row in EvidenceRow.objects.filter(pk__in=chosen, is_retired=False):
        told = (row.measure_en, row.population, row.note, row.key)
        yield Document(
            key=key_of(KIND, row.pk),
            kind=KIND,
            title=row.measure_da,
            text="\n".join(text for text in told if text),
            readers=frozenset({OPEN}),
            facets={"language": ("da", "en")},
        )


def shown(viewer: Viewer, chosen: Collection[str], now: datetime) -> dict[str, Shown]:
    """Those among these that are in force at this moment, with country, year and strength."""
    rows = EvidenceRow.objects.filter(pk__in=chosen, is_retired=False)
    return {
        str(row.pk): Shown(reverse("evidence:row", args=[row.key]), _said(row), title=on_english_pages(row.measure_en))
        for row in rows
    }


def _said(row: EvidenceRow) -> tuple[str, ...]:
    said = (str(COUNTRIES.get(row.country, row.country)), str(row.year or ""), str(STRENGTH_WORDS[row.strength]))
    return tuple(word for word in said if word)
