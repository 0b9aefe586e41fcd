"""What is offered to findings and the yearly report from beside them, such as the figures of the portfolio.

Offered by the dotted path of a function: what calculates is loaded when it is asked, so a process that shows no page
leaves the engine out. Each place says what its functions take and give.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.module_loading import import_string

Offered = Callable[..., Any]

PROPOSALS, MEASURES, SIGNALS, INDICATORS, REPORT_FIGURES = (
    *("proposals", "measures", "signals", "indicators", "report_figures"),
)  # fmt: skip
_OFFERED: dict[str, dict[str, str | Offered]] = defaultdict(dict)


def offer(place: str, name: str, function: str | Offered) -> None:
    """Offer a function at a place under a name, itself or by its dotted path; the same name replaces."""
    _OFFERED[place][name] = function


def offered(place: str) -> Iterator[Offered]:
    """Yield all functions that are offered at a place."""
    yield from (_loaded(one) for one in _OFFERED[place].values())


def offered_as(place: str, name: str) -> Offered | None:
    """The function that is offered at a place under a name, or None."""
    found = _OFFERED[place].get(name)
    return None if found is None else _loaded(found)


def _loaded(one: str | Offered) -> Offered:
    found: Offered = import_string(one) if isinstance(one, str) else one
    return found
