"""How large the portfolio would have to be, drawn and said."""

from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.calculation import BreakEven, Case, break_even_futures
from maskinrum.decisions.phrases import IN_SENTENCE
from maskinrum.decisions.reports.sentences import HOLDS
from maskinrum.shared.charts import Chart, Here, Line, LineKind, Panel, Point, probability_chart
from maskinrum.shared.figures import number, of_ten

SMALLEST_VOLUME = 0.25


def break_even_chart(found: BreakEven, case: Case, *, is_brief: bool = False) -> Chart:
    """The chance that the partnership is the cheaper one, by volume and by number of similar projects.

    Against separate tenders, and beside that against the cheapest without a partnership where that is another one.
    ``is_brief`` draws no more than two panels: of those four, the ones by volume.
    """
    names = {
        "volume": _("The same projects, with smaller or larger budgets"),
        "similar": _("One to four times as many of the same projects"),
    }
    against = (found,) if found.other is None else (found, found.other)
    return probability_chart(
        [
            _panel(one, axis, name if found.other is None else _named(name, one))
            for axis, name in names.items()
            for one in against
            if axis == "volume" or found.other is None or not is_brief
        ],
        axis=_("DKK m a year that may go in"),
        ident="break-even-chart",
        title=_finding(found),
        note=_("%(n)s futures for each point, seed %(seed)s. Band: ± 2 standard errors of the calculation.")
        % {"n": number(break_even_futures(case)), "seed": case.seed},
        threshold=HOLDS,
    )


def break_even_words(found: BreakEven) -> str:
    """What the panels say, for those who do not see them."""
    said = f"{_volume_words(found.volume)} {_similar_words(found)}"
    if found.other is None:
        return said
    names = [IN_SENTENCE[one.reference] for one in (found, found.other)]
    return _("Against %(name)s: %(words)s Against %(other)s, the cheapest without a partnership: %(other_words)s") % {
        "name": names[0],
        "words": said,
        "other": names[1],
        "other_words": f"{_volume_words(found.other.volume)} {_similar_words(found.other)}",
    }


def _named(name: str, one: BreakEven) -> str:
    return _("%(what)s, against %(name)s") % {"what": name, "name": IN_SENTENCE[one.reference]}


def _volume_words(crossing: float | None) -> str:
    if crossing is None:
        return _("No budget between a quarter of and four times today's brings the chance to 6 in 10.")
    if crossing <= SMALLEST_VOLUME:
        return _("Even with a quarter of today's budgets the chance is 6 in 10 or more.")
    return _("With budgets %(factor)s times today's the chance reaches 6 in 10.") % {"factor": number(crossing, 1)}


def _similar_words(found: BreakEven) -> str:
    if found.similar is not None and found.similar > 1:
        factor = number(found.similar, 1)
        return _("With %(factor)s times as many of the same projects it reaches 6 in 10.") % {"factor": factor}
    if found.similar is not None:
        return _("With the number of projects you have it is reached already.")
    if found.volume is None:
        return _("Nor do up to four times as many of the same projects.")
    return _("Up to four times as many of the same projects do not.")


def _finding(found: BreakEven) -> str:
    now = next(row for row in found.rows if row.axis == "volume" and row.factor == 1)
    if now.p_better >= HOLDS:
        return _("As it stands the partnership is cheaper than separate tenders in %(chance)s futures") % {
            "chance": of_ten(now.p_better)
        }
    if found.volume is None and found.similar is None:
        return _(
            "Neither more volume nor more of the same makes the partnership probably cheaper than separate tenders"
        )
    return _("More volume or more of the same would make the partnership probably cheaper than separate tenders")


def _panel(found: BreakEven, axis: str, name: str) -> Panel:
    rows = [row for row in found.rows if row.axis == axis]
    here = next(row for row in rows if row.factor == 1)
    crossing = found.volume if axis == "volume" else found.similar
    return Panel(
        name=name,
        lines=[
            Line(
                name=_("cheaper than %(name)s") % {"name": IN_SENTENCE[found.reference]},
                points=[Point(row.volume_per_year, row.p_better, row.se) for row in rows],
                kind=LineKind.MAIN,
            )
        ],
        here=Here(here.volume_per_year, here.p_better),
        crossing=None if crossing is None or crossing <= rows[0].factor else crossing * here.volume_per_year,
    )
