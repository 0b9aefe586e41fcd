"""Name the tests that measure no coverage because others run the same: ``python -m tools.unmeasured_tests REPORT.xml``.

While Python 3.11 is watched, everything takes about half as long again. What is run by some tests is run: the floors of
``coverage_floor.py`` hold for all tests when they hold for part of them. Both files that are read, the report and
``.coverage``, are those of a run that writes down who ran what::

    python -m pytest -n 3 --dist loadfile --cov --cov-report= --cov-context=test --junitxml=REPORT.xml -m "not browser"

A test goes on measuring when it is cheap, when it is a test of the pure cores (every branch of which must be run), or
when it is among the cheapest that together run ``ENOUGH`` of all that was run. A new test, or one with a new name,
is on no list and measures.
"""

import heapq
import sqlite3
import sys
from collections import defaultdict
from contextlib import closing
from pathlib import Path

from tools.dear_tests import seconds_of

CHEAP = 0.1  # seconds
ENOUGH = 0.995
CORES = ("tests/engine/", "tests/danish/", "tests/deadlines/")
ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "tests" / "unmeasured.txt"
HEAD = """\
# Tests that measure no coverage, because tests that take less time run the same. Written by tools/unmeasured_tests.py
# from a whole run; what is not named here measures, unless it is marked no_cover.
"""

Step = tuple[int, int, int]  # file, line, next line


def main(report: str) -> None:
    """Read what was run and how long it took, and write the list."""
    seconds = {name: taken for found in seconds_of(report).values() for name, taken in found.items()}
    steps = steps_of(ROOT / ".coverage")
    at_import = steps.pop("", set())
    free = {name for name in steps if name.startswith(CORES) or seconds.get(name, 0.0) <= CHEAP}
    run = at_import.union(*(steps[name] for name in free))
    dear = {name: (steps[name], seconds[name]) for name in steps.keys() - free}
    whole = len(run.union(*(found for found, _ in dear.values())))
    unmeasured = sorted(dear.keys() - worth_measuring(dear, run, round(ENOUGH * whole)))
    LIST.write_text(HEAD + "".join(f"{name}\n" for name in unmeasured), encoding="utf-8")
    print(f"{len(unmeasured)} of {len(steps)} tests in {LIST.name}")


def steps_of(data: Path) -> dict[str, set[Step]]:
    """What each test ran, by its name; under the empty name what ran before the first."""
    found: dict[str, set[Step]] = defaultdict(set)
    with closing(sqlite3.connect(data)) as database:
        rows = database.execute(
            "SELECT context, file_id, fromno, tono FROM arc JOIN context ON context.id = arc.context_id"
        )
        for context, *step in rows:
            found[context.rpartition("|")[0]].add(tuple(step))
    return found


def worth_measuring(dear: dict[str, tuple[set[Step], float]], run: set[Step], enough: int) -> set[str]:
    """The names of tests that bring ``run`` up to ``enough`` steps, each time the one that adds most in a second."""
    chosen: set[str] = set()
    run = set(run)
    # What a test adds only becomes less, so whoever is still first when counted anew is the best of all.
    waiting = [(-len(found - run) / taken, name) for name, (found, taken) in dear.items()]
    heapq.heapify(waiting)
    while waiting and len(run) < enough:
        _, name = heapq.heappop(waiting)
        found, taken = dear[name]
        adds = -len(found - run) / taken
        if waiting and adds > waiting[0][0]:
            heapq.heappush(waiting, (adds, name))
        else:
            chosen.add(name)
            run |= found
    return chosen


if __name__ == "__main__":
    main(sys.argv[1])
