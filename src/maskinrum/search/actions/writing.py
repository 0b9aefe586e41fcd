"""Write to the index what has changed, and build it anew.

The index is committed before a change is forgotten, so that a process that dies in between writes it again, which
changes nothing. Only the process that holds ``only_writer`` may call these.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from maskinrum.search.indexing import (
    UNUSABLE,
    all_documents,
    can_be_opened,
    documents_of,
    is_wanted,
    is_wasteful,
    key_of,
    kinds,
    new_index,
    want_anew,
    writing,
)
from maskinrum.search.models import IndexChange
from maskinrum.search.queries import waiting_changes

logger = logging.getLogger(__name__)

AT_A_TIME = 500
LANGUAGES = ("", "da", "en")
FIRST_PAUSE, MOST_DOUBLINGS = timedelta(minutes=1), 6
Key = tuple[str, str]


def keep_up(now: datetime) -> int:
    """Bring the index up to date: build it if there is none that can be used, and write what waits.

    When nothing more waits and most of what it keeps is waste, it is built anew.

    Returns how many changes were written. What goes wrong with the disk is raised, and loses nothing.
    """
    if is_wanted():
        build_index()
    changes = list(waiting_changes(now)[:AT_A_TIME])
    if not changes:
        return 0
    written = _write(changes, now)
    if written < AT_A_TIME and is_wasteful():
        build_index()
    return written


def build_index() -> int:
    """Build the index anew from the database, and return how many documents it has.

    Until it is ready the one there is stays in use. What changes meanwhile is still noted, and written afterwards.
    """
    known = list(IndexChange.objects.values_list("pk", flat=True))
    failed: list[Key] = []
    count = 0
    with new_index() as index:
        index.write(all_documents(failed), [])
        count = index.count
    _forget(known)
    now = timezone.now()
    IndexChange.objects.bulk_create(
        IndexChange(kind=kind, item=item, noted_at=now, not_before=now + FIRST_PAUSE, attempts=1)
        for kind, item in failed
    )
    logger.info("The search index is built: %s documents", count)
    return count


def check_index() -> None:
    """Ask for a new index where the one there is cannot be used; and write what ships again, for it may have changed.

    To be called when the process that writes begins.
    """
    if not can_be_opened():
        want_anew()
    shipped = [(name, id_) for name, kind in kinds().items() if kind.model is None for id_ in kind.ids()]
    now = timezone.now()
    IndexChange.objects.bulk_create(
        IndexChange(kind=kind, item=item, noted_at=now, not_before=now) for kind, item in shipped
    )


def _write(changes: Sequence[IndexChange], now: datetime) -> int:
    keys = list(dict.fromkeys((change.kind, change.item) for change in changes))
    failed: list[Key] = []
    documents = list(documents_of(keys, failed))
    made = {document.key for document in documents}
    every = {key_of(kind, item, language) for kind, item in keys for language in LANGUAGES}
    try:
        writing().write(documents, sorted(every - made))
    except UNUSABLE:
        if not can_be_opened():
            want_anew()
        raise
    _settle(changes, set(failed), now)
    return len(changes)


def _settle(changes: Sequence[IndexChange], failed: set[Key], now: datetime) -> None:
    """Forget what the index has. What could not be made is out of the index, and is tried again later."""
    again = [change for change in changes if (change.kind, change.item) in failed]
    _forget([change.pk for change in changes if (change.kind, change.item) not in failed])
    for change in again:
        change.not_before = now + FIRST_PAUSE * 2 ** min(change.attempts, MOST_DOUBLINGS)
        change.attempts += 1
    IndexChange.objects.bulk_update(again, ["not_before", "attempts"])


def _forget(known: Sequence[int]) -> None:
    for first in range(0, len(known), AT_A_TIME):
        IndexChange.objects.filter(pk__in=known[first : first + AT_A_TIME]).delete()
