"""``maskinrum indexer``"""

import logging
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections
from django.utils import timezone

from maskinrum.search.actions import check_index, keep_up
from maskinrum.search.indexing import UNUSABLE, only_writer
from maskinrum.shared.stopping import STOP, stop_on_signals

logger = logging.getLogger(__name__)

LOOK = 0.25  # seconds between looks: a change is found within a second
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds after something went wrong


class Command(BaseCommand):
    """Write to the search index what changes."""

    help = "Keep the search index up to date until told to stop. One process does so at a time; others wait."
    requires_system_checks = ()  # they would read the code of every page into a process that shows none

    def handle(self, **_options: Any) -> None:
        """Work until SIGTERM or Ctrl-C; wait while another process is at it."""
        stop_on_signals()
        while not STOP.is_set():
            with only_writer() as is_ours:
                if is_ours:
                    self.work()
            STOP.wait(LOOK)

    def work(self) -> None:
        """Write what changes. A full disk or a database that does not answer is waited for, and nothing is lost."""
        pause, is_begun = FIRST_PAUSE, False
        while not STOP.is_set():
            try:
                if not is_begun:
                    check_index()
                    is_begun = True
                written = keep_up(timezone.now())
                pause = FIRST_PAUSE
            except (Error, *UNUSABLE) as error:
                logger.warning("The search index is not up to date; trying again in %g s: %s", pause, error)
                close_old_connections()
                STOP.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            if not written:
                STOP.wait(LOOK)
