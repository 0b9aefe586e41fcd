"""``maskinrum worker``"""

import os
import socket
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from maskinrum.shared.actions import wake_worker
from maskinrum.shared.stopping import stop_on_signals

LOOK = 0.3  # seconds between looks: a sign-in code is asked for by somebody who waits


class Command(BaseCommand):
    """Do what the web processes leave to be done, mails above all."""

    help = "Do background work, such as sending mails, until told to stop; what is being done is finished first."
    requires_system_checks = ()  # they would read the code of every page into a process that shows none

    def handle(self, **_options: Any) -> None:
        """Work until SIGTERM or Ctrl-C."""
        worker = Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=LOOK,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()[:30]}-{os.getpid()}-{get_random_string(8)}",
        )
        stop_on_signals(lambda: setattr(worker, "running", False))
        wake_worker()
        worker.run()
