"""What the longer calculation found, as sheets of the workbook."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.calculation import Case, Stat
from maskinrum.decisions.analysis.exploring import Explored
from maskinrum.decisions.phrases import SHORT
from maskinrum.partnerships.facts import add_months
from maskinrum.shared.tables import OutColumn, OutSheet, OutValue

MONEY, SHARE, DAY = "#,##0.000", "0.0 %", "yyyy-mm"
STATED = ("p10", "p50", "p90")


def explored_sheets(found: Explored, case: Case) -> list[OutSheet]:
    """Each project's contribution and forecast, the search, two more of each kind, later starts, and the size."""
    return [
        _inside(found, case),
        _steps(found, case),
        _more(found, case),
        _later(found),
        _break_even(found),
        _forecasts(found, case),
    ]


def _inside(found: Explored, case: Case) -> OutSheet:
    at_best = {one.row: one for one in found.inside.at_best}
    judged = {one.row: one.value for one in found.judged.left_out} if found.judged else {}
    columns = [
        OutColumn(_("Project"), 40),
        OutColumn(_("Belongs inside"), 14),
        OutColumn(_("Contribution as stated, DKK m"), 18, MONEY),
        OutColumn(_("Standard error, DKK m"), 18, MONEY),
        OutColumn(_("Contribution with the best choice, DKK m"), 18, MONEY),
        OutColumn(_("Standard error, DKK m"), 18, MONEY),
        OutColumn(_("The same of those left out, on other futures, DKK m"), 18, MONEY),
        OutColumn(_("Standard error, DKK m"), 18, MONEY),
    ]
    rows: list[list[OutValue]] = []
    for one in found.inside.as_stated:
        best = at_best[one.row]
        elsewhere = judged.get(one.row)
        seen: list[OutValue] = [None, None] if elsewhere is None else [elsewhere.mean, elsewhere.se]
        own: list[OutValue] = [one.value.mean, one.value.se, best.value.mean, best.value.se]
        rows.append([case.facts[one.row].name, best.inside, *own, *seen])
    return OutSheet(_("Belongs inside"), columns, rows)


def _more(found: Explored, case: Case) -> OutSheet:
    reference = str(SHORT[found.reference])
    columns = [
        OutColumn(_("Two more like"), 40),
        OutColumn(_("Similarity group"), 22),
        OutColumn(_("Partnership less %(name)s, DKK m") % {"name": reference}, 18, MONEY),
        OutColumn(_("Standard error, DKK m"), 18, MONEY),
        OutColumn(_("Moved by, DKK m"), 18, MONEY),
        OutColumn(_("Standard error, DKK m"), 18, MONEY),
        OutColumn(_("Then cheaper"), 14, SHARE),
        OutColumn(_("Standard error"), 14, SHARE),
    ]
    rows: list[list[OutValue]] = [
        [
            case.facts[one.row].name,
            case.facts[one.row].group,
            one.difference.mean,
            one.difference.se,
            -one.gain.mean,
            one.gain.se,
            one.p_better.mean,
            one.p_better.se,
        ]
        for one in found.more
    ]
    return OutSheet(_("Two more"), columns, rows)


def _later(found: Explored) -> OutSheet:
    columns = [
        OutColumn(_("Months later"), 14),
        OutColumn(_("Against starting now, DKK m"), 18, MONEY),
        OutColumn(_("Standard error, DKK m"), 18, MONEY),
        *_points(_("Against starting now: %(point)s")),
        OutColumn(_("Now is cheaper"), 14, SHARE),
        OutColumn(_("Standard error"), 14, SHARE),
        OutColumn(_("Against the cheapest without, DKK m"), 18, MONEY),
        OutColumn(_("Standard error, DKK m"), 18, MONEY),
        *_points(_("Against the cheapest without: %(point)s")),
        OutColumn(_("Cheaper than that"), 14, SHARE),
        OutColumn(_("Standard error"), 14, SHARE),
        OutColumn(_("Against the cheapest of all others, DKK m"), 18, MONEY),
        OutColumn(_("Standard error, DKK m"), 18, MONEY),
    ]
    rows: list[list[OutValue]] = [
        [
            one.months,
            one.against_now.mean,
            one.against_now.se,
            *_five(one.against_now),
            one.p_now_cheaper.mean,
            one.p_now_cheaper.se,
            one.difference.mean,
            one.difference.se,
            *_five(one.difference),
            one.standing.p_cheaper.mean,
            one.standing.p_cheaper.se,
            one.standing.margin.mean,
            one.standing.margin.se,
        ]
        for one in found.later
    ]
    return OutSheet(_("Starting later"), columns, rows)


def _points(title: str) -> list[OutColumn]:
    return [OutColumn(title % {"point": point}, 14, MONEY) for point in ("5 %", "25 %", _("Middle"), "75 %", "95 %")]


def _five(found: Stat) -> list[OutValue]:
    return [found.p05, found.p25, found.p50, found.p75, found.p95]


def _steps(found: Explored, case: Case) -> OutSheet:
    """The way of the search to the best choice, and what all of it comes to."""
    columns = [
        OutColumn(_("Project"), 40),
        OutColumn(_("Is moved"), 18),
        OutColumn(_("Mean cost falls by, DKK m"), 18, MONEY),
        OutColumn(_("Standard error, DKK m"), 18, MONEY),
    ]
    rows: list[list[OutValue]] = [
        [case.facts[one.row].name, _("goes in") if one.inside else _("goes out"), one.gain.mean, one.gain.se]
        for one in found.inside.steps
    ]
    rows.append([_("From as stated to the best choice"), "", found.inside.gain.mean, found.inside.gain.se])
    rows.append([_("Futures"), "", found.futures, None])
    if found.judged:
        rows.append([_("The best choice on other futures"), "", found.judged.gain.mean, found.judged.gain.se])
        rows.append([_("Other futures"), "", found.judged.futures, None])
    return OutSheet(_("Steps of the search"), columns, rows)


def _break_even(found: Explored) -> OutSheet:
    axes = {
        "volume": _("The same projects, with smaller or larger budgets"),
        "similar": _("One to four times as many of the same projects"),
    }
    columns = [
        OutColumn(_("Held against"), 24),
        OutColumn(_("What is changed"), 44),
        OutColumn(_("Times as much"), 12, "0.##"),
        OutColumn(_("DKK m a year that may go in"), 16, MONEY),
        OutColumn(_("Cheaper"), 14, SHARE),
        OutColumn(_("Standard error"), 14, SHARE),
        OutColumn(_("Mean difference, DKK m"), 18, MONEY),
        OutColumn(_("Standard error, DKK m"), 18, MONEY),
        *_points(_("Difference: %(point)s")),
    ]
    even = found.break_even
    against = (even,) if even.other is None else (even, even.other)
    rows: list[list[OutValue]] = [
        [
            str(SHORT[other.reference]),
            axes[one.axis],
            one.factor,
            one.volume_per_year,
            one.p_better,
            one.se,
            one.difference.mean,
            one.difference.se,
            *_five(one.difference),
        ]
        for other in against
        for one in other.rows
    ]
    for other in against:
        for words, factor in ((axes["volume"], other.volume), (axes["similar"], other.similar)):
            reached = _("%(what)s: reaches 6 in 10 at") % {"what": words}
            rows.append([str(SHORT[other.reference]), reached, _("never") if factor is None else factor, *[None] * 10])
    return OutSheet(_("Size of the portfolio"), columns, rows)


def _forecasts(found: Explored, case: Case) -> OutSheet:
    cost, handover = _("Cost %(share)s, DKK m"), _("Handover %(share)s")
    building = _("Construction cost %(share)s, DKK m")
    shares = [name.upper() for name in STATED]
    columns = [
        OutColumn(_("Alternative"), 24),
        OutColumn(_("Project"), 40),
        OutColumn(_("Comes"), 12, SHARE),
        *(OutColumn(cost % {"share": one}, 14, MONEY) for one in shares),
        *(OutColumn(building % {"share": one}, 16, MONEY) for one in shares),
        OutColumn(_("Construction cost on average, DKK m"), 18, MONEY),
        *(OutColumn(handover % {"share": one}, 14, DAY) for one in shares),
    ]
    return OutSheet(_("Forecasts"), columns, list(_forecast_rows(found, case)), filtered=True)


def _forecast_rows(found: Explored, case: Case) -> Iterator[list[OutValue]]:
    for slug, forecasts in found.forecasts.items():
        for one in forecasts:
            costs = [None if one.cost is None else getattr(one.cost, name) for name in STATED]
            building = [None if one.building is None else getattr(one.building, name) for name in STATED]
            months = [None if one.handover is None else getattr(one.handover, name) for name in STATED]
            days = [None if month is None else add_months(case.case_date, month) for month in months]
            yield [
                str(SHORT[slug]),
                case.facts[one.row].name,
                one.p_realised,
                *costs,
                *building,
                one.building_mean,
                *days,
            ]
