"""Which projects belong inside, what waiting costs, and what each project is forecast to come to, where calculated."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.decisions.analysis.exploring import Explored, ProjectForecast
from maskinrum.decisions.analysis.hindsight import USUAL, StatedRange
from maskinrum.decisions.phrases import IN_SENTENCE
from maskinrum.decisions.reports.break_even import break_even_chart
from maskinrum.decisions.reports.explored import ExploredPage, Line, explored_page
from maskinrum.decisions.reports.paper.parts import charted, not_known
from maskinrum.decisions.reports.paper.stored import Stored
from maskinrum.partnerships.facts import add_months
from maskinrum.partnerships.reports.wording import short_month
from maskinrum.shared.documents import Block, Callout, Cell, Column, Grid, Heading, Paragraph, Tone
from maskinrum.shared.figures import hundredths, interval, number
from maskinrum.shared.phrases import quoted

# More than these would make the paper longer than a board reads; the workbook has all.
NAMED, MORE, FORECAST = 12, 3, 8


def inside(stored: Stored) -> Iterator[Block]:
    """The section; where nothing has been calculated for the version, that is said."""
    if stored.findings is None:
        return
    yield Heading(_("Which projects belong inside, and what waiting costs"))
    found = stored.explored
    if found is None:
        yield Callout(
            _("Not calculated."),
            _(
                "Which projects belong inside, two more projects, the size of the portfolio and a forecast of each "
                "project had not been calculated for this version when the paper was made. They are asked for on the "
                "page of the stored analysis."
            ),
            Tone.QUIET,
        )
        return
    page = explored_page(found, stored.case)
    yield from _left_out(page)
    yield from _more(page)
    yield from _later(page)
    yield from charted(break_even_chart(found.break_even, stored.case, is_brief=True))
    yield Paragraph(page.break_even_words)
    yield from _forecasts(found, stored)


def _left_out(page: ExploredPage) -> Iterator[Block]:
    yield Paragraph(page.sentence)
    if page.leave_out:
        names = ", ".join(quoted(name) for name in page.leave_out[:NAMED])
        rest = len(page.leave_out) - NAMED
        if rest > 0:
            names += " " + ngettext("and %(n)s more", "and %(n)s more", rest) % {"n": rest}
        words = _("Leave these out: %(names)s. That changes the mean cost of the whole by %(gain)s.")
        yield Paragraph(words % {"names": names, "gain": page.gain})
    if page.unsure:
        yield Paragraph(page.unsure, Tone.QUIET)


def _more(page: ExploredPage) -> Iterator[Block]:
    if not page.more:
        return
    yield Heading(_("Add two like this"), 2)
    yield Paragraph(page.more_sentence)
    heads = (_("Similarity group"), _("Changes the difference by"), _("Error of the calculation"), _("Then cheaper"))
    columns = _columns(_("Two more like"), heads, words=1)
    rows = [(one.name, one.detail or _("none"), _told(one), one.error, one.chance) for one in page.more[:MORE]]
    yield Grid("", columns, tuple(rows), row_titles=True)


def _later(page: ExploredPage) -> Iterator[Block]:
    yield Heading(_("Starting later"), 2)
    yield Paragraph(page.later_sentence)
    words = _("%(n)s futures. Error: two standard errors of the calculation.")
    yield Paragraph(words % {"n": number(page.futures)}, Tone.QUIET)


def _told(one: Line) -> str:
    return f"{one.change} ({_('within the error')})" if one.is_noise else one.change


def _forecasts(found: Explored, stored: Stored) -> Iterator[Block]:
    slug = USUAL if USUAL in found.forecasts else next(iter(found.forecasts), None)
    if slug is None:
        return
    budgets = [one.budget for one in stored.case.facts]
    largest = sorted(found.forecasts[slug], key=lambda one: -budgets[one.row])[:FORECAST]
    yield Heading(_("What each project is forecast to come to"), 2)
    heads = (_("Comes, of 100"), _("Cost, DKK m"), _("Handover"))
    rows = [_forecast(one, stored) for one in sorted(largest, key=lambda one: one.row)]
    yield Grid("", _columns(_("Project"), heads), tuple(rows), row_titles=True)
    words = _(
        "With %(name)s. Eight of ten futures lie within the ranges, if the project is carried out. This is what the "
        "projects are held against when they are done."
    )
    left = len(found.forecasts[slug]) - len(largest)
    more = " " + _("Only the %(n)s largest projects are shown; the workbook has all.") % {"n": FORECAST} if left else ""
    yield Paragraph(words % {"name": IN_SENTENCE[slug]} + more, Tone.QUIET)


def _forecast(one: ProjectForecast, stored: Stored) -> tuple[Cell, ...]:
    cost: Cell = not_known() if one.cost is None else interval(one.cost.p10, one.cost.p90, 1)
    handover: Cell = not_known() if one.handover is None else _months(one.handover, stored)
    return one.name, hundredths(one.p_realised), cost, handover


def _months(stated: StatedRange, stored: Stored) -> str:
    ends = [short_month(add_months(stored.case.case_date, month)) for month in (stated.p10, stated.p90)]
    return _("%(first)s to %(last)s") % {"first": ends[0], "last": ends[1]}


def _columns(first: str, heads: Sequence[str], *, words: int = 0) -> tuple[Column, ...]:
    """The columns of a table; ``words`` columns after the first hold no figures."""
    return (Column(first, 3), *(Column(head, 1.5, numeric=place >= words) for place, head in enumerate(heads)))
