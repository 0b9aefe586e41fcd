"""Have a foreign file read by a process of its own, within bounds that the system holds.

A file of half a megabyte may unpack to gigabytes, a photo take half of one to draw, and either make the reader fall:
none of that may happen to a process that shows pages.
"""

import json
import subprocess
import sys

from django.utils.translation import gettext

from maskinrum.shared.errors import DomainError
from maskinrum.shared.foreign.reading import ForeignFile
from maskinrum.shared.foreign.refusals import too_much, too_slow
from maskinrum.shared.limits import turn

PATIENCE = 60.0  # seconds; a report of 300 pages takes three, and ten times that where the machine is busy
AT_ONCE = 2
WAIT = 15.0  # seconds
COMMAND = (sys.executable, "-P", "-m", "maskinrum.shared.foreign.reader")


def read_foreign(content: bytes) -> ForeignFile | None:
    """Return a file as it may be kept, None for a kind that is not. Raises DomainError for what is refused."""
    try:
        with turn("read-foreign", places=AT_ONCE, patience=WAIT):
            done = subprocess.run(  # noqa: S603 - a program and a module of ours
                COMMAND, input=content, capture_output=True, timeout=PATIENCE, check=False
            )
    except subprocess.TimeoutExpired as late:
        raise too_slow() from late
    if done.returncode:
        raise too_much()
    line, _end, kept = done.stdout.partition(b"\n")
    told: dict[str, str] = json.loads(line)
    if "refused" in told:
        raise DomainError(gettext(told["refused"]), field="file")
    return ForeignFile(told["kind"], kept, told["text"]) if told["kind"] else None
