"""Whether this process has been asked to stop: long work looks here between two steps."""

import signal
import threading
from collections.abc import Callable
from types import FrameType

STOP = threading.Event()


def stop_on_signals(tell: Callable[[], object] = bool) -> None:
    """Let SIGTERM and SIGINT set ``STOP`` and call ``tell``; what is being done is finished first."""

    def handle(_number: int, _frame: FrameType | None) -> None:
        STOP.set()
        tell()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, handle)
