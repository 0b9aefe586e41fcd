"""Learning across projects as the page shows it: a finding, a chart and what it rests on for each measure."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maskinrum.evaluation.analysis.learning_curves import Basis, GroupCurve, Measure, group_curves
from maskinrum.evaluation.facts.figures import Portfolio
from maskinrum.evaluation.phrases.learning import FOUND, MEASURES, UNITS
from maskinrum.shared.charts import Chart, ChartTable, Repetition, repetition_chart
from maskinrum.shared.figures import interval, number, percent


@dataclass(frozen=True)
class LearningGroup:
    """One similarity group that may be chosen, and how many of its projects are called off."""

    name: str
    projects: int
    is_chosen: bool


@dataclass(frozen=True)
class CurveShown:
    """One measure: the finding, what both the points and the belief say, and what is expected of the next."""

    measure: str
    finding: str
    chart: Chart | None
    sentences: list[str]
    basis: list[tuple[str, str]]


@dataclass(frozen=True)
class LearningPage:
    """The chosen group's curves; ``groups`` are all that have a name."""

    groups: list[LearningGroup]
    chosen: str
    curves: list[CurveShown]


def learning_page(portfolio: Portfolio, asked: str) -> LearningPage:
    """The curves of the group that is asked for, else of the one with most projects."""
    counts: dict[str, int] = {}
    for one in portfolio.inside:
        if one.group:
            counts[one.group] = counts.get(one.group, 0) + (one.called_off_on is not None)
    chosen = asked if asked in counts else max(sorted(counts), key=lambda name: counts[name], default="")
    groups = [LearningGroup(name, counts[name], name == chosen) for name in sorted(counts)]
    curves = [curve_shown(one) for one in group_curves(portfolio, chosen)] if chosen else []
    return LearningPage(groups, chosen, curves)


def curve_shown(found: GroupCurve) -> CurveShown:
    """One curve in words, drawing and figures."""
    finding = _finding(found)
    basis = _basis_rows(found.basis, found.measure)
    sentences = _sentences(found) if found.curve else [_why_nothing(found)]
    return CurveShown(found.measure.value, finding, _drawn(found, finding), sentences, basis)


def _finding(found: GroupCurve) -> str:
    measure = str(MEASURES[found.measure.value])
    if found.curve is None:
        return str(FOUND["withheld" if found.is_withheld else "none"]) % {"measure": measure}
    law = found.curve.measured
    ratio = percent(law.ratio.estimate) if law else ""
    words = str(FOUND[found.curve.learning.value])
    return words % {"measure": measure, "ratio": ratio, "n": len(found.points)}


def _why_nothing(found: GroupCurve) -> str:
    if found.is_withheld:
        return _("What each project cost is for the client and for the party whose it is.")
    return _("The curve begins with the first project that has the days or sums it needs.")


def _sentences(found: GroupCurve) -> list[str]:
    curve = found.curve
    if curve is None:
        return []
    said = []
    if curve.measured:
        said.append(
            _("The projects alone: each doubling leaves %(ratio)s (%(between)s).")
            % {
                "ratio": percent(curve.measured.ratio.estimate),
                "between": _percents(curve.measured.ratio.low, curve.measured.ratio.high),
            }
        )
    said.append(
        _("With what was believed beforehand: %(ratio)s (%(between)s). %(weight)s of it rests on the projects.")
        % {
            "ratio": percent(curve.ratio.estimate),
            "between": _percents(curve.ratio.low, curve.ratio.high),
            "weight": percent(curve.weight),
        }
    )
    places = _places(found.measure)
    said.append(
        _("The next project: %(middle)s (%(between)s).")
        % {
            "middle": number(curve.next_one.estimate, places),
            "between": interval(curve.next_one.low, curve.next_one.high, places),
        }
    )
    if found.left_out:
        said.append(_("%(n)s of the group are left out: they have no value yet.") % {"n": found.left_out})
    return said


def _percents(low: float, high: float) -> str:
    return interval(low, high, 0, "percent")


def _places(measure: Measure) -> int:
    return {Measure.COST_PER_HOME: 2, Measure.COST_INDEX: 2, Measure.MONTHS: 1, Measure.PROCUREMENT: 0}[measure]


def _drawn(found: GroupCurve, finding: str) -> Chart | None:
    curve = found.curve
    if curve is None:
        return None
    law = curve.measured
    line = [law.first * one.experience**law.exponent for one in found.points] if law else []
    ahead = (curve.next_one.estimate, curve.next_one.low, curve.next_one.high)
    unit, places = str(UNITS[found.measure.value]), _places(found.measure)
    head = (_("Project"), _("Day"), _("Experience"), unit)
    rows = tuple(
        (
            f"{place}. {one.project.name}",
            date_format(one.day, "DATE_FORMAT"),
            number(one.experience, 1),
            number(one.value, places),
        )
        for place, one in enumerate(found.points, start=1)
    )
    told = Repetition([one.value for one in found.points], line, ahead)
    ident = f"curve-{found.measure.value.replace('_', '-')}"
    return repetition_chart(told, ident=ident, title=finding, table=ChartTable(head, rows, 2), unit=unit)


def _basis_rows(basis: Basis, measure: Measure) -> list[tuple[str, str]]:
    """What was believed before any project was seen, as a table."""
    low, middle, high = basis.ratio
    ratio = _("%(middle)s (in 9 of 10: %(between)s)") % {
        "middle": percent(middle),
        "between": _percents(low, high),
    }
    turnover = percent(basis.turnover)
    if basis.turnover_is_own:
        turnover = _("%(share)s, measured in this partnership") % {"share": turnover}
    return [
        (_("Left after each doubling, as believed beforehand"), ratio),
        (_("Share that learning acts on"), percent(basis.acts_on)),
        (_("Spread of projects around the curve, as believed"), percent(basis.noise)),
        (
            _("Experience lost when nothing was under way for more than %(n)s months")
            % {"n": number(basis.gap_months)},
            percent(basis.forgetting),
        ),
        (_("Experience lost a year with those who leave"), turnover),
    ]
