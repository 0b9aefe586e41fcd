"""What takes longer than a page: which projects belong inside, what waiting costs, and how much volume it takes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from maskinrum import engine
from maskinrum.decisions.analysis.calculation import Case, Inputs, Progress, calculate_break_even
from maskinrum.decisions.analysis.keeping import Json, kept_inputs, plain, read
from maskinrum.decisions.enums import WITHOUT_PARTNERSHIP
from maskinrum.engine import BreakEven, Inside, LaterStart, TwoMore

__all__ = ["Explored", "Inside", "LaterStart", "TwoMore", "explore", "explored"]

FUTURES, LEAST_FUTURES = 2048, 256
PROJECTS = 60  # up to which all the futures are affordable; a search of twice as many takes four times as long
HUNDRED = 100


@dataclass(frozen=True)
class Explored:
    """What came out. ``reference``: what the partnership with two more projects is held against."""

    futures: int
    reference: str
    inside: Inside
    more: tuple[TwoMore, ...]
    later: tuple[LaterStart, ...]
    break_even: BreakEven


def explored(result: Json) -> Explored:
    """What was stored, as it came out."""
    found: Explored = read(Explored, result)
    return found


def explore(case: Case, inputs: Json, result: Json, progress: Callable[[int], None]) -> Json:
    """Calculate all of it from what is stored of an analysis; ``progress`` is told how many of a hundred are done.

    Raises an EngineError, KeyError, TypeError or ValueError for what this engine cannot read or do.
    """
    kept = kept_inputs(case, inputs)
    few = replace(kept, settings=replace(kept.settings, futures=_futures(kept)))
    given = few.portfolio, few.priors, few.settings
    reference = _reference(result)
    inside = engine.best_inside(*given, progress=_share(progress, 0))
    more = engine.two_more(*given, reference, progress=_share(progress, 1))
    later = engine.later_starts(*given, progress=_share(progress, 2))
    found = calculate_break_even(kept, _share(progress, 3))
    done: Json = plain(Explored(few.settings.futures, reference, inside, more, later, found))
    return done


def _futures(kept: Inputs) -> int:
    affordable = FUTURES * PROJECTS // max(len(kept.portfolio.projects), 1)
    return min(kept.settings.futures, FUTURES, max(affordable, LEAST_FUTURES))


def _reference(result: Json) -> str:
    """The cheapest in mean of those without partnership that were compared."""
    without: Sequence[Any] = [one for one in result["result"]["models"] if one["slug"] in WITHOUT_PARTNERSHIP]
    return str(min(without, key=lambda one: one["regret"]["mean"])["slug"])


def _share(progress: Callable[[int], None], part: int) -> Progress:
    """Turn the progress of one of four parts into that of the whole."""

    def tell(done: int, total: int) -> None:
        progress(int(HUNDRED * (part + done / max(total, 1)) / 4))

    return tell
