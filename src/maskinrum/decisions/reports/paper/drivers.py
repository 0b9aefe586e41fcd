"""What decides the answer, what to find out first, and what would have to be true for it to turn."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from maskinrum.decisions.reports.findings import FindingsPage, Row
from maskinrum.decisions.reports.paper.parts import charted
from maskinrum.decisions.reports.paper.stored import Stored
from maskinrum.shared.documents import Block, Callout, Column, Grid, Heading, Paragraph, Tone

MOST_WORTH = 5


def drivers(stored: Stored) -> Iterator[Block]:
    """The section; nothing where there was nothing to decide."""
    said = stored.said
    if said is None:
        return
    yield Heading(_("What decides the answer"))
    if said.chart is not None:
        yield from charted(said.chart)
    yield from _worth(said)
    if said.flips:
        yield Heading(_("What would have to be true"), 2)
        heads = _("Turns at"), _("It lies past that in")
        caption = _("The partnership and the cheapest without one change places when one of these is otherwise:")
        rows = [replace(row, cells=_turning(row)) for row in said.flips]
        yield replace(_grid(_("Uncertain number"), heads, rows), caption=caption)
        yield Paragraph(said.flips_note, Tone.QUIET)
    if said.elsewhere:
        yield Heading(_("Later starts and changed portfolios"), 2)
        further = _("Held against"), _("Mean difference, DKK m"), _("Cheaper, of 100"), _("Holds")
        yield _grid(_("If"), further, said.elsewhere, words=1)
        yield Paragraph(said.elsewhere_note, Tone.QUIET)


def _turning(row: Row) -> tuple[str, ...]:
    """Where it turns with its interval in one cell, so that a row keeps to one line."""
    value, between, past = row.cells
    return f"{value} ({between})" if between else value, past


def _worth(said: FindingsPage) -> Iterator[Block]:
    yield Heading(_("What to find out first"), 2)
    yield Callout("", said.advice, Tone.ADVICE)
    if said.worth:
        heads = _("Worth at most"), _("Error of the calculation")
        yield _grid(_("Find this out"), heads, said.worth[:MOST_WORTH])
    yield Paragraph(f"{said.ceiling} {said.nothing_words}".strip(), Tone.QUIET)


def _grid(first: str, heads: Sequence[str], rows: Sequence[Row], *, words: int = 0) -> Grid:
    """The rows of a finding as a table; ``words`` columns after the first hold no figures."""
    columns = [
        Column(first, 3),
        *(Column(head, 1.5 if place else 2.4, numeric=place >= words) for place, head in enumerate(heads)),
    ]
    return Grid("", tuple(columns), tuple((row.name, *row.cells) for row in rows), row_titles=True)
