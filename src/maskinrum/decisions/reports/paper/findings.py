"""What the verdict rests on, with every error: what is worth finding out, what would turn it, and other starts."""

from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.parameters import Shipped
from maskinrum.decisions.analysis.verdicts import Findings, Flip, Standing
from maskinrum.decisions.phrases import IN_SENTENCE, SHORT
from maskinrum.decisions.reports.findings import naming_of
from maskinrum.decisions.reports.numbers import Naming, number_name, number_row, unit_of
from maskinrum.decisions.reports.paper.results import FIGURES, MONEY, SHARE, spread, spread_columns
from maskinrum.decisions.reports.reasons import CHANGES
from maskinrum.shared.figures import months
from maskinrum.shared.tables import OutColumn, OutSheet, OutValue


def finding_sheets(found: Findings, shipped: Shipped | None = None) -> list[OutSheet]:
    """What is worth finding out, what would turn the answer, and how the partnership stands elsewhere.

    ``shipped`` as in ``Naming``.
    """
    naming = naming_of(found, shipped)
    return [_information_sheet(found, naming), _flips_sheet(found, naming), _elsewhere_sheet(found)]


def _information_sheet(found: Findings, naming: Naming) -> OutSheet:
    columns = [
        OutColumn(_("What is found out before the decision"), 60),
        OutColumn(_("Worth at most, DKK m"), 18, MONEY),
        OutColumn(_("Standard error, DKK m"), 18, MONEY),
    ]
    known = found.information
    rows: list[list[OutValue]] = [
        [_("Everything, the projects' own luck too (EVPI)"), known.everything.mean, known.everything.se],
        [_("All the uncertain numbers (EVPPI)"), known.parameters.mean, known.parameters.se],
    ]
    rows += [[number_name(one.model, one.parameter, naming), one.value.mean, one.value.se] for one in known.each]
    return OutSheet(_("Worth finding out"), columns, rows)


def _flips_sheet(found: Findings, naming: Naming) -> OutSheet:
    difference = _("Difference to %(reference)s, DKK m") % {"reference": str(IN_SENTENCE[found.now.reference])}
    columns = [
        OutColumn(_("Uncertain number"), 50),
        OutColumn(_("Unit"), 22),
        OutColumn(_("Turns at"), 14, FIGURES),
        OutColumn(_("Probability past that"), 14, SHARE),
        OutColumn(_("Low value"), 14, FIGURES),
        OutColumn(difference, 18, MONEY),
        OutColumn(_("Standard error, DKK m"), 18, MONEY),
        OutColumn(_("High value"), 14, FIGURES),
        OutColumn(difference, 18, MONEY),
        OutColumn(_("Standard error, DKK m"), 18, MONEY),
    ]
    return OutSheet(_("What would turn it"), columns, [_flip(one, naming) for one in found.flips])


def _flip(one: Flip, naming: Naming) -> list[OutValue]:
    row = number_row(one.model, one.parameter, naming)
    return [
        number_name(one.model, one.parameter, naming),
        unit_of(row),
        None if one.value is None else one.value * row.factor,
        one.beyond,
        one.at_low * row.factor,
        one.low.mean,
        one.low.se,
        one.at_high * row.factor,
        one.high.mean,
        one.high.se,
    ]


def _elsewhere_sheet(found: Findings) -> OutSheet:
    columns = [
        OutColumn(_("The partnership"), 44),
        OutColumn(_("Futures"), 10),
        OutColumn(_("Held against"), 24),
        OutColumn(_("Difference, DKK m"), 16, MONEY),
        OutColumn(_("Standard error, DKK m"), 16, MONEY),
        OutColumn(_("Cheaper"), 12, SHARE),
        OutColumn(_("Standard error"), 12, SHARE),
        OutColumn(_("Cheapest of all others"), 24),
        OutColumn(_("Difference to that, DKK m"), 16, MONEY),
        OutColumn(_("Standard error, DKK m"), 16, MONEY),
        OutColumn(_("The numbers hold"), 12),
        *(
            OutColumn(_("Against starting now: %(point)s") % {"point": one.title}, 14, MONEY)
            for one in spread_columns()
        ),
        OutColumn(_("Now is cheaper"), 12, SHARE),
        OutColumn(_("Standard error"), 12, SHARE),
        *(OutColumn(_("Difference: %(point)s") % {"point": one.title}, 14, MONEY) for one in spread_columns()),
    ]
    rows: list[list[OutValue]] = [[_("As it is now"), found.futures, *_standing(found.now)]]
    rows += [
        [
            _("Start %(wait)s later") % {"wait": months(one.months)},
            found.further_futures,
            *_standing(one.standing),
            *spread(one.against_now),
            one.p_now_cheaper.mean,
            one.p_now_cheaper.se,
            *spread(one.difference),
        ]
        for one in found.later
    ]
    for changed in found.changed:
        words = str(CHANGES[changed.change])
        rows.append([words[:1].upper() + words[1:], found.further_futures, *_standing(changed.standing)])
    full = [[*row, *[None] * (len(columns) - len(row))] for row in rows]
    return OutSheet(_("Later and changed"), columns, full, pinned=1)


def _standing(one: Standing) -> list[OutValue]:
    return [
        str(SHORT[one.reference]),
        one.difference.mean,
        one.difference.se,
        one.p_cheaper.mean,
        one.p_cheaper.se,
        str(SHORT[one.rival]),
        one.margin.mean,
        one.margin.se,
        one.holds,
    ]
