"""The portfolio: what it is, when it comes, and each project."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.decisions.analysis.calculation import Calculation
from maskinrum.decisions.reports.paper.parts import charted
from maskinrum.decisions.reports.paper.stored import Stored
from maskinrum.decisions.reports.timeline import timeline_chart
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.partnerships.queries import approval_state
from maskinrum.partnerships.reports.wording import short_month
from maskinrum.shared.documents import Block, Cell, Column, Grid, Heading, Paragraph, Span, Tone
from maskinrum.shared.figures import hundredths, number, unknown, volume

# A timeline of more bars than this does not fit a page.
DRAWN = 24


def portfolio(stored: Stored) -> Iterator[Block]:
    """The projects as they stood: a sentence, the timeline, and the table."""
    facts = stored.case.facts
    yield Heading(_("The portfolio"), starts_page=True)
    yield Paragraph(_sentence(facts))
    chart = timeline_chart(_drawable(stored.calculation))
    if chart is not None:
        yield from charted(chart, tells_rows=False)
        if len(facts) > DRAWN:
            yield Paragraph(
                _("Only the %(n)s largest projects are drawn; the table has all.") % {"n": DRAWN}, Tone.QUIET
            )
    yield Heading(_("The projects"), 2)
    yield _table(stored)
    yield Paragraph(
        _(
            "Budgets are in DKK m ex VAT, fixed prices of the case date. “Comes inside” is the number of futures out "
            "of 100 in which the project is carried out within the partnership."
        ),
        Tone.QUIET,
    )


def _sentence(facts: tuple[ProjectFacts, ...]) -> str:
    starts = [one.planned_start for one in facts]
    decided = sum(approval_state(one.approval).past_own_decision for one in facts)
    words = ngettext(
        "The portfolio is %(n)s project with a budget of %(volume)s and %(homes)s homes. Works are planned to start in "
        "%(first)s.",
        "The portfolio is %(n)s projects with a budget of %(volume)s and %(homes)s homes in all. Works are planned to "
        "start from %(first)s to %(last)s.",
        len(facts),
    ) % {
        "n": len(facts),
        "volume": volume(sum(one.budget for one in facts)),
        "homes": _homes(facts),
        "first": date_format(min(starts), "F Y"),
        "last": date_format(max(starts), "F Y"),
    }
    past = ngettext(
        "%(n)s of them is past your own decision.", "%(n)s of them are past your own decision.", decided
    ) % {"n": decided}
    return f"{words} {past}"


def _homes(facts: tuple[ProjectFacts, ...]) -> str:
    known = [one.homes for one in facts if one.homes is not None]
    if not known:
        return _("a number not known of")
    return number(sum(known)) if len(known) == len(facts) else _("at least %(n)s") % {"n": number(sum(known))}


def _drawable(calculation: Calculation) -> Calculation:
    line = calculation.timeline
    if line is None or len(line.projects) <= DRAWN:
        return calculation
    largest = sorted(line.projects, key=lambda one: -one.budget)[:DRAWN]
    rows = {one.row for one in largest}
    return replace(calculation, timeline=replace(line, projects=tuple(one for one in line.projects if one.row in rows)))


def _table(stored: Stored) -> Grid:
    line = stored.calculation.timeline
    inside = {} if line is None else {one.row: one.p_inside for one in line.projects}
    columns = (
        Column(_("Project"), 3.7),
        Column(_("Group"), 1.7),
        Column(_("Homes"), 0.85, numeric=True),
        Column(_("DKK m"), 0.95, numeric=True),
        Column(_("Start"), 1.3, numeric=True),
        Column(_("Mths"), 0.7, numeric=True),
        Column(_("Approval"), 2.6),
        Column(_("Comes inside"), 0.95, numeric=True),
    )
    rows = [_row(one, inside.get(row), compared=line is not None) for row, one in enumerate(stored.case.facts)]
    return Grid("", columns, (*rows, _total(stored.case.facts)), row_titles=True)


def _row(one: ProjectFacts, inside: float | None, *, compared: bool) -> tuple[Cell, ...]:
    none = (Span(_("none"), quiet=True),)
    return (
        one.name,
        one.group or none,
        (Span(unknown(), quiet=True),) if one.homes is None else number(one.homes),
        number(one.budget, 1),
        short_month(one.planned_start),
        number(one.duration),
        _short(one),
        _inside(one, inside, compared=compared),
    )


def _short(one: ProjectFacts) -> str:
    """The approval without what stands in brackets after it, so that a row is a line."""
    return str(one.approval.label).partition(" (")[0]


def _inside(one: ProjectFacts, inside: float | None, *, compared: bool) -> Cell:
    if not one.eligible:
        return _("no")
    if not compared:
        return (Span(_("not compared"), quiet=True),)
    return _("handed over") if inside is None else hundredths(inside)


def _total(facts: tuple[ProjectFacts, ...]) -> tuple[Cell, ...]:
    homes = [one.homes for one in facts if one.homes is not None]
    budget = (Span(number(sum(one.budget for one in facts), 1), strong=True),)
    return (_("In all"), "", (Span(number(sum(homes)), strong=True),) if homes else "", budget, "", "", "", "")
