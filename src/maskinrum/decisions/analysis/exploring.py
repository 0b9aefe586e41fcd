"""What takes longer than a page: which projects belong inside, what waiting costs, and how much volume it takes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from maskinrum import engine
from maskinrum.decisions.analysis.calculation import Case, Inputs, Progress, calculate_break_even
from maskinrum.decisions.analysis.comparing import OtherwiseError, drawn_as_stored
from maskinrum.decisions.analysis.keeping import Json, kept_findings, plain, read
from maskinrum.decisions.analysis.verdicts import Changed, Findings, Weighed, with_best_subset
from maskinrum.decisions.enums import WITHOUT_PARTNERSHIP
from maskinrum.engine import BreakEven, Estimate, Inside, JudgedInside, LaterStart, ProjectForecast, Stat, TwoMore

__all__ = [
    "Estimate",
    "Explored",
    "Inside",
    "JudgedInside",
    "LaterStart",
    "OtherwiseError",
    "ProjectForecast",
    "Stat",
    "TwoMore",
    "explore",
    "explored",
]

# The worst search, where every project is moved, takes more than the half minute it may on twice as many.
FUTURES, LEAST_FUTURES = 1024, 256
PROJECTS = 60  # up to which all the futures are affordable; a search of twice as many takes four times as long
# The subset is judged on so many times the futures of its search, none of which the search had seen.
JUDGED = 2
HUNDRED = 100
PARTS = 5
# A forecast of each project costs the square of the projects; above this many, of one alternative alone.
FORECAST_PROJECTS, FORECAST_FUTURES = 200, 512


@dataclass(frozen=True)
class Explored:
    """What came out. ``reference``: what the partnership with two more projects is held against.

    ``forecasts``: by alternative, every project that is not handed over, to hold against what came of it. ``weighed``
    and ``changed``: the verdict by the rule in full, where what is stored of a large portfolio had not tried the best
    subset; None where it had, and in what was calculated before this was told. ``judged``: what the subset gains on
    other futures than those it was found on; None in what was calculated before this was told.
    """

    futures: int
    reference: str
    inside: Inside
    more: tuple[TwoMore, ...]
    later: tuple[LaterStart, ...]
    break_even: BreakEven
    forecasts: Mapping[str, tuple[ProjectForecast, ...]]
    weighed: Weighed | None = None
    changed: tuple[Changed, ...] = ()
    judged: JudgedInside | None = None

    def completed(self, findings: Findings | None) -> Findings | None:
        """The findings of the analysis with the rule in full, where it was completed here."""
        if findings is None or self.weighed is None:
            return findings
        return replace(findings, weighed=self.weighed, changed=self.changed)


def explored(result: Json) -> Explored:
    """What was stored, as it came out."""
    found: Explored = read(Explored, result)
    return found


def explore(
    case: Case, inputs: Json, result: Json, progress: Callable[[int], None], findings: Json | None = None
) -> Json:
    """Calculate all of it from what is stored of an analysis; ``progress`` is told how many of a hundred are done.

    Raises OtherwiseError where this engine reads the stored question otherwise or answers it otherwise: what it found
    would stand beside an answer, and complete a verdict, that are not its own.
    """
    kept, _drawn = drawn_as_stored(case, inputs, result)
    few = replace(kept, settings=replace(kept.settings, futures=_futures(kept)))
    given = few.portfolio, few.priors, few.settings
    reference = _reference(result)
    inside = engine.best_inside(*given, progress=_share(progress, 0))
    judging = replace(few.settings, futures=JUDGED * few.settings.futures)
    judged = engine.judge_inside(few.portfolio, few.priors, judging, inside)
    more = engine.two_more(*given, reference, progress=_share(progress, 1))
    later = engine.later_starts(*given, progress=_share(progress, 2))
    found = calculate_break_even(kept, _share(progress, 3))
    forecasts = _forecasts(kept, reference, _share(progress, 4))
    came = Explored(few.settings.futures, reference, inside, more, later, found, forecasts, judged=judged)
    done: Json = plain(_completed(came, kept, result, kept_findings(findings)))
    return done


def _completed(came: Explored, kept: Inputs, result: Json, findings: Findings | None) -> Explored:
    """With the verdict by the rule in full, where what was stored had not tried the best subset."""
    if findings is None or findings.leaving_out_is_tried:
        return came
    models = [one for one in result["result"]["models"] if one["slug"] == engine.STRATEGIC]
    whole = with_best_subset(findings, kept, came.inside, read(engine.ModelResult, models[0]))
    return replace(came, weighed=whole.weighed, changed=whole.changed)


def _forecasts(kept: Inputs, reference: str, progress: Progress) -> dict[str, tuple[ProjectForecast, ...]]:
    projects = len(kept.portfolio.projects)
    wanted = [engine.STRATEGIC, reference, engine.BASELINE]
    compared = [slug for slug in dict.fromkeys(wanted) if slug in kept.settings.alternatives]
    if projects > FORECAST_PROJECTS:
        compared = compared[:1]
    affordable = FORECAST_FUTURES * PROJECTS**2 // max(projects, 1) ** 2
    futures = min(kept.settings.futures, FORECAST_FUTURES, max(affordable, LEAST_FUTURES))
    given = kept.portfolio, kept.priors, replace(kept.settings, futures=futures)
    found = {}
    for done, slug in enumerate(compared):
        found[slug] = engine.project_forecasts(*given, slug)
        progress(done + 1, len(compared))
    return found


def _futures(kept: Inputs) -> int:
    affordable = FUTURES * PROJECTS // max(len(kept.portfolio.projects), 1)
    return min(kept.settings.futures, FUTURES, max(affordable, LEAST_FUTURES))


def _reference(result: Json) -> str:
    """The cheapest in mean of those without partnership that were compared."""
    without: Sequence[Any] = [one for one in result["result"]["models"] if one["slug"] in WITHOUT_PARTNERSHIP]
    return str(min(without, key=lambda one: one["regret"]["mean"])["slug"])


def _share(progress: Callable[[int], None], part: int) -> Progress:
    """Turn the progress of one of five parts into that of the whole."""

    def tell(done: int, total: int) -> None:
        progress(int(HUNDRED * (part + done / max(total, 1)) / PARTS))

    return tell
