"""The index on disk: documents in, what a reader may see out. No Django, no database."""

from maskinrum.search.index.documents import Document
from maskinrum.search.index.folder import Index, IndexMissingError, IndexOutdatedError
from maskinrum.search.index.results import Hit, Results, Span, Synonyms

__all__ = ["Document", "Hit", "Index", "IndexMissingError", "IndexOutdatedError", "Results", "Span", "Synonyms"]
