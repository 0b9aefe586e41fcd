"""What the longer calculation found, as sheets of the workbook."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.calculation import Case
from maskinrum.decisions.analysis.exploring import Explored
from maskinrum.decisions.phrases import SHORT
from maskinrum.partnerships.facts import add_months
from maskinrum.shared.tables import OutColumn, OutSheet, OutValue

MONEY, SHARE, DAY = "#,##0.000", "0.0 %", "yyyy-mm"
STATED = ("p10", "p50", "p90")


def explored_sheets(found: Explored, case: Case) -> list[OutSheet]:
    """Each project's contribution and forecast, two more of each kind, and later starts."""
    return [_inside(found, case), _more(found, case), _later(found), _forecasts(found, case)]


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
        OutColumn(_("Moved by, DKK m"), 18, MONEY),
        OutColumn(_("Standard error, DKK m"), 18, MONEY),
        OutColumn(_("Then cheaper"), 14, SHARE),
    ]
    rows: list[list[OutValue]] = [
        [case.facts[one.row].name, one.group, one.difference.mean, -one.gain.mean, one.gain.se, one.p_better.mean]
        for one in found.more
    ]
    return OutSheet(_("Two more"), columns, rows)


def _later(found: Explored) -> OutSheet:
    columns = [
        OutColumn(_("Months later"), 14),
        OutColumn(_("Against starting now, DKK m"), 18, MONEY),
        OutColumn(_("Standard error, DKK m"), 18, MONEY),
        OutColumn(_("Now is cheaper"), 14, SHARE),
        OutColumn(_("Against the cheapest without, DKK m"), 18, MONEY),
    ]
    rows: list[list[OutValue]] = [
        [one.months, one.against_now.mean, one.against_now.se, one.p_now_cheaper.mean, one.difference.mean]
        for one in found.later
    ]
    return OutSheet(_("Starting later"), columns, rows)


def _forecasts(found: Explored, case: Case) -> OutSheet:
    cost, handover = _("Cost %(share)s, DKK m"), _("Handover %(share)s")
    shares = [name.upper() for name in STATED]
    columns = [
        OutColumn(_("Alternative"), 24),
        OutColumn(_("Project"), 40),
        OutColumn(_("Comes"), 12, SHARE),
        *(OutColumn(cost % {"share": one}, 14, MONEY) for one in shares),
        *(OutColumn(handover % {"share": one}, 14, DAY) for one in shares),
    ]
    return OutSheet(_("Forecasts"), columns, list(_forecast_rows(found, case)), filtered=True)


def _forecast_rows(found: Explored, case: Case) -> Iterator[list[OutValue]]:
    for slug, forecasts in found.forecasts.items():
        for one in forecasts:
            costs = [None if one.cost is None else getattr(one.cost, name) for name in STATED]
            months = [None if one.handover is None else getattr(one.handover, name) for name in STATED]
            days = [None if month is None else add_months(case.case_date, month) for month in months]
            yield [str(SHORT[slug]), case.facts[one.row].name, one.p_realised, *costs, *days]
