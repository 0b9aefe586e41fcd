"""``maskinrum tick``"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.shared.actions import run_due
from maskinrum.shared.stopping import STOP, stop_on_signals

EVERY = 60.0  # seconds between looks


class Command(BaseCommand):
    """Do periodic work."""

    help = "Do the periodic work that is due, every minute until told to stop. Safe to run twice and at once."
    requires_system_checks = ()  # as the worker

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--once`` looks once, for cron and timers."""
        parser.add_argument("--once", action="store_true", help="do what is due now, and stop")

    def handle(self, **options: Any) -> None:
        """Do what is due and name it; then wait for the next minute, unless asked for one look."""
        stop_on_signals()
        while not STOP.is_set():
            done = run_due(timezone.now())
            if options["once"]:
                self.stdout.write(_("Done: %(names)s") % {"names": ", ".join(done) or "–"})
                return
            close_old_connections()
            STOP.wait(EVERY)
