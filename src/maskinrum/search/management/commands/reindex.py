"""``maskinrum reindex``"""

import time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from maskinrum.search.actions import build_index
from maskinrum.search.indexing import current, only_writer, read, want_anew

ROUND = 0.2  # seconds between looks


class Command(BaseCommand):
    """Build the search index anew."""

    help = "Build the search index anew from the database. The one in use stays so until the new one is ready."
    requires_system_checks = ()  # as the indexer

    def handle(self, **_options: Any) -> None:
        """Build it here, or let the indexer do so where one runs, and wait for that."""
        before = current()
        want_anew()
        while current() in {before, ""}:
            with only_writer() as is_ours:
                if is_ours:
                    build_index()
                    break
            time.sleep(ROUND)
        count = read(lambda index: index.count)
        self.stdout.write(
            _("The search index is built anew and in use. It holds %(count)s documents.") % {"count": count}
        )
