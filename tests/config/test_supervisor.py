import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from maskinrum.config.supervisor import Child, supervise


def python(source: str) -> tuple[str, ...]:
    """The command that runs a piece of Python."""
    return (sys.executable, "-S", "-c", source)


def test_a_child_that_ends_is_started_again_after_a_growing_pause() -> None:
    told: list[str] = []

    def tell(line: str) -> None:
        told.append(line)
        if len(told) == 4:
            os.kill(os.getpid(), signal.SIGTERM)

    assert supervise([Child("short", python("raise SystemExit(3)"))], tell=tell) == 0
    assert [line for line in told if "ended" in line] == [
        "short: ended (exit code 3); starting again in 0.5 s",
        "short: ended (exit code 3); starting again in 1 s",
    ]


def test_what_a_child_started_dies_with_it(tmp_path: Path) -> None:
    started = tmp_path / "started"
    source = (
        "import os, pathlib, subprocess, sys, time\n"
        "sleeper = subprocess.Popen([sys.executable, '-S', '-c', 'import time; time.sleep(600)'])\n"
        f"pathlib.Path({str(started)!r}).write_text(str(sleeper.pid))\n"
        "os._exit(1)"
    )

    def tell(line: str) -> None:
        if "ended" in line:
            os.kill(os.getpid(), signal.SIGINT)

    assert supervise([Child("parent", python(source))], tell=tell) == 0
    assert not is_running(int(started.read_text()))


def test_a_child_that_will_not_stop_is_killed(tmp_path: Path) -> None:
    ready, told = tmp_path / "ready", list[str]()
    source = (
        "import pathlib, signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        f"pathlib.Path({str(ready)!r}).touch()\n"
        "time.sleep(600)"
    )

    def stop_twice() -> None:
        while not ready.exists():
            pass
        os.kill(os.getpid(), signal.SIGINT)
        threading.Event().wait(0.5)
        os.kill(os.getpid(), signal.SIGINT)

    impatient = threading.Thread(target=stop_twice)
    impatient.start()
    assert supervise([Child("stubborn", python(source))], tell=told.append) == 1
    impatient.join()
    assert told[-1] == "stubborn: did not stop and is killed"


def test_a_program_that_is_not_there_yet_is_tried_again_while_the_others_run(tmp_path: Path) -> None:
    program, told = tmp_path / "program", list[str]()

    def tell(line: str) -> None:
        told.append(line)
        if "cannot be started" in line:
            program.symlink_to(sys.executable)
        if line.startswith("late: running"):
            os.kill(os.getpid(), signal.SIGTERM)

    sleeping = "import time; time.sleep(600)"
    children = [Child("early", python(sleeping)), Child("late", (str(program), "-S", "-c", sleeping))]
    assert supervise(children, tell=tell) == 0
    assert [line.split(":")[0] for line in told] == ["early", "late", "late"]


def test_nothing_goes_on_when_the_supervisor_itself_fails() -> None:
    started: list[int] = []

    def tell(line: str) -> None:
        started.append(int(line.rpartition(" ")[2]))
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        supervise([Child("orphan", python("import time; time.sleep(600)"))], tell=tell)
    assert not is_running(started[0])


def is_running(process: int) -> bool:
    """Whether a process is there and not merely waiting to be buried."""
    status = Path(f"/proc/{process}/stat")
    if Path("/proc/self").exists():
        return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
