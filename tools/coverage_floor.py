"""Fail when too little of the product was run by the tests just finished."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Per cent of branches; the files of a row are not counted in those below it.
FLOORS = {
    "src/maskinrum/engine/*": 100.0,
    "src/maskinrum/danish/*": 100.0,
    "src/maskinrum/deadlines/*": 100.0,
    "src/maskinrum/*": 95.0,
}


def main() -> int:
    """Print what was not run where it is too much. Returns 1 then, else 0."""
    coverage = [sys.executable, "-m", "coverage"]
    subprocess.run([*coverage, "combine", "--quiet", "--append"], cwd=ROOT, check=False, capture_output=True)
    earlier: list[str] = []
    code = 0
    for files, floor in FLOORS.items():
        options = [f"--include={files}", f"--omit={','.join([*earlier, '*/migrations/*'])}", f"--fail-under={floor}"]
        answer = subprocess.run([*coverage, "report", *options], cwd=ROOT, check=False, capture_output=True, text=True)
        print(f"{files}: at least {floor:g} per cent", "- kept" if answer.returncode == 0 else f"\n{answer.stdout}")
        code |= int(answer.returncode != 0)
        earlier.append(files)
    if code:
        print("Tests named in tests/unmeasured.txt measure nothing: tools/unmeasured_tests.py writes that list anew.")
    return code


if __name__ == "__main__":
    sys.exit(main())
