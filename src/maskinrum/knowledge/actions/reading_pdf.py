"""Have the text of a foreign PDF read by a process of its own, within bounds that the system holds.

A file of half a megabyte may unpack to gigabytes, or make the reader fall: neither may happen to a process that shows
pages.
"""

import json
import subprocess
import sys
from importlib.resources import files

from maskinrum.knowledge.actions.cleaning_refusals import broken, too_much
from maskinrum.knowledge.actions.pdf_reader import REFUSED
from maskinrum.shared.limits import turn

PATIENCE = 30.0  # seconds; a report of 300 pages takes three
AT_ONCE = 2
WAIT = 15.0  # seconds


def read_pdf(content: bytes, *, most_pages: int, most_text: int) -> list[str]:
    """The texts of the pages. Raises DomainError for what is damaged or locked, and for what takes too much to read."""
    reader = str(files("maskinrum.knowledge.actions").joinpath("pdf_reader.py"))
    # Its folder is not searched for modules (-P): names of ours would stand before those of the libraries.
    command = [sys.executable, "-P", reader, str(most_pages), str(most_text)]
    try:
        with turn("read-pdf", places=AT_ONCE, patience=WAIT):
            done = subprocess.run(  # noqa: S603 - a program and a file of ours
                command, input=content, capture_output=True, timeout=PATIENCE, check=False
            )
    except subprocess.TimeoutExpired as late:
        raise too_much() from late
    if done.returncode:
        raise broken() if done.returncode == REFUSED else too_much()
    texts: list[str] = json.loads(done.stdout)
    return texts
