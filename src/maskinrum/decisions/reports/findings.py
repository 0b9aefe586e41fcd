"""What drives the answer, what would turn it, and what it is worth to find out: drawn, tabled and said as advice."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.decisions.analysis.parameters import Shipped
from maskinrum.decisions.analysis.verdicts import (
    BEST_SUBSET,
    FLIP_FUTURES,
    Changed,
    Driver,
    Findings,
    Flip,
    Information,
    LaterStart,
    Standing,
    Worth,
)
from maskinrum.decisions.analysis.what_ifs import PRICE_LEVEL, WhatIf, WhatIfs
from maskinrum.decisions.phrases import IN_SENTENCE
from maskinrum.decisions.reports.numbers import (
    TODAY,
    Naming,
    ends_words,
    number_detail,
    number_name,
    number_row,
    number_url,
    value_words,
)
from maskinrum.decisions.reports.reasons import CHANGES
from maskinrum.decisions.reports.verdict import VerdictWords, verdict_of
from maskinrum.shared.charts import Chart, DriverRow, tornado_chart
from maskinrum.shared.figures import give_or_take, hundredths, money, months, number, of_ten, percent, signed
from maskinrum.shared.templatetags.maskinrum.wording import localised

DRAWN = 8
# A value below this many of its standard errors cannot be told apart from nothing.
ERRORS_APART = 2


@dataclass(frozen=True)
class Row:
    """One line of a table: what it is about, the page that tells of it, and the cells beside it."""

    name: str
    url: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class FindingsPage:
    """The section *What drives the answer* and the whole verdict.

    ``worth``: what is worth finding out, greatest first; ``nothing``: names of what cannot change the choice.
    """

    verdict: VerdictWords
    chart: Chart | None
    advice: str
    ceiling: str
    worth: list[Row]
    nothing_words: str
    nothing: list[str]
    flips: list[Row]
    flips_note: str
    what_ifs: list[Row]
    elsewhere: list[Row]
    elsewhere_note: str


def findings_page(
    findings: Findings | None,
    answer: str | None = None,
    tried: WhatIfs | None = None,
    shipped: Shipped | None = None,
) -> FindingsPage | None:
    """Put findings into words and a drawing in the active language; None when there is no verdict.

    ``answer`` and ``shipped`` as in ``verdict_words``; ``tried``: other price levels, where they were calculated.
    """
    if findings is None:
        return None
    naming = naming_of(findings, shipped)
    nothing = nothing_worth(findings.information, naming)
    return FindingsPage(
        verdict=verdict_of(findings, answer, shipped),
        chart=_chart(findings, naming),
        advice=advice(findings.information, naming),
        ceiling=_ceiling(findings.information),
        worth=[
            Row(
                number_name(one.model, one.parameter, naming),
                number_url(one.model, one.parameter),
                (money(one.value.mean), give_or_take(money(one.value.se))),
            )
            for one in _told_apart(findings.information)
        ],
        nothing_words=_nothing_words(findings.information, nothing),
        nothing=nothing,
        flips=[_flip_row(flip, naming) for flip in findings.flips],
        flips_note=_flips_note(findings),
        what_ifs=[_what_if_row(one, tried.holds_now) for one in tried.each] if tried else [],
        elsewhere=[
            *(_later_row(start) for start in findings.later),
            *(_changed_row(one, findings) for one in findings.changed),
        ],
        elsewhere_note=_elsewhere_note(findings),
    )


def naming_of(findings: Findings, shipped: Shipped | None) -> Naming:
    """How the numbers of findings are named; ``shipped`` as in ``verdict_words``."""
    return Naming(shipped, findings.weighed.levels)


def advice(information: Information, naming: Naming = TODAY) -> str:
    """What to find out before deciding, and what it is worth at most."""
    worth = _told_apart(information)
    if not worth:
        return _("No single number is worth finding out first: none of them can be shown to change the choice.")
    first = worth[0]
    return _(
        "Find this out before you decide: “%(name)s”. It is worth up to %(value)s (%(error)s) to know it; what costs "
        "more to find out is not worth it."
    ) % {
        "name": number_name(first.model, first.parameter, naming),
        "value": money(first.value.mean),
        "error": give_or_take(money(first.value.se)),
    }


def nothing_worth(information: Information, naming: Naming = TODAY) -> list[str]:
    """The numbers that cannot change the choice, by name."""
    return [number_name(one.model, one.parameter, naming) for one in information.each if one.value.mean == 0]


def _told_apart(information: Information) -> list[Worth]:
    return [one for one in information.each if one.value.mean > ERRORS_APART * one.value.se and one.value.mean > 0]


def _ceiling(information: Information) -> str:
    known, all_known = information.parameters, information.everything
    return _(
        "To know all the numbers at once would be worth up to %(known)s (%(known_error)s). If the projects' own luck "
        "could be known too, which nobody can, it would be %(all)s (%(all_error)s)."
    ) % {
        "known": money(known.mean),
        "known_error": give_or_take(money(known.se)),
        "all": money(all_known.mean),
        "all_error": give_or_take(money(all_known.se)),
    }


def _nothing_words(information: Information, nothing: Sequence[str]) -> str:
    unclear = len(information.each) - len(nothing) - len(_told_apart(information))
    words = []
    if nothing:
        words.append(
            ngettext(
                "%(n)s number cannot change the choice, so to find it out is worth nothing to this decision.",
                "%(n)s numbers cannot change the choice, so to find them out is worth nothing to this decision.",
                len(nothing),
            )
            % {"n": len(nothing)}
        )
    if unclear:
        words.append(
            ngettext(
                "%(n)s number is worth so little that the calculation cannot tell it from nothing.",
                "%(n)s numbers are worth so little that the calculation cannot tell them from nothing.",
                unclear,
            )
            % {"n": unclear}
        )
    return " ".join(words)


def driver_row(driver: Driver, naming: Naming = TODAY) -> DriverRow:
    """One driver as it is drawn and tabled."""
    return DriverRow(
        name=localised(number_row(driver.model, driver.parameter, naming).name),
        detail=number_detail(driver.model),
        at_low=value_words(driver.model, driver.parameter, driver.at_low, naming),
        at_high=value_words(driver.model, driver.parameter, driver.at_high, naming),
        low=driver.low.mean,
        low_se=driver.low.se,
        high=driver.high.mean,
        high_se=driver.high.se,
        share=driver.share.mean,
        share_se=driver.share.se,
    )


def _chart(findings: Findings, naming: Naming) -> Chart | None:
    drawn = [driver_row(driver, naming) for driver in findings.drivers[:DRAWN] if driver.share.mean > 0]
    if not drawn:
        return None
    return tornado_chart(
        drawn,
        mean=findings.now.difference.mean,
        reference=str(IN_SENTENCE[findings.now.reference]),
        ident="drivers",
        title=_("“%(name)s” decides most: %(share)s of the uncertainty goes when it is known")
        % {"name": drawn[0].name, "share": percent(drawn[0].share)},
        note=_(
            "The %(drawn)s greatest of %(all)s uncertain numbers; %(n)s futures, seed %(seed)s, the same as in the "
            "answer. Numbers that are drawn together tell of each other, so shares may add up to more than 100."
        )
        % {
            "drawn": len(drawn),
            "all": len(findings.drivers),
            "n": number(findings.futures),
            "seed": findings.seed,
        },
    )


def _flip_row(flip: Flip, naming: Naming) -> Row:
    if flip.is_open:
        cells = _("it cannot be told"), "", ""
    elif flip.value is None or flip.beyond is None:
        cells = _("no value within its range turns it"), "", ""
    else:
        value = value_words(flip.model, flip.parameter, flip.value, naming)
        cells = value, _between(flip, naming), of_ten(flip.beyond)
    return Row(number_name(flip.model, flip.parameter, naming), number_url(flip.model, flip.parameter), cells)


def _between(flip: Flip, naming: Naming) -> str:
    """Between which values it turns, by the error of the calculation; nothing where that was not kept."""
    if flip.least is None or flip.most is None:
        return ""
    return ends_words(flip.model, flip.parameter, flip.least, flip.most, naming)


def _flips_note(findings: Findings) -> str:
    """On how many futures the values were found, and what their interval is; how few where it was not kept."""
    futures = max((flip.futures for flip in findings.flips), default=0)
    if not futures:
        return _("Found on %(n)s futures or fewer.") % {"n": number(min(FLIP_FUTURES, findings.futures))}
    words = _(
        "Found on %(n)s futures each, and within the interval the mean difference cannot be told from 0 (two standard "
        "errors)."
    )
    return words % {"n": number(futures)}


def _elsewhere_note(findings: Findings) -> str:
    """On how many futures these stand, and of what was stored before, where the search had seen some of them."""
    words = _("%(n)s futures, the same for all; ± is two standard errors of the calculation.")
    words %= {"n": number(findings.further_futures)}
    seen = [one for one in findings.changed if one.change == BEST_SUBSET and not one.unseen]
    # Where nothing was left out it stands as the partnership does now, and nothing was chosen.
    if any(one.standing != findings.now for one in seen):
        words += " " + _(
            "What to leave out was chosen on some of these futures, so that line may look better than it is. A new "
            "version chooses it on others."
        )
    return words


def _what_if_row(one: WhatIf, holds_now: bool) -> Row:
    holds = one.standing.holds
    if holds == holds_now:
        words = _("yes, as now") if holds else _("no, as now")
    else:
        words = _("yes, it turns") if holds else _("no, it turns")
    level = value_words(*PRICE_LEVEL, one.price_level)
    return Row(level, "", (hundredths(one.p_separate.mean), hundredths(one.standing.p_cheaper.mean), words))


def _later_row(start: LaterStart) -> Row:
    return Row(_("Start %(wait)s later") % {"wait": months(start.months)}, "", _standing_cells(start.standing))


def _changed_row(one: Changed, findings: Findings) -> Row:
    words = str(CHANGES[one.change])
    if one.change == BEST_SUBSET and one.standing == findings.now:
        words = _("some of the projects are left out: none was found that is better out")
    return Row(words[:1].upper() + words[1:], "", _standing_cells(one.standing))


def _standing_cells(standing: Standing) -> tuple[str, ...]:
    difference = standing.difference
    return (
        str(IN_SENTENCE[standing.reference]),
        f"{signed(difference.mean, 1)} {give_or_take(number(ERRORS_APART * difference.se, 1))}",
        hundredths(standing.p_cheaper.mean),
        _("yes") if standing.holds else _("no"),
    )
