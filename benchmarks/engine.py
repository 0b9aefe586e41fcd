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
from maskinrum.engine import ALL_SEVEN, ApprovalState, Portfolio, Priors, Project, Settings, simulate, summarise
from maskinrum.engine.parameters import PARAMETERS
from maskinrum.engine.streams import BLOCK, Streams

DOMAIN = Path(maskinrum.__file__).parent / "domain"
RUNS = 9


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


def seconds(work: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """Median and least CPU time of ``work``; on a busy machine the least is nearer to its own speed."""
    times = []
    for _ in range(runs):
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
    print(f"{label:44}{'   '.join(figures)}   {peak():5.0f}")


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
    print(f"{'statistics of 7 alternatives × 4,096':44} {1000 * seconds(lambda: summarise(found))[0]:7.0f}")


if __name__ == "__main__":
    main()
