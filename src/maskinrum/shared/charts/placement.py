"""Where labels go so that none touches another."""

from collections.abc import Sequence

Span = tuple[float, float]


def rows_without_overlap(spans: Sequence[Span], gap: float = 8) -> tuple[int, ...]:
    """Return for each span the first row, from 0, in which it keeps ``gap`` px from those placed before it."""
    rows: list[list[Span]] = []
    places = []
    for low, high in spans:
        row = next(
            (i for i, row in enumerate(rows) if all(high + gap <= a or b + gap <= low for a, b in row)), len(rows)
        )
        if row == len(rows):
            rows.append([])
        rows[row].append((low, high))
        places.append(row)
    return tuple(places)


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> tuple[float, ...]:
    """Return centres as near to ``wanted`` (ascending) as they can be without overlap inside [low, high].

    Items that do not fit together keep their distances and run over ``high``.
    """
    centres: list[float] = []
    edge = low
    for centre, size in zip(wanted, sizes, strict=True):
        placed = max(centre, edge + size / 2)
        centres.append(placed)
        edge = placed + size / 2
    edge = high
    for index in range(len(centres) - 1, -1, -1):
        centres[index] = min(centres[index], edge - sizes[index] / 2)
        edge = centres[index] - sizes[index] / 2
    shift = max(0.0, low - edge) if centres else 0.0
    return tuple(centre + shift for centre in centres)


def clamped(start: float, width: float, low: float, high: float) -> float:
    """Return the left edge for something ``width`` wide that wants to begin at ``start``, kept inside [low, high]."""
    return max(low, min(start, high - width))
