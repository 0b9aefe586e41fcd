"""The index of everything findable: what apps offer, where it is kept, and what a viewer finds in it."""

from maskinrum.search.index import Document
from maskinrum.search.indexing.access import NETWORK, OPEN, let_viewers_hold, tokens_of
from maskinrum.search.indexing.making import all_documents, documents_of
from maskinrum.search.indexing.place import (
    UNUSABLE,
    BeingBuiltError,
    can_be_opened,
    current,
    is_wanted,
    new_index,
    only_writer,
    place,
    read,
    want_anew,
    writing,
)
from maskinrum.search.indexing.registry import (
    Kind,
    Shown,
    facets,
    hanging_under,
    key_of,
    kind_of,
    kinds,
    let_hang,
    offer,
    offer_facet,
    parts_of,
)

__all__ = [
    "NETWORK",
    "OPEN",
    "UNUSABLE",
    "BeingBuiltError",
    "Document",
    "Kind",
    "Shown",
    "all_documents",
    "can_be_opened",
    "current",
    "documents_of",
    "facets",
    "hanging_under",
    "is_wanted",
    "key_of",
    "kind_of",
    "kinds",
    "let_hang",
    "let_viewers_hold",
    "new_index",
    "offer",
    "offer_facet",
    "only_writer",
    "parts_of",
    "place",
    "read",
    "tokens_of",
    "want_anew",
    "writing",
]
