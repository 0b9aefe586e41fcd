"""The command line: what it refuses, and how it says so."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def test_problems_of_a_file_are_told_with_row_column_and_value(tmp_path: Path) -> None:
    file = tmp_path / "projects.csv"
    file.write_text(
        "name;budget;planned_start;duration;approval\nÅsen;17,6;20;12;scheme_a\nB;x;20;12;scheme_a\n", "utf-8"
    )
    with pytest.raises(CommandError) as caught:
        call_command("decide", str(file), lang="en")
    assert str(caught.value).splitlines() == [
        f"{file} cannot be used as it stands:",
        "  Row 3, column B “budget”: “x”. It is not a number. Write million kroner, such as 41.5.",
    ]
