"""Remove what has run out in tables that others made."""

from typing import Any

from django.db.models import QuerySet


def remove_old_tasks(rows: QuerySet[Any]) -> int:
    """Remove finished tasks, those of ``old_tasks``, and return how many there were."""
    gone, _each = rows.delete()
    return gone
