"""From values to pixels: linear scales, round ticks and the calendar of a portfolio."""

import math
from dataclasses import dataclass
from datetime import date

_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Scale:
    """A linear scale from the values ``low`` … ``high`` to the pixels ``start`` … ``end`` (``end`` may be less)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the pixel of ``value``, also outside the ends."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def inside(self, value: float) -> float:
        """Return the pixel of ``value``, moved to the nearer end when it lies outside."""
        return self(min(self.high, max(self.low, value)))


def tick_step(low: float, high: float, most: int) -> float:
    """Return the smallest of 1, 2, 5 × 10ⁿ that gives at most ``most`` steps between ``low`` and ``high``."""
    raw = (high - low) / most
    power = 10.0 ** math.floor(math.log10(raw))
    return next(step * power for step in _STEPS if step * power >= raw * (1 - 1e-9))


def ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """Return the round values in [low, high], zero exactly zero; raises ``ValueError`` unless low < high."""
    if not low < high:
        raise ValueError(f"An axis from {low} to {high} has no length.")
    step = tick_step(low, high, most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple(index * step for index in range(first, last + 1))


def decimals_of(values: tuple[float, ...]) -> int:
    """Return how many decimals tell neighbouring ticks apart."""
    if len(values) < 2:
        return 0
    return max(0, -math.floor(math.log10(values[1] - values[0]) + 1e-9))


def month_of(case_date: date, day: date) -> float:
    """Return ``day`` in months from ``case_date``; a day is a thirty-first, so that the first of a month is exact."""
    return 12 * (day.year - case_date.year) + day.month - case_date.month + (day.day - case_date.day) / 31


def year_starts(case_date: date, low: float, high: float) -> tuple[tuple[float, int], ...]:
    """Return (month, year) of each first of January within [low, high] months from ``case_date``."""
    first = case_date.year + math.floor(low / 12) - 1
    years = range(first, case_date.year + math.ceil(high / 12) + 2)
    marks = [(month_of(case_date, date(year, 1, 1)), year) for year in years if 1 <= year <= 9999]
    return tuple(mark for mark in marks if low - 1e-9 <= mark[0] <= high + 1e-9)


def whole_years(case_date: date, low: float, high: float) -> tuple[float, float]:
    """Return the smallest span of whole calendar years around [low, high] months from ``case_date``."""
    offset = month_of(case_date, date(case_date.year, 1, 1))
    start = offset + 12 * math.floor((low - offset) / 12 + 1e-9)
    end = offset + 12 * math.ceil((high - offset) / 12 - 1e-9)
    return start, max(end, start + 12)
