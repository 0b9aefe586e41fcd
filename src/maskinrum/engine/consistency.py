"""Whether questions that belong together are answered together: Cronbach's alpha, and what each question adds."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
import scipy

from maskinrum.engine.arrays import Bools, Floats
from maskinrum.engine.errors import StatisticsError
from maskinrum.engine.intervals import LEAST, LEVEL, Interval, normal_score

ROUNDING: Final = 1e-12


@dataclass(frozen=True, slots=True)
class QuestionFit:
    """One question: ``without`` is alpha of the others alone, ``rest`` its correlation with their sum."""

    without: float
    rest: float


@dataclass(frozen=True, slots=True)
class Consistency:
    """``alpha`` of the sum of the questions with Feldt's interval; ``standardised``: as if all varied alike.

    ``correlation``: mean between two questions; ``people``: how many answered one question or more, ``complete`` all.
    """

    alpha: Interval
    standardised: float
    correlation: float
    questions: tuple[QuestionFit, ...]
    people: int
    complete: int


def consistency(
    answers: Sequence[Sequence[float]] | Floats, *, turned: Sequence[int] = (), level: float = LEVEL
) -> Consistency:
    """Cronbach's alpha of answers, (people, questions), NaN where somebody did not answer; three questions or more.

    Variances and covariances are of the pairs that are there. ``turned``: places of the questions that are worded the
    other way. Raises ``StatisticsError`` with code ``rows`` (fewer than three questions, fewer than two people with a
    pair), ``spread`` (a question that all answered alike), ``questions`` (a turned one that is not there), ``level``.
    """
    table = np.array(answers, dtype=np.float64)
    if table.ndim != 2 or table.shape[1] <= LEAST:
        raise StatisticsError("people by three questions or more", code="rows", field="answers")
    if not all(0 <= place < table.shape[1] for place in turned):
        raise StatisticsError("a question is not there", code="questions", field="turned", value=list(turned))
    normal_score(level)
    table[:, list(turned)] *= -1
    covariance = _covariance(table)
    if not bool((np.diag(covariance) > ROUNDING).all()):
        raise StatisticsError("a question that all answer alike has no correlation", code="spread", field="answers")
    spread = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(spread, spread)
    count, people = len(spread), int((~np.isnan(table)).any(axis=1).sum())
    return Consistency(
        _feldt(_alpha(covariance), count, people, level),
        _alpha(correlation),
        float((correlation.sum() - count) / (count * (count - 1))),
        tuple(_fit(covariance, place) for place in range(count)),
        people,
        int((~np.isnan(table)).all(axis=1).sum()),
    )


def _covariance(table: Floats) -> Floats:
    """Of each pair of questions over the people who answered both, about the means of those people."""
    there = np.asarray(~np.isnan(table), dtype=np.float64)
    pairs = there.T @ there
    if bool((pairs < LEAST).any()):
        raise StatisticsError("two people or more answer each pair of questions", code="rows", field="answers")
    known = np.where(there == 1, table - np.nanmean(table, axis=0), 0.0)
    sums = known.T @ there
    return np.asarray((known.T @ known - sums * sums.T / pairs) / (pairs - 1))


def _alpha(covariance: Floats) -> float:
    count, total = len(covariance), float(covariance.sum())
    if total <= ROUNDING * float(np.trace(covariance)):
        raise StatisticsError("the sum of the questions does not vary", code="spread", field="answers")
    return count / (count - 1) * (1 - float(np.trace(covariance)) / total)


def _fit(covariance: Floats, place: int) -> QuestionFit:
    others: Bools = np.arange(len(covariance)) != place
    rest = covariance[np.ix_(others, others)]
    with_rest = float(covariance[place, others].sum())
    return QuestionFit(_alpha(rest), with_rest / sqrt(float(covariance[place, place]) * float(rest.sum())))


def _feldt(alpha: float, questions: int, people: int, level: float) -> Interval:
    """(1 − α)/(1 − estimate) is distributed as F with n − 1 and (n − 1)(k − 1) degrees of freedom (Feldt 1965)."""
    long, wide = people - 1, (people - 1) * (questions - 1)
    low, high = (
        1 - (1 - alpha) * float(scipy.special.fdtri(long, wide, p)) for p in ((1 + level) / 2, (1 - level) / 2)
    )
    return Interval(alpha, low, high, level)
