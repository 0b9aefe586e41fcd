"""The words of the sector as documents. They ship with the product and are open to everybody."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from maskinrum.knowledge.queries.glossary import glossary_terms
from maskinrum.search.indexing import OPEN, Document, Kind, Shown, key_of, offer

LANGUAGES = ("da", "en")


def offer_everything() -> None:
    """Offer the glossary."""
    offer(Kind("term", gettext_lazy("Word of the glossary"), ids, documents, shown))


def ids() -> Iterator[str]:
    """Every word of the glossary."""
    return (term["slug"] for term in glossary_terms())


def documents(chosen: Collection[str]) -> Iterator[Document]:
    """A word, what it means, and what else it is called."""
    for term in glossary_terms():
        if term["slug"] in chosen:
            for language in LANGUAGES:
                with override(language):
                    also = (
                        _("Also called %(words)s.") % {"words": ", ".join(term["synonyms"])} if term["synonyms"] else ""
                    )
                yield Document(
                    key=key_of("term", term["slug"], language),
                    kind="term",
                    title=term["term"],
                    text=f"{term[language]}\n{also}",
                    readers=frozenset({OPEN}),
                    facets={"language": (language,)},
                    language=language,
                )


def shown(viewer: Any, chosen: Collection[str], now: datetime) -> dict[str, Shown]:
    """Everybody may see every word."""
    address = reverse("glossary")
    return {
        term["slug"]: Shown(f"{address}#{term['slug']}", title_language="da")
        for term in glossary_terms()
        if term["slug"] in chosen
    }
