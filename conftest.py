"""What holds for the whole run: with ``CI=true`` a skipped test is a failed one."""

import gc
import os
from collections.abc import Generator
from contextlib import nullcontext
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

from tests.measuring import measure_once, not_measured

# Once a browser is open, its event loop runs beside the tests of the same process that ask the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# How long an example takes says more of the machine than of the code; figures of speed are for the benchmarks.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--quick`` leaves the rest of long lists of the same kind to the whole gate."""
    parser.addoption("--quick", action="store_true", help="leave out what is marked as thorough")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no rubbish among thousands of tests while they are collected, nor afterwards: they stay to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Let coverage be measured once in a process of several.

    There it is begun when the options are read, and again when the session starts: were both left, the first would go
    on where the second is stopped for a while.
    """
    if hasattr(session.config, "workerinput"):
        measure_once()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """Measure what tests ask for to be made once for a file that asks for just that: a third of the time is making.

    What a test marked ``no_cover`` asks for is never measured. Where it is written down who ran what, all is.
    """
    asked = (item.path, tuple(getattr(item, "fixturenames", ())))
    is_new = asked not in _measured and item.get_closest_marker("no_cover") is None
    _measured.add(asked)
    with nullcontext() if is_new or says_who(item.config) else not_measured():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Neither what takes it away."""
    with nullcontext() if says_who(item.config) else not_measured():
        return (yield)


def says_who(config: pytest.Config) -> bool:
    """Whether it is written down beside each line which test ran it, which needs measuring without a pause."""
    return bool(config.getoption("cov_context", None))


_measured: set[tuple[Path, tuple[str, ...]]] = set()
MUST_RUN = os.environ.get("CI") == "true"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the report of a skipped test into that of a failed one."""
    report = yield
    return _failed(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file that asks to be skipped."""
    report = yield
    return _failed(report)


Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def _failed(report: Report) -> Report:
    if MUST_RUN and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and nothing may be skipped here: {report.longrepr}"
    return report
