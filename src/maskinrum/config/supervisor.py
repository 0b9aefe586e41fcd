"""Keep a handful of named programs running until told to stop.

Each child leads a process group of its own, so that what it started dies with it. A child that ends is started again
after a pause that doubles from half a second to half a minute while it keeps ending early.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds
LONG_ENOUGH = 60.0  # seconds after which a child counts as having started well
PATIENCE = 8.0  # seconds a child has to stop by itself
ROUND = 0.1  # seconds between looks


@dataclass(frozen=True)
class Child:
    """A program to keep running, and the file descriptors it inherits."""

    name: str
    command: tuple[str, ...]
    descriptors: tuple[int, ...] = ()


@dataclass
class _Run:
    child: Child
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    start_at: float = 0.0
    pause: float = FIRST_PAUSE


@dataclass
class _Stop:
    signals: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.signals)


def supervise(children: Sequence[Child], *, tell: Callable[[str], object]) -> int:
    """Run the children until SIGTERM or SIGINT, then stop them all.

    ``tell`` is called with a line about everything that happens. Returns 0, or 1 when a child had to be killed.
    """
    runs = [_Run(child) for child in children]
    with _stop_on_signals() as stop:
        try:
            while not stop:
                for run in runs:
                    _look_after(run, tell)
                time.sleep(ROUND)
        finally:  # whatever happens here, no child goes on without anybody to stop it
            code = _stop_all(runs, stop, tell)
        return code


@contextmanager
def _stop_on_signals() -> Iterator[_Stop]:
    stop = _Stop()
    wanted = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.signal(number, lambda got, _frame: stop.signals.append(got)) for number in wanted}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _look_after(run: _Run, tell: Callable[[str], object]) -> None:
    now = time.monotonic()
    if run.process is None:
        if now >= run.start_at:
            _start(run, now, tell)
    elif (code := run.process.poll()) is not None:
        _kill_group(run.process)
        run.pause = FIRST_PAUSE if now - run.started > LONG_ENOUGH else run.pause
        tell(f"{run.child.name}: ended ({_reason(code)}); starting again in {run.pause:g} s")
        _wait(run, now)


def _start(run: _Run, now: float, tell: Callable[[str], object]) -> None:
    run.started = now
    try:
        run.process = subprocess.Popen(  # noqa: S603 - the commands are our own
            run.child.command, stdin=subprocess.DEVNULL, start_new_session=True, pass_fds=run.child.descriptors
        )
    except OSError as error:  # no memory, no more processes, or a program that is being put in place
        tell(f"{run.child.name}: cannot be started ({error}); trying again in {run.pause:g} s")
        _wait(run, now)
    else:
        tell(f"{run.child.name}: running as process {run.process.pid}")


def _wait(run: _Run, now: float) -> None:
    run.process, run.start_at = None, now + run.pause
    run.pause = min(2 * run.pause, LONGEST_PAUSE)


def _stop_all(runs: Sequence[_Run], stop: _Stop, tell: Callable[[str], object]) -> int:
    running = [run for run in runs if run.process is not None]
    for run in running:
        _signal(run.process, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while any(_is_running(run) for run in running) and time.monotonic() < deadline and len(stop.signals) < 2:
        time.sleep(ROUND)
    stubborn = [run for run in running if _is_running(run)]
    for run in stubborn:
        tell(f"{run.child.name}: did not stop and is killed")
    for run in running:
        _kill_group(run.process)
    return 1 if stubborn else 0


def _is_running(run: _Run) -> bool:
    return run.process is not None and run.process.poll() is None


def _signal(process: "subprocess.Popen[bytes] | None", number: int) -> None:
    if process is not None and process.poll() is None:
        process.send_signal(number)


def _kill_group(process: "subprocess.Popen[bytes] | None") -> None:
    if process is not None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _reason(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
