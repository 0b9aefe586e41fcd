"""Documents made anew from the database, one kind at a time."""

import logging
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from django.db import InterfaceError, OperationalError

from maskinrum.search.index import Document
from maskinrum.search.indexing.registry import kinds

logger = logging.getLogger(__name__)

AT_A_TIME = 200
Key = tuple[str, str]


def documents_of(keys: Iterable[Key], failed: list[Key]) -> Iterator[Document]:
    """The documents of these things, as many as still are. Things that could not be made are added to ``failed``."""
    by_kind: dict[str, list[str]] = {}
    for kind, id_ in keys:
        by_kind.setdefault(kind, []).append(id_)
    for kind, ids in by_kind.items():
        yield from _made(kind, list(dict.fromkeys(ids)), failed)


def all_documents(failed: list[Key]) -> Iterator[Document]:
    """The documents of all that can be found, without holding more than a few of them."""
    for name, kind in kinds().items():
        ids = iter(kind.ids())
        while some := list(islice(ids, AT_A_TIME)):
            yield from _made(name, some, failed)


def _made(name: str, ids: Collection[str], failed: list[Key]) -> list[Document]:
    """A thing that cannot be made must not keep the others out: after a failure each is tried alone."""
    kind = kinds().get(name)
    if kind is None:
        return []
    try:
        return list(kind.documents(ids))
    except (InterfaceError, OperationalError):
        raise
    except Exception:
        if len(ids) > 1:
            return [document for id_ in ids for document in _made(name, [id_], failed)]
        logger.exception("What can be found of %s %s could not be made", name, next(iter(ids)))
        failed.extend((name, id_) for id_ in ids)
        return []
