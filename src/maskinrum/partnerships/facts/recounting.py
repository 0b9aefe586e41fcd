"""What is counted over thousands of lines is counted anew only for the lines that have changed."""

from collections import Counter
from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import NamedTuple, TypeVar

K = TypeVar("K", bound=Hashable)
C = TypeVar("C", bound=Hashable)

FEW = 8  # a count is carried on where fewer than one line of so many differs
_TEXTS = 4


class _Base(NamedTuple):
    """What was counted last: its lines, what they were counted with, and what they came to."""

    lines: Counter[str]
    given: Hashable
    counts: Counter[Hashable]


def recounted(count: Callable[[str, C], Counter[K]]) -> Callable[[str, C], Counter[K]]:
    """Carry a count of the lines of a text on from the last large text, where the two differ in few lines.

    What two texts come to must add up to what they come to as one. What is given beside the text, such as who belongs
    to which group, must be the same; otherwise all is counted. A smaller text, as a filter leaves one, is counted by
    itself and does not take the place of the large one.
    """
    last: list[_Base] = []

    @wraps(count)
    def carried_on(text: str, given: C) -> Counter[K]:
        lines = _lines(text)
        base = last[0] if last else None
        changed = _changed(base.lines, lines) if base and base.given == given else None
        if base is None or changed is None:
            counts = count(text, given)
        else:
            gone, fresh = changed
            counts = base.counts.copy()  # type: ignore[assignment]
            counts.update(count(fresh, given))
            counts.subtract(count(gone, given))
            counts = +counts
        if base is None or 2 * len(lines) >= len(base.lines):
            last[:] = [_Base(lines, given, counts)]  # type: ignore[arg-type]
        return counts

    return carried_on


def _changed(before: Counter[str], now: Counter[str]) -> tuple[str, str] | None:
    """The lines that are gone and those that are new, or None where that is many."""
    if abs(len(before) - len(now)) * FEW > len(now):
        return None
    differing = {line for line, _count in before.items() ^ now.items()}
    if len(differing) * FEW > len(now):
        return None
    gone = (line for line in differing for _time in range(before[line] - now[line]))
    fresh = (line for line in differing for _time in range(now[line] - before[line]))
    return "\n".join(gone), "\n".join(fresh)


@lru_cache(maxsize=_TEXTS)
def _lines(text: str) -> Counter[str]:
    """The lines of a text and how often each stands in it; several counts are made of the same text."""
    return Counter(text.splitlines())
