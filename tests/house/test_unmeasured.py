"""Which tests need not measure coverage."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tools.unmeasured_tests import steps_of, worth_measuring

A, B, C, D = ((1, line, line + 1) for line in range(1, 5))


def test_what_adds_most_in_a_second_is_chosen_until_there_is_enough() -> None:
    dear = {"wide": ({A, B, C}, 3.0), "quick": ({A, B}, 0.5), "narrow": ({C}, 0.5), "last": ({D}, 9.0)}
    assert worth_measuring(dear, set(), 3) == {"quick", "narrow"}
    assert worth_measuring(dear, set(), 4) == {"quick", "narrow", "last"}


def test_what_cheap_tests_run_is_not_run_again() -> None:
    assert worth_measuring({"same": ({A, B}, 1.0), "more": ({B, C}, 5.0)}, {A, B}, 3) == {"more"}
    assert worth_measuring({"same": ({A, B}, 1.0)}, {A, B}, 2) == set()


def test_who_ran_what_is_read_from_what_coverage_wrote(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "data")) as database:
        database.executescript(
            "CREATE TABLE context (id, context); CREATE TABLE arc (file_id, context_id, fromno, tono);"
            "INSERT INTO context VALUES (1, ''), (2, 'tests/a.py::test|setup'), (3, 'tests/a.py::test|run');"
            "INSERT INTO arc VALUES (1, 1, 1, 2), (1, 2, 2, 3), (1, 3, 3, 4);"
        )
    assert steps_of(tmp_path / "data") == {"": {A}, "tests/a.py::test": {B, C}}
