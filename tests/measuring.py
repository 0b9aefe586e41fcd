"""Coverage while the tests run."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import _lru_cache_wrapper

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


def forget_remembered(place: str) -> None:
    """Forget what the functions of the modules whose names begin so remember of earlier calls."""
    for name, module in list(sys.modules.items()):
        if name.startswith(place):
            for member in list(vars(module).values()):
                if isinstance(member, _lru_cache_wrapper):
                    member.cache_clear()
