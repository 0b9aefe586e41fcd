"""Speed of a start plan beside the floor of merely drawing the random numbers it needs.

Run ``python benchmarks/plan.py`` from the repository; figures are CPU time of one thread, median and least of several
runs. 60 tasks: the start plan that ships and 15 of a client's own along it.
"""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from statistics import median

import django
import numpy as np

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maskinrum.config.settings")
django.setup()

from maskinrum.deadlines import Text  # noqa: E402
from maskinrum.engine import course, described, drawn_durations, simulate_network  # noqa: E402
from maskinrum.engine.durations import _stream  # noqa: E402 - the floor draws as it does
from maskinrum.planning.analysis import (  # noqa: E402
    plan_alternatives,
    plan_swings,
    schedule,
    schedule_from_json,
    schedule_to_json,
)
from maskinrum.planning.analysis.scheduling import simulated  # noqa: E402
from maskinrum.planning.facts.plan import Days, PlanFacts, TaskFacts  # noqa: E402

RUNS = 15
DRAWS = 10_000
OWN = 15


def facts() -> PlanFacts:
    """A plan of 60 tasks; those of the client's own lie between the tasks of the template."""
    own = tuple(
        TaskFacts(f"own{place}", Text("egen", "own"), "F1", Days(5, 10, 20), (f"T{place + 2:02d}",))
        for place in range(OWN)
    )
    return PlanFacts("negotiated", date(2026, 12, 1), date(2027, 1, 4), tasks=own, term_months=48)


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Median and least CPU time of ``work``."""
    times = []
    for _ in range(RUNS):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return median(times), min(times)


def show(label: str, taken: tuple[float, float], floor: float) -> None:
    """Print one line beside the floor."""
    middle, least = taken
    print(f"{label:60}{1000 * middle:8.1f}{1000 * least:8.1f}{1000 * floor:8.1f}{least / floor:8.1f}")


def main() -> None:
    """Measure one after the other."""
    plan = facts()
    made = simulated(plan)
    network = made.plan.network
    names = [task.id for task in network.tasks]

    def draw() -> None:
        for key in range(len(names) + 1):
            _stream(1, key).standard_normal(DRAWS)

    def rng() -> np.random.Generator:
        return np.random.default_rng(1)

    found = schedule(plan)
    stored = schedule_to_json(found)
    floor = seconds(draw)[1]
    wished = replace(plan, wished_signature=found.signature)
    print(f"{len(names)} tasks, {DRAWS} draws{'':38}median   least   floor   ratio")
    show("drawing durations, correlated", seconds(lambda: drawn_durations(network, rng())), floor)
    show("starts and ends in every draw", seconds(lambda: course(network, made.drawn)), floor)
    show("percentiles and criticality", seconds(lambda: described(network, made.course)), floor)
    show("the network, all of it", seconds(lambda: simulate_network(network, rng())), floor)
    show("the schedule: dates, reasons, warnings, ranges", seconds(lambda: schedule(plan)), floor)
    show("  with a wished signature and three latest starts", seconds(lambda: schedule(wished)), floor)
    show("what moves it most, 2,000 draws", seconds(lambda: plan_swings(plan)), floor)
    show("every procedure", seconds(lambda: plan_alternatives(plan)), floor)
    show("reading a stored schedule", seconds(lambda: schedule_from_json(stored)), floor)


main()
