"""What the answer rests on: the weakest first, and what somebody has changed."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.assumptions import COMMON
from maskinrum.decisions.phrases import SHORT
from maskinrum.decisions.reports.analyses import chosen_otherwise
from maskinrum.decisions.reports.assumptions import ShownParameter, changed_parameters, rests_on
from maskinrum.decisions.reports.paper.parts import Citations, strength_words
from maskinrum.decisions.reports.paper.stored import Stored
from maskinrum.decisions.reports.traces import told_as_of_today
from maskinrum.shared.documents import Block, Callout, Cell, Column, Grid, Heading, Paragraph, Span, Tone
from maskinrum.shared.templatetags.maskinrum.wording import localised


def basis(stored: Stored, citations: Citations) -> Iterator[Block]:
    """Judgement said plainly, and every number about the partnership with what it rests on."""
    rests = rests_on(stored.case.assumptions, stored.case.renewed, stored.case.shipped)
    yield Heading(_("What the answer rests on"))
    yield Callout(
        _("Not measured."),
        f"{_('Nobody has publicly measured the effect of a Danish strategic partnership.')} {rests.words}",
    )
    if stored.analysis.shipped is None:
        yield Paragraph(told_as_of_today(), Tone.QUIET)
    yield from _changed(stored)
    yield Heading(_("The numbers about the partnership, the weakest first"), 2)
    columns = (Column(_("Assumption"), 3), Column(_("Used in the calculation"), 2.6), Column(_("Rests on"), 2.4))
    rows = tuple(_row(stored, shown, citations) for shown in rests.rows)
    yield Grid("", columns, rows, row_titles=True)
    yield Paragraph(
        _(
            "Three numbers are the least, the most probable and the greatest value; with a star they are the points of "
            "5, 50 and 95 per cent. Numbers in brackets lead to the list of sources. The workbook holds all the "
            "numbers, also those of the other alternatives."
        ),
        Tone.QUIET,
    )


def ground_words(shown: ShownParameter, citations: Citations) -> str:
    """What a number rests on: judgement, related studies or a source, with the numbers of the sources."""
    row = shown.row
    if row.changed is not None:
        return _("your own")
    cited = citations.cite(shown.source_ids)
    if shown.is_renewed:
        return _("newer evidence, pooled from %(sources)s") % {"sources": cited}
    said = {
        "judgement": _("judgement"),
        "derived": _("worked out from related studies"),
        "neutral": _("by definition"),
        "evidence": strength_words(row.strength),
    }[row.basis]
    return f"{said} {cited}".strip()


def _row(stored: Stored, shown: ShownParameter, citations: Citations) -> tuple[Cell, ...]:
    row = shown.row
    ground = ground_words(shown, citations)
    weak = row.changed is not None or shown.basis == "judgement"
    return localised(row.name), stored.in_force(row), (Span(ground, strong=True),) if weak else ground


def _changed(stored: Stored) -> Iterator[Block]:
    rows: Sequence[tuple[Cell, ...]] = [*_chosen_otherwise(stored), *_numbers_changed(stored)]
    if not rows:
        return
    columns = (Column(_("What"), 3), Column(_("Used in the calculation"), 2.5), Column(_("Standard"), 2.5))
    yield Heading(_("Changed assumptions"), 2)
    yield Grid("", columns, tuple(rows), row_titles=True)


def _chosen_otherwise(stored: Stored) -> Iterator[tuple[Cell, ...]]:
    for one in chosen_otherwise(stored.case.assumptions):
        yield one.name, one.after, one.before


def _numbers_changed(stored: Stored) -> Iterator[tuple[Cell, ...]]:
    for shown in changed_parameters(stored.case.assumptions, stored.case.shipped):
        row = shown.row
        whose = _("Common to all") if row.model == COMMON else str(SHORT[row.model])
        standard = f"{shown.standard} *" if row.has_points else shown.standard
        yield f"{whose}: {localised(row.name)}", stored.in_force(row), standard
