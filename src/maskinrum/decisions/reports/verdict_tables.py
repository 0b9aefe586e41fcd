"""The verdict and what drives it as sheets and as a CSV file."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.parameters import Shipped
from maskinrum.decisions.analysis.verdicts import Driver, Findings
from maskinrum.decisions.phrases import IN_SENTENCE
from maskinrum.decisions.reports.findings import advice, naming_of
from maskinrum.decisions.reports.numbers import Naming, number_detail, number_row, unit_of
from maskinrum.decisions.reports.verdict import verdict_of
from maskinrum.shared.tables import OutColumn, OutSheet, write_csv
from maskinrum.shared.templatetags.maskinrum.wording import localised

SHARE = "0.0 %"
MONEY = "#,##0.000"


def verdict_sheet(findings: Findings, shipped: Shipped | None = None) -> OutSheet:
    """The verdict, its reasons and what speaks against it, the strongest first; ``shipped`` as in ``Naming``."""
    words = verdict_of(findings, shipped=shipped)
    rows: list[list[Any]] = [[_("Verdict"), words.sentence]]
    rows += [[_("Note"), note] for note in words.notes]
    rows += [[_("Reason"), reason.text] for reason in words.reasons]
    rows += [[_("Against"), reason.text] for reason in words.against]
    return OutSheet(_("Verdict"), [OutColumn("", width=24), OutColumn("", width=90)], rows)


def drivers_sheet(findings: Findings, shipped: Shipped | None = None) -> OutSheet:
    """Every uncertain number: how much it drives, where the answer turns, and what it is worth to find out.

    ``shipped`` as in ``Naming``, here and below.
    """
    naming = naming_of(findings, shipped)
    reference = IN_SENTENCE[findings.now.reference]
    columns = [
        OutColumn(_("Uncertain number"), width=44),
        OutColumn(_("Whose"), width=22),
        OutColumn(_("Unit"), width=22),
        OutColumn(_("Share of the uncertainty"), width=14, number_format=SHARE),
        OutColumn(_("Standard error"), width=14, number_format=SHARE),
        OutColumn(_("Low value"), width=12),
        OutColumn(_("High value"), width=12),
        OutColumn(_("Difference to %(reference)s at the low value, DKK m") % {"reference": reference}, 18, MONEY),
        OutColumn(_("At the high value"), width=18, number_format=MONEY),
        OutColumn(_("Turns at"), width=12),
        OutColumn(_("At the least"), width=12),
        OutColumn(_("At the most"), width=12),
        OutColumn(_("Futures"), width=10, number_format="#,##0"),
        OutColumn(_("Probability past that"), width=14, number_format=SHARE),
        OutColumn(_("Worth at most to find out, DKK m"), width=18, number_format=MONEY),
        OutColumn(_("Standard error, DKK m"), width=18, number_format=MONEY),
    ]
    return OutSheet(
        _("What drives it"), columns, [_driver_row(driver, findings, naming) for driver in findings.drivers]
    )


def drivers_in_full(findings: Findings, shipped: Shipped | None = None) -> OutSheet:
    """The sheet of the drivers with the error of the difference at the low and at the high value."""
    sheet = drivers_sheet(findings, shipped)
    columns = [
        *sheet.columns,
        OutColumn(_("At the low value: standard error"), 18, MONEY),
        OutColumn(_("At the high value: standard error"), 18, MONEY),
    ]
    rows = [[*row, one.low.se, one.high.se] for row, one in zip(sheet.rows, findings.drivers, strict=True)]
    return replace(sheet, columns=columns, rows=rows)


def drivers_csv(findings: Findings, *, language: str) -> bytes:
    """The sheet of the drivers as a CSV file, the advice beside the first."""
    sheet = drivers_sheet(findings)
    said = [advice(findings.information), *[""] * len(sheet.rows)]
    rows = [[*row, words] for row, words in zip(sheet.rows, said, strict=False)]
    return write_csv([*(column.title for column in sheet.columns), _("Advice")], rows, language=language)


def _driver_row(driver: Driver, findings: Findings, naming: Naming) -> list[Any]:
    key = driver.model, driver.parameter
    row = number_row(*key, naming)
    flip = next((one for one in findings.flips if (one.model, one.parameter) == key), None)
    worth = next(one.value for one in findings.information.each if (one.model, one.parameter) == key)
    ends = (None, None, None) if flip is None else (flip.value, flip.least, flip.most)
    turns = [None if end is None else end * row.factor for end in ends]
    return [
        localised(row.name),
        number_detail(driver.model),
        unit_of(row),
        driver.share.mean,
        driver.share.se,
        driver.at_low * row.factor,
        driver.at_high * row.factor,
        driver.low.mean,
        driver.high.mean,
        *turns,
        flip.futures if flip is not None and flip.futures else None,
        None if flip is None else flip.beyond,
        worth.mean,
        worth.se,
    ]
