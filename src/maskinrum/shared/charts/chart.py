"""What every chart function returns: two drawings, the words around them and the same figures as a table."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

WIDE = 784
NARROW = 328


@dataclass(frozen=True)
class Layout:
    """Where the plot stands in a drawing ``width`` px wide, and whether names stand above their bars."""

    width: float
    start: float
    end: float
    names_above: bool


@dataclass(frozen=True)
class Drawings:
    """The same picture for wide and for narrow pages, without words around it."""

    wide: SafeString
    narrow: SafeString


@dataclass(frozen=True)
class ChartTable:
    """The figures of a chart as finished text; the first ``text_columns`` columns are words, the rest figures."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    text_columns: int = 1


@dataclass(frozen=True)
class Chart:
    """One chart: a drawing 784 px wide, one 328 px wide, and the words that stand around either of them.

    ``title`` is the finding, ``reading`` says what is drawn, in which unit and how to read it, ``note`` stands under.
    ``further`` holds what the drawing shows beside the rows of ``table``.
    """

    wide: SafeString
    narrow: SafeString
    title: str
    reading: str
    note: str
    table: ChartTable
    further: tuple[ChartTable, ...] = ()
