"""Stand in line for the database, where it would not let whoever waits longest go first.

PostgreSQL lets those who wait for a row go in the order they came. SQLite lets whoever happens to ask at the right
moment write, and after some seconds turns away whoever was unlucky: of hundreds who press at once, some would be lost.
So on SQLite they first wait for a lock on a file, which the system gives on in order and takes back from a process
that ends.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


@contextmanager
def in_line(name: str) -> Iterator[None]:
    """Be the only one on this machine within the same line. Begin it outside of the transaction, never inside."""
    if connection.vendor != "sqlite":
        yield
        return
    folder = Path(settings.TURNS_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"line-{name}").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
