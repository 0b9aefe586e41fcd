"""Speed of the engine beside the floor of merely drawing the random numbers it needs.

Run ``python benchmarks/engine.py`` from the repository; figures are CPU time of one thread, the median of several runs.
"""

import csv
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np
import yaml

import maskinrum
from maskinrum.engine import (
    ALL_SEVEN,
    BASELINE,
    STRATEGIC,
    ApprovalState,
    Portfolio,
    Priors,
    Project,
    Settings,
    best_inside,
    break_even,
    drawn_inputs,
    drivers,
    flip_values,
    later_starts,
    shocks,
    simulate,
    summarise,
    together,
    two_more,
    value_of_information,
)
from maskinrum.engine.parameters import PARAMETERS
from maskinrum.engine.streams import BLOCK, Streams

DOMAIN = Path(maskinrum.__file__).parent / "domain"
RUNS = 9
SEARCHED = 1024  # futures of what simulates many portfolios
NOBODY_BELONGS = 0.15  # price level at which the search takes every project out, one by one


def states() -> dict[str, ApprovalState]:
    """The approval states of the domain data."""
    facets = yaml.safe_load((DOMAIN / "facets.yaml").read_text(encoding="utf-8"))
    return {
        value["slug"]: ApprovalState(
            value["slug"],
            value["order"],
            value["default_realisation"],
            tuple(value["start_delay_months"][part] for part in "amb"),
        )
        for value in facets["approval_state"]["values"]
    }


def portfolio(size: int) -> Portfolio:
    """The demo portfolio's projects, over again until there are ``size``."""
    known, lines = states(), (DOMAIN / "demo_portfolio.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    return Portfolio(
        Project(
            row["name"],
            row["kind"],
            row["group"],
            int(row["homes"]),
            float(row["budget"]),
            float(row["planned_start"]),
            float(row["duration"]),
            known[row["approval"]],
            row["problem_project"] == "yes",
            row["eligible"] == "yes",
        )
        for row in (rows[place % len(rows)] for place in range(size))
    )


def draw(projects: int, futures: int) -> None:
    """The floor: three normals and three uniforms per project, two numbers per parameter, and the market's shocks."""
    for block in range(-(-futures // BLOCK)):
        streams = Streams(1, block)
        for row in range(projects):
            (generator,) = streams.project(row).generators
            generator.standard_normal((3, BLOCK))
            generator.random((3, BLOCK))
        for slug in PARAMETERS:
            (generator,) = streams.parameter(slug).generators
            generator.random(BLOCK)
            generator.standard_normal(BLOCK)
        (generator,) = streams.shock("market").generators
        generator.standard_normal((80, BLOCK))


def forget_numbers() -> None:
    """Let the next simulation draw the numbers of its projects, which are kept for whoever asks again."""
    shocks._kept.cache_clear()  # noqa: SLF001 - nothing but a measurement wants this


def seconds(work: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """Median and least CPU time of ``work``; on a busy machine the least is nearer to its own speed.

    The projects' numbers are drawn anew each time, as in a process that is asked for the first time.
    """
    times = []
    for _ in range(runs):
        forget_numbers()
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return median(times), min(times)


def peak() -> float:
    """Most memory held so far, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def show(label: str, projects: int, futures: int, taken: tuple[float, float], runs: int = RUNS) -> None:
    """Print one line beside its floor."""
    floor = seconds(lambda: draw(projects, futures), runs)
    figures = (
        f"{1000 * own:7.0f} {1000 * least:7.0f} {own / least:6.1f}" for own, least in zip(taken, floor, strict=True)
    )
    print(f"{label:52}{'   '.join(figures)}   {peak():5.0f}")


def explained(portfolio: Portfolio, priors: Priors, settings: Settings) -> None:
    """A comparison with all that is told from its own draws: what drives it, and what it is worth to find out."""
    found, inputs = simulate(portfolio, priors, settings), drawn_inputs(priors, settings)
    costs = dict(zip(found.slugs, found.compared, strict=True))
    drivers(costs[STRATEGIC] - costs[BASELINE], inputs)
    value_of_information(found.compared, inputs)


def analyses(priors: Priors) -> None:
    """Print what is asked beyond the comparison, once each, beside drawing the numbers of as many futures once."""
    given, half = portfolio(60), portfolio(30)
    few, some, many = (Settings(futures=futures) for futures in (SEARCHED, 4096, 16_384))
    worst = priors.with_overrides({(STRATEGIC, "price_level"): NOBODY_BELONGS})
    lines: tuple[tuple[str, int, Callable[[], object]], ...] = (
        ("comparison, drivers, information", many.futures, lambda: explained(given, priors, many)),
        ("best subset", few.futures, lambda: best_inside(given, priors, few)),
        ("best subset, every project moved", few.futures, lambda: best_inside(given, worst, few)),
        ("two more of each kind", few.futures, lambda: two_more(given, priors, few, BASELINE)),
        ("flip values of all parameters", few.futures, lambda: flip_values(given, priors, few, BASELINE)),
        ("four later starts", some.futures, lambda: later_starts(given, priors, some)),
        ("two clients, 30 projects each", some.futures, lambda: together(half, half, priors, some)),
        ("break-even", 2048, lambda: break_even(given, priors, replace(some, futures=2048))),
    )
    for label, futures, work in lines:
        show(f"60 projects, {label}, {futures:,}", 60, futures, seconds(work, 3), 3)


def main() -> None:
    """Print the table."""
    priors = Priors.from_mapping(yaml.safe_load((DOMAIN / "priors.yaml").read_text(encoding="utf-8")))
    base = Settings()
    print(f"NumPy {np.__version__}; {RUNS} runs each; CPU ms, floor ms, ratio: median, then least; peak MiB")

    def run(size: int, settings: Settings, runs: int = RUNS) -> tuple[float, float]:
        given = portfolio(size)
        return seconds(lambda: simulate(given, priors, settings), runs)

    for size in (15, 30, 60, 120, 240):
        show(f"{size} projects × 7 alternatives × 4,096", size, 4096, run(size, base))
    for count in (1, 2, 4, 7):
        chosen = replace(base, alternatives=ALL_SEVEN[:count])
        show(f"60 projects × {count} alternatives × 4,096", 60, 4096, run(60, chosen))
    for futures in (1024, 4096, 16_384, 65_536):
        runs = RUNS if futures < 16_384 else 3
        chosen = replace(base, futures=futures)
        show(f"60 projects × 7 alternatives × {futures:,}", 60, futures, run(60, chosen, runs), runs)
    found = simulate(portfolio(60), priors, base)
    analyses(priors)
    print(f"{'statistics of 7 alternatives × 4,096':52} {1000 * seconds(lambda: summarise(found))[0]:7.0f}")


if __name__ == "__main__":
    main()
