"""Coverage while the tests run."""

from collections.abc import Iterator
from contextlib import contextmanager

from coverage import Coverage


@contextmanager
def not_measured() -> Iterator[None]:
    """Measure no coverage meanwhile: it takes up to as long again, and the same lines run elsewhere."""
    measuring = Coverage.current()
    if measuring is not None:
        measuring.stop()
    try:
        yield
    finally:
        if measuring is not None:
            measuring.start()


def measure_once() -> None:
    """Keep what has been measured so far, and stop: coverage is about to be begun anew."""
    measuring = Coverage.current()
    if measuring is not None:
        measuring.stop()
        measuring.save()
