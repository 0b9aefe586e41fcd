"""Note that something findable has changed, in the transaction that changes it."""

from collections.abc import Iterable
from itertools import chain

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from maskinrum.search.indexing import hanging_under, kind_of
from maskinrum.search.models import IndexChange

Key = tuple[str, str]


def note_change(*rows: Model) -> None:
    """Let the index follow rows that were added, changed or are about to be deleted, and what hangs under them.

    Call it in the transaction of the change, after the write; before the write as well when something else stops
    hanging under the row, and before a deletion. Rows of models that nobody has offered are passed over.
    """
    follow = chain(rows, *(hanging_under(row) for row in rows))
    _note(dict.fromkeys((kind.name, str(row.pk)) for row in follow if (kind := kind_of(row))))


def note_changes(kind: str, items: Iterable[object]) -> None:
    """The same for many things of a kind by their ids, without what hangs under them."""
    _note(dict.fromkeys((kind, str(item)) for item in items))


def _note(keys: Iterable[Key]) -> None:
    now = timezone.now()
    changes = [IndexChange(kind=kind, item=item, noted_at=now, not_before=now) for kind, item in keys]
    if changes and not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Note a change in the transaction that makes it.")
    IndexChange.objects.bulk_create(changes)
