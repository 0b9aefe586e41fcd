"""The index of everything findable: what apps offer, where it is kept, and what a viewer finds in it."""

from maskinrum.search.indexing.documents import NETWORK, OPEN, Document
from maskinrum.search.indexing.registry import (
    Kind,
    Shown,
    facets,
    key_of,
    kind_of,
    kinds,
    offer,
    offer_facet,
    parts_of,
)

__all__ = [
    "NETWORK",
    "OPEN",
    "Document",
    "Kind",
    "Shown",
    "facets",
    "key_of",
    "kind_of",
    "kinds",
    "offer",
    "offer_facet",
    "parts_of",
]
