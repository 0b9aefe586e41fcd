"""A problem tells its place in the words of what the person sees."""

import pytest
from django.utils.translation import override

from maskinrum.shared.tables import Problem


@pytest.mark.parametrize(
    ("row", "letter", "column", "place"),
    [
        (14, "F", "Budget", "Row 14, column F “Budget”: "),
        (14, "", "Budget", "Row 14, “Budget”: "),
        (14, "", "", "Row 14: "),
        (None, "F", "Budget", "Column F “Budget”: "),
        (None, "", "Budget", ""),
    ],
)
def test_a_problem_begins_with_its_place(row: int | None, letter: str, column: str, place: str) -> None:
    problem = Problem("code", "It is not a number.", "Write 41.5.", row, letter, column)
    with override("en"):
        assert str(problem) == f"{place}It is not a number. Write 41.5."


def test_a_problem_without_advice_is_its_reason() -> None:
    assert str(Problem("code", "It is not a number.")) == "It is not a number."
