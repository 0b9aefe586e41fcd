"""The reader of foreign files as a process of its own: whatever a file makes of it ends with it.

``process.read_foreign`` runs it. It writes one line of JSON and then the content. Words are not translated here:
whoever asked does that.
"""

import json
import resource
import sys
from contextlib import suppress

from django.conf import settings

from maskinrum.shared.errors import DomainError
from maskinrum.shared.foreign.reading import kind_of, read_here
from maskinrum.shared.foreign.refusals import too_much

MOST_MEMORY = {"pdf": 400, "": 900}  # MB of addresses; the libraries take an eighth of them
MOST_SECONDS = 20  # of processor time


def main() -> None:
    """Read a file from standard input, and write what it is, or why it is refused."""
    settings.configure(USE_I18N=False)
    content = sys.stdin.buffer.read()
    _bound(MOST_MEMORY.get(kind_of(content), MOST_MEMORY[""]))
    try:
        read = read_here(content)
    except DomainError as refused:
        _answer({"refused": refused.message})
    except (MemoryError, RecursionError):
        _answer({"refused": too_much().message})
    else:
        _answer({"kind": read.kind, "text": read.text} if read else {"kind": ""}, read.content if read else b"")


def _bound(most: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # macOS does not hold this bound
        resource.setrlimit(resource.RLIMIT_AS, (most * 1024 * 1024, most * 1024 * 1024))


def _answer(told: dict[str, str], content: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + content)


if __name__ == "__main__":
    main()
