"""Documents that list what there is leave nothing out."""

import re

from maskinrum.config.console import our_commands
from maskinrum.shared.periodic import jobs
from tests.house.sources import PACKAGE, ROOT

DOCS = ROOT / "docs"


def text(name: str) -> str:
    """A document as it is written."""
    return (DOCS / name).read_text(encoding="utf-8")


def test_operations_tell_of_every_command() -> None:
    told = set(re.findall(r"^\| `maskinrum ([a-z-]+)", text("operations.md"), re.MULTILINE))
    assert told == {*our_commands(), "help"}


def test_operations_tell_of_all_periodic_work() -> None:
    part = text("operations.md").partition("## Periodic work")[2].partition("\n## ")[0]
    table = "\n".join(line for line in part.splitlines() if line.startswith("| ") and not line.startswith("| Work"))
    assert sorted(re.findall(r"`(\w+)`", table)) == sorted(jobs())


def test_data_tells_of_every_file_that_ships() -> None:
    told = set(re.findall(r"^\| `([\w*/.]+)` \|", text("data.md").partition("## Labels")[0], re.MULTILINE))
    files = {file.name for file in (PACKAGE / "domain").iterdir() if file.is_file() and file.suffix != ".py"}
    assert told == (files - {"README.md"}) | {"tools/*.yaml"}


def test_the_decisions_stand_in_order() -> None:
    numbers = re.findall(r"^- \[(\d{4})\]", text("index.md"), re.MULTILINE)
    assert numbers == sorted(numbers)
    assert len(numbers) == len(set(numbers)) == len(list((DOCS / "decisions").glob("*.md")))
