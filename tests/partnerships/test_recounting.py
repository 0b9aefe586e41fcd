"""What is counted over lines is counted anew only for the lines that changed, and comes to the same."""

import random
from collections import Counter

from maskinrum.partnerships.facts.recounting import recounted


class Seen:
    """Counts the words of a text, and remembers how many lines it was given."""

    def __init__(self) -> None:
        self.lines: list[int] = []
        self.count = recounted(self.words)

    def words(self, text: str, given: str) -> Counter[str]:
        """Each word with what was given."""
        self.lines.append(len(text.splitlines()))
        return Counter(given + word for word in text.split())

    def lines_for(self, lines: list[str], given: str = "") -> int:
        """How many lines are counted for a text, that what comes out is right taken for granted."""
        before = len(self.lines)
        found = self.count("\n".join(lines), given)
        expected = Counter(given + word for line in lines for word in line.split())
        assert found == expected
        assert set(found) == set(expected)
        return sum(self.lines[before:])


def register(count: int) -> list[str]:
    """Lines of which every third stands twice."""
    return [f"a{n % 7} b{n - n % 3} c" for n in range(count)]


def test_only_changed_lines_are_counted_again() -> None:
    seen, lines = Seen(), register(1000)
    assert seen.lines_for(lines) == 1000
    assert seen.lines_for([*lines[:500], "new c", *lines[501:]]) == 2
    assert seen.lines_for(lines[1:]) == 3


def test_the_order_of_lines_and_how_often_they_stand_is_kept_apart() -> None:
    seen, lines = Seen(), register(1000)
    seen.lines_for(lines)
    assert seen.lines_for(lines[::-1]) == 0
    assert seen.lines_for([*lines, lines[0], lines[0]]) == 2


def test_what_was_counted_with_something_else_is_counted_whole() -> None:
    seen, lines = Seen(), register(100)
    seen.lines_for(lines)
    assert seen.lines_for(lines, "other") == 100


def test_a_filter_between_does_not_take_the_place_of_the_whole() -> None:
    seen, lines = Seen(), register(1000)
    seen.lines_for(lines)
    assert seen.lines_for(lines[:100]) == 100
    assert seen.lines_for(lines[:-1]) == 1


def test_a_register_that_becomes_much_smaller_is_carried_on_from_there() -> None:
    seen, lines = Seen(), register(1000)
    seen.lines_for(lines)
    assert seen.lines_for(lines[:600]) == 600
    assert seen.lines_for(lines[:599]) == 1


def test_whatever_changes_comes_to_the_same() -> None:
    rng, seen = random.Random(7), Seen()  # noqa: S311 - the same changes each time
    lines = register(200)
    for _time in range(50):
        for _change in range(rng.randrange(40)):
            lines[rng.randrange(len(lines))] = f"a{rng.randrange(7)} b{rng.randrange(9)}"
        lines += register(rng.randrange(3))
        seen.lines_for(lines)
    assert seen.lines_for([]) == 0
