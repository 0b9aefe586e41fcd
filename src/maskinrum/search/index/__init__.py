"""The index on disk: documents in, what a reader may see out. No Django, no database.

What opens an index is read when it is first asked for: it brings libraries that most processes never use.
"""

from typing import TYPE_CHECKING, Any

from maskinrum.search.index.documents import Document
from maskinrum.search.index.errors import IndexMissingError, IndexOutdatedError
from maskinrum.search.index.results import Hit, Meant, Results, Span, Synonyms

if TYPE_CHECKING:
    from maskinrum.search.index.folder import Index

__all__ = [
    "Document",
    "Hit",
    "Index",
    "IndexMissingError",
    "IndexOutdatedError",
    "Meant",
    "Results",
    "Span",
    "Synonyms",
]


def __getattr__(name: str) -> Any:
    if name == "Index":
        from maskinrum.search.index.folder import Index  # noqa: PLC0415 - see above

        return Index
    raise AttributeError(name)
