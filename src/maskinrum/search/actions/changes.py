"""Note that something findable has changed."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from maskinrum.search.indexing import kind_of
from maskinrum.search.models import IndexChange


def note_change(*rows: Model) -> None:
    """Let the index follow rows that were added, changed or are about to be deleted, and what hangs under them.

    Call it in the transaction of the change, after the write; before the write as well when something else stops
    hanging under the row, and before a deletion. Rows of models that nobody has offered are passed over.
    """
    noted: dict[tuple[str, str], Model] = {}
    _follow(rows, noted)
    _note(noted)


def note_changes(kind: str, items: Iterable[object]) -> None:
    """The same for many things of a kind by their ids, without what hangs under them."""
    _note((kind, str(item)) for item in items)


def _follow(rows: Iterable[Model], noted: dict[tuple[str, str], Model]) -> None:
    for row in rows:
        kind = kind_of(row)
        if kind is not None and (kind.name, str(row.pk)) not in noted:
            noted[kind.name, str(row.pk)] = row
            _follow(kind.hanging(row), noted)


def _note(keys: Iterable[tuple[str, str]]) -> None:
    changes = [IndexChange(kind=kind, item=item, noted_at=timezone.now()) for kind, item in keys]
    if changes and not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Note a change in the transaction that makes it.")
    IndexChange.objects.bulk_create(changes)
