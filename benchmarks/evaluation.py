"""CPU time of the evaluation's statistics on what one round of a partnership may bring.

Run ``python benchmarks/evaluation.py`` from the repository; figures are of one thread, the median of several runs.
"""

import time
from collections.abc import Callable
from statistics import median

import numpy as np

from maskinrum.engine import (
    GroupView,
    Moments,
    Spread,
    bootstrap,
    consistency,
    control_chart,
    learning_curve,
    mean_of,
    ordinal_difference,
    ordinal_summary,
    partial_pooling,
    pooled_shares,
    showable,
    variance_components,
)

ROLES, PARTIES, PEOPLE = 6, 5, 300
SCALE = (0.03, 0.10, 0.20, 0.40, 0.27)


def milliseconds(work: Callable[[], object], runs: int = 9) -> float:
    """Median CPU time of one call, after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1000 * median(times)


def views() -> list[GroupView]:
    """Everybody, then each role, each party and each role of each party."""
    cells = np.arange(ROLES * PARTIES).reshape(ROLES, PARTIES)
    groups = [("", [cells]), ("role", list(cells)), ("party", list(cells.T)), ("both", list(cells.reshape(-1, 1)))]
    return [
        GroupView(f"{beside} {place}", frozenset(own.ravel().tolist()), beside)
        for beside, parts in groups
        for place, own in enumerate(parts)
    ]


def main() -> None:
    """Print a row for each statistic."""
    rng = np.random.Generator(np.random.Philox(1))
    heads = rng.multinomial(PEOPLE, rng.dirichlet(np.ones(ROLES * PARTIES)))
    answers = np.array([rng.multinomial(count, SCALE) for count in heads])
    asked, rounds, scores = views(), rng.standard_normal(40), rng.standard_normal((PEOPLE, 8))
    noise, few = Spread("half_normal", 0.15), answers.sum(axis=0) // 10
    work: dict[str, Callable[[], object]] = {
        "control chart, 40 rounds": lambda: control_chart(rounds),
        "summary of one question": lambda: ordinal_summary(few, rng),
        "difference of two groups": lambda: ordinal_difference(few, few[::-1], rng),
        "bootstrap of a mean, 20 values": lambda: bootstrap(rounds[:20], mean_of, rng),
        "bootstrap of a mean, 300 values": lambda: bootstrap(scores[:, 0], mean_of, rng),
        "consistency, 300 people, 8 questions": lambda: consistency(scores),
        "partial pooling, 6 groups": lambda: partial_pooling(list(rounds[:6]), [0.3] * 6, noise),
        "pooled shares, 6 groups": lambda: pooled_shares([5, 12, 3, 9, 20, 8], [8, 20, 9, 12, 40, 11], 0.1),
        "variance components, 6 groups of 6": lambda: variance_components(list(rounds[:36].reshape(6, 6))),
        "learning curve, 5 projects": lambda: learning_curve([100.0, 95, 93, 94, 90], Moments(-0.02, 0.03), noise),
        "rulings on 42 views of one question": lambda: showable(answers, asked),
    }
    for name, own in work.items():
        print(f"| {name} | {milliseconds(own):.1f} ms |")


if __name__ == "__main__":
    main()
