"""When the ceiling is reached: what is called off, and what the rest of the portfolio may do with the room left.

Monte Carlo on the same futures every time. In each future a project that is not called off comes or does not come, by
the chance its latest approval gives it; it is called off at the planned start of its works, delayed as that approval
says (both are judgements, strength D); and its sum is its budget times a ratio. The ratio of signed sum to budget is
drawn from the board's own call-offs where there are five or more, else it is one and nothing is said of its spread.
The ceiling is reached in the month in which the sum first exceeds it.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import numpy as np

from maskinrum.partnerships.enums import Inside
from maskinrum.partnerships.facts import months_between
from maskinrum.partnerships.queries import approval_state
from maskinrum.steering.facts.board import BoardProject
from maskinrum.steering.facts.meters import BoardTerms, CeilingMeter, Forecast, Pending

FUTURES, SEED = 1000, 20270101
FEWEST_RATIOS = 5
LONGEST = 240  # months that are looked ahead where the end of the agreement is not known
QUANTILES = (0.1, 0.5, 0.9)
_REMEMBERED = 64


def ceiling_meter(projects: Iterable[BoardProject], terms: BoardTerms, today: date) -> CeilingMeter:
    """Read the meter of a board whose sums are all known to the viewer."""
    inside = [one for one in projects if one.inside == Inside.YES]
    signed = [call for one in inside for call in one.call_offs if call.signed_on]
    sums = [call.value for call in signed if call.value is not None]
    called_off = sum(sums, Decimal(0))
    pending = tuple(item for one in inside for item in _pending(one, today))
    until = LONGEST if terms.expires_on is None else max(0.0, months_between(today, terms.expires_on))
    maximum = None if terms.maximum is None else float(terms.maximum)
    found = forecast(float(called_off), maximum, pending, _ratios(inside), float(until))
    return CeilingMeter(called_off, terms.maximum, len(signed) - len(sums), len(pending), found)


def _pending(project: BoardProject, today: date) -> list[Pending]:
    """What of a project is not called off: the call-offs that wait, or the whole of it where it has none."""
    waiting = [call for call in project.call_offs if not call.signed_on]
    has_signed = len(waiting) < len(project.call_offs)
    if project.is_over or (has_signed and not waiting):
        return []
    state = approval_state(project.approval)
    delay = (float(state.delay.least), float(state.delay.typical), float(state.delay.most))
    month = months_between(today, project.planned_start)
    whole = project.scheme_b_budget or project.budget
    known = [call.value for call in waiting if call.value is not None]
    if known and len(known) == len(waiting):
        value = sum(known, Decimal(0))
    elif whole is None:
        return []
    else:
        value = max(whole - (project.call_off_value or 0), Decimal(0))
    return [Pending(float(value), float(state.realisation), month, delay)] if value else []


def _ratios(projects: Iterable[BoardProject]) -> tuple[float, ...]:
    """Signed sum against budget, of each project that is called off as a whole."""
    whole = [
        (one.call_off_value, one.scheme_b_budget or one.budget)
        for one in projects
        if one.call_off_value and all(call.signed_on for call in one.call_offs)
    ]
    return tuple(float(value / budget) for value, budget in whole if budget)


@lru_cache(maxsize=_REMEMBERED)
def forecast(
    called_off: float, maximum: float | None, pending: tuple[Pending, ...], ratios: tuple[float, ...], until: float
) -> Forecast:
    """Draw the futures until ``until`` months from now. The same question is answered from memory."""
    rng = np.random.default_rng(SEED)
    size = (FUTURES, len(pending))
    has_spread = len(ratios) >= FEWEST_RATIOS
    ratio = rng.choice(np.array(ratios), size) if has_spread else np.ones(size)
    comes = rng.random(size) < np.array([one.chance for one in pending])
    due = np.array([one.month for one in pending]) + _delays(rng, pending, size)
    in_time = comes & (due <= until)
    value = np.where(in_time, np.array([one.value for one in pending]) * ratio, 0)
    months = max(int(np.ceil(until)), 1)
    place = np.clip(np.ceil(due), 0, months).astype(np.intp)
    flat = (np.arange(FUTURES)[:, np.newaxis] * (months + 1) + place).ravel()
    added = np.bincount(flat, value.ravel(), FUTURES * (months + 1)).reshape(FUTURES, months + 1)
    course = called_off + added.cumsum(axis=1)
    total = _three(course[:, -1])
    if maximum is None:
        return Forecast(None, None, None, total, has_spread, FUTURES)
    over = course > maximum
    exceeded = over.any(axis=1)
    chance = float(exceeded.mean())
    when = over.argmax(axis=1)[exceeded]
    error = float(np.sqrt(chance * (1 - chance) / FUTURES))
    return Forecast(chance, error, _three(when) if len(when) else None, total, has_spread, FUTURES)


def _delays(rng: np.random.Generator, pending: tuple[Pending, ...], size: tuple[int, int]) -> Any:
    """Triangles by their inverse distribution; one whose ends are equal is a number."""
    least, typical, most = (np.array([one.delay[place] for one in pending]) for place in range(3))
    width = np.where(most > least, most - least, 1)
    turn, draw = (typical - least) / width, rng.random(size)
    early = least + np.sqrt(draw * width * (typical - least))
    late = most - np.sqrt((1 - draw) * width * (most - typical))
    return np.where(most > least, np.where(draw < turn, early, late), least)


def _three(values: Any) -> tuple[float, float, float]:
    low, middle, high = np.quantile(values, QUANTILES, method="inverted_cdf")
    return float(low), float(middle), float(high)
