"""Name the tests that a quick run leaves out because they take long: ``python tools/dear_tests.py REPORT.xml``.

The report is that of a whole run, which asks at each stop as everybody and measures coverage, so it takes longer::

    python -m pytest -n 3 --dist loadfile --cov --junitxml=REPORT.xml -o junit_duration_report=call

A test is dear when its own part, without what it shares with others, takes longer than ``DEAR`` seconds. Of a file in
which all are dear the cheapest stays, so that every file is tried. Files of which the shared part is dear are named
whole, by hand, in ``WHOLE``. The stops of the access walk may take longer: with few it could not hold its own rules.
"""

import sys
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree as ET

DEAR = 0.2
MAY_TAKE_LONGER = {"tests/house/test_access_walk.py": 0.5}
LIST = Path(__file__).resolve().parent.parent / "tests" / "dear.txt"
WHOLE = ("tests/house/test_attack_walk.py",)
HEAD = """\
# Tests that a quick run leaves out because each takes longer than {dear} seconds in a whole run (some files may take
# longer, see the tool), or a file whose preparation does. Written by tools/dear_tests.py from the report of a whole
# run; the whole gate leaves out nothing.
"""


def main(report: str) -> None:
    """Read the report and write the list."""
    seconds = seconds_of(report)
    listed = ((found, MAY_TAKE_LONGER.get(file, DEAR)) for file, found in seconds.items() if file not in WHOLE)
    named = [*WHOLE, *(name for found, most in listed for name in dear_of(found, most))]
    LIST.write_text(HEAD.format(dear=DEAR) + "".join(f"{name}\n" for name in sorted(named)), encoding="utf-8")
    print(f"{len(named)} lines in {LIST.name}")


def seconds_of(report: str) -> dict[str, dict[str, float]]:
    """How long each test took, by file and name."""
    seconds: dict[str, dict[str, float]] = defaultdict(dict)
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - written by our own run
        file = case.attrib["classname"].replace(".", "/") + ".py"
        seconds[file][f"{file}::{case.attrib['name']}"] = float(case.attrib["time"])
    return seconds


def dear_of(seconds: dict[str, float], most: float) -> set[str]:
    """The tests of one file that take longer than ``most`` seconds, without the cheapest where none would be left."""
    dear = {name for name, taken in seconds.items() if taken > most}
    return dear - {min(dear, key=seconds.__getitem__)} if len(dear) == len(seconds) > 0 else dear


if __name__ == "__main__":
    main(sys.argv[1])
