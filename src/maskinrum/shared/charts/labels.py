"""A free place for a label beside its point."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from maskinrum.shared.charts.lettering import SIZE, text_width
from maskinrum.shared.charts.svg import Box

_REACH = 40.0
_DISTANCES = (10.0, 16.0, 24.0, 34.0, 46.0)


@dataclass
class Obstacles:
    """What a label must not cover: boxes, and lines as the points along them."""

    boxes: list[Box] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)

    @classmethod
    def of_lines(cls, lines: Sequence[Sequence[tuple[float, float]]]) -> "Obstacles":
        """Return obstacles along polylines."""
        return cls(points=[point for line in lines for pair in pairwise(line) for point in _along(*pair)])

    def add(self, box: Box) -> None:
        """Add the box of something that has been placed."""
        self.boxes.append(box)

    def hits(self, box: Box) -> tuple[int, int]:
        """Return how many boxes ``box`` overlaps, and how many points of lines lie in it."""
        low_x, low_y, high_x, high_y = box
        overlaps = sum(a < high_x and low_x < c and b < high_y and low_y < d for a, b, c, d in self.boxes)
        return overlaps, len([1 for x, y in self.points if low_x <= x <= high_x and low_y <= y <= high_y])


def _along(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    count = max(1, int(max(abs(end[0] - start[0]), abs(end[1] - start[1])) / 4))
    return [
        (start[0] + (end[0] - start[0]) * step / count, start[1] + (end[1] - start[1]) * step / count)
        for step in range(count + 1)
    ]


def first_free(
    words: str, point: tuple[float, float], frame: Box, obstacles: Obstacles, *, bold: bool = True
) -> tuple[float, float] | None:
    """Return x and baseline for ``words`` near ``point`` inside ``frame``, away from what stands there, and claim it.

    Near places are tried before farther ones; when every place covers part of a line the one that covers least is
    taken. None when only places over another label are left.
    """
    boxes = _candidates(point, text_width(words, bold=bold), frame)
    best, fewest = None, (1, 0)
    for box in boxes:
        hits = obstacles.hits(box)
        if hits < fewest:
            best, fewest = box, hits
        if hits == (0, 0):
            break
    if best is None:
        return None
    obstacles.add(best)
    return best[0], best[3] - 0.22 * SIZE


def _candidates(point: tuple[float, float], width: float, frame: Box) -> list[Box]:
    x, y = point
    height = SIZE * 1.1
    lefts = [x + 10, x - 10 - width, x - width / 2, frame[2] - width, frame[0] + 4]
    near = [left for left in lefts if left <= x + _REACH and x - _REACH <= left + width]
    centres = [centre for away in _DISTANCES for centre in (y + away, y, y - away)]
    boxes = [(left, centre - height / 2, left + width, centre + height / 2) for centre in centres for left in near]
    return [
        box
        for box in boxes
        if frame[0] <= box[0] and box[2] <= frame[2] and frame[1] <= box[1] and box[3] <= frame[3] - 2
    ]
