"""Which projects belong inside, which to look for more of, and what waiting costs, in words and drawings."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.decisions.analysis.calculation import Case
from maskinrum.decisions.analysis.exploring import Explored, Inside, LaterStart
from maskinrum.decisions.phrases import IN_SENTENCE
from maskinrum.decisions.reports.break_even import break_even_chart, break_even_words
from maskinrum.shared.charts import Chart, Contribution, contribution_chart
from maskinrum.shared.figures import money, months, of_hundred, of_ten, signed_money

ERRORS = 2


@dataclass(frozen=True)
class Line:
    """One kind of project two more of which are added, or one wait; all as words."""

    name: str
    detail: str
    change: str
    error: str
    chance: str
    is_noise: bool


@dataclass(frozen=True)
class ExploredPage:
    """What the longer calculation says."""

    sentence: str
    leave_out: list[str]
    gain: str
    contributions: Chart | None
    reference: str
    more_sentence: str
    more: list[Line]
    later_sentence: str
    waiting: Chart
    later: list[Line]
    break_even: Chart
    break_even_words: str
    futures: int


def explored_page(found: Explored, case: Case) -> ExploredPage:
    """Put what was found into words and drawings in the active language."""
    more = _more(found, case)
    return ExploredPage(
        sentence=_inside_sentence(found.inside),
        leave_out=[case.facts[row].name for row in found.inside.leave_out if found.inside.rows],
        gain=_with_error(-found.inside.gain.mean, found.inside.gain.se),
        contributions=_contributions(found.inside, case),
        reference=str(IN_SENTENCE[found.reference]),
        more_sentence=_more_sentence(more, found),
        more=more,
        later_sentence=_later_sentence(found.later),
        waiting=_waiting(found.later),
        later=[_later(one) for one in found.later],
        break_even=break_even_chart(found.break_even, case),
        break_even_words=break_even_words(found.break_even),
        futures=found.futures,
    )


def _inside_sentence(inside: Inside) -> str:
    count = len(inside.leave_out)
    if not inside.as_stated:
        return _("No project may go into an agreement, so there is nothing to choose between.")
    if not count:
        return _("Every project that may go in belongs in: none is cheaper to leave out.")
    if not inside.rows:
        words = _(
            "None of the projects belongs inside: with all of them out, the mean cost of the whole changes by %(gain)s."
        )
        return words % {"gain": _with_error(-inside.gain.mean, inside.gain.se)}
    return ngettext(
        "The partnership is cheaper without one of the projects.",
        "The partnership is cheaper without %(n)s of the projects.",
        count,
    ) % {"n": count}


def _contributions(inside: Inside, case: Case) -> Chart | None:
    rows = [
        Contribution(
            case.facts[one.row].name, one.value.mean, one.value.se, _("inside") if one.inside else _("left out")
        )
        for one in inside.at_best
    ]
    if not rows:
        return None
    best = max(rows, key=lambda row: row.mean)
    title = (
        _("»%(name)s« gives the partnership most") % {"name": best.name}
        if best.mean > 0
        else _("No project gives the partnership anything")
    )
    note = _(
        "What the whole costs without the project inside, less what it costs with it. Contributions do not add up."
    )
    return contribution_chart(rows, ident="contributions", title=title, heads=(_("Project"), _("Where")), note=note)


def _more(found: Explored, case: Case) -> list[Line]:
    return [
        Line(
            name=case.facts[one.row].name,
            detail=case.facts[one.row].group,
            change=signed_money(-one.gain.mean),
            error=_error(one.gain.se),
            chance=of_hundred(one.p_better.mean),
            is_noise=abs(one.gain.mean) <= ERRORS * one.gain.se,
        )
        for one in found.more
    ]


def _more_sentence(lines: Sequence[Line], found: Explored) -> str:
    """What two more of the best kind do, and whether that is any help."""
    if not lines:
        return ""
    best = lines[0]
    if best.is_noise:
        words = _(
            "It cannot be told whether two more projects help: with two like »%(name)s«, the best, the partnership's "
            "difference moves by %(change)s, which is within the error."
        )
    elif found.more[0].gain.mean > 0:
        words = _("With two more like »%(name)s« the partnership's difference moves by %(change)s from what it is now.")
    else:
        words = _(
            "Two more projects do not help, whatever they are like: with two like »%(name)s«, which harm least, the "
            "partnership's difference moves by %(change)s."
        )
    return words % {"name": best.name, "change": best.change}


def _later_sentence(waits: Sequence[LaterStart]) -> str:
    cheaper = [one for one in waits if one.against_now.mean < -ERRORS * one.against_now.se]
    if cheaper:
        best = min(cheaper, key=lambda one: one.against_now.mean)
        return _("Waiting %(months)s makes the partnership %(money)s cheaper on average.") % {
            "months": months(best.months),
            "money": money(-best.against_now.mean),
        }
    first = min(waits, key=lambda one: one.months)
    return _("Waiting saves nothing: starting now is cheaper in %(chance)s futures than starting %(months)s later.") % {
        "chance": of_ten(first.p_now_cheaper.mean),
        "months": months(first.months),
    }


def _waiting(waits: Sequence[LaterStart]) -> Chart:
    rows = [
        Contribution(
            _("%(months)s later") % {"months": months(one.months)},
            -one.against_now.mean,
            one.against_now.se,
            _("best of all compared") if one.standing.leads else "",
        )
        for one in waits
    ]
    return contribution_chart(
        rows,
        ident="waiting",
        title=_("What the partnership gains by starting later"),
        heads=(_("Start"), _("Standing")),
        note=_("Waiting reveals nothing in the calculation; projects that cannot wait are tendered separately."),
    )


def _later(one: LaterStart) -> Line:
    return Line(
        name=_("%(months)s later") % {"months": months(one.months)},
        detail=signed_money(one.difference.mean),
        change=signed_money(one.against_now.mean),
        error=_error(one.against_now.se),
        chance=of_hundred(one.p_now_cheaper.mean),
        is_noise=abs(one.against_now.mean) <= ERRORS * one.against_now.se,
    )


def _with_error(mean: float, error: float) -> str:
    return f"{signed_money(mean)} ({_error(error)})"


def _error(error: float) -> str:
    return f"± {money(ERRORS * error)}"
