"""Let go of what nobody may keep any longer. Safe to run as often as one likes."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from maskinrum.shared.privacy import clocks

logger = logging.getLogger(__name__)


def remove_overdue(now: datetime) -> dict[str, int]:
    """Remove every row whose time is up, table by table, and say how many went from each that had any.

    A table that fails is logged; the others are looked after all the same.
    """
    removed: dict[str, int] = {}
    for table, clock in sorted(clocks().items()):
        try:
            with transaction.atomic():
                count = clock.remove(clock.overdue(now))
        except Exception:
            logger.exception("What is overdue in %s could not be removed.", table)
            continue
        if count:
            removed[table] = count
            logger.info("Removed %s overdue rows of %s.", count, table)
    return removed


def remove_rows(rows: QuerySet[Any]) -> int:
    """Delete the rows and say how many there were."""
    count = rows.count()
    rows.delete()
    return count
