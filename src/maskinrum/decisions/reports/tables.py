"""The answer as a workbook and as a CSV file: results, components, assumptions and the projects it rests on."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.assumptions import COMMON
from maskinrum.decisions.analysis.calculation import COMPONENTS, Calculation
from maskinrum.decisions.analysis.parameters import MODELS_WITH_NUMBERS
from maskinrum.decisions.analysis.verdicts import Findings
from maskinrum.decisions.enums import Alternative
from maskinrum.decisions.phrases import SHORT
from maskinrum.decisions.reports.assumptions import shown_parameters
from maskinrum.decisions.reports.sentences import PARTNERSHIP, SEPARATE, answer_sentence
from maskinrum.decisions.reports.verdict import verdict_of
from maskinrum.decisions.reports.verdict_tables import drivers_sheet, verdict_sheet
from maskinrum.knowledge.queries import evidence_in_force
from maskinrum.partnerships.reports import portfolio_sheet
from maskinrum.shared.charts import component_name
from maskinrum.shared.tables import OutColumn, OutSheet, write_csv, write_xlsx
from maskinrum.shared.templatetags.maskinrum.wording import localised

MONEY = "#,##0.0"
SHARE = "0.0 %"


def result_workbook(calculation: Calculation, findings: Findings | None, *, title: str, language: str) -> bytes:
    """Everything behind the answer, one sheet a subject, in the active language; money in DKK m."""
    return write_xlsx(
        [
            _answer_sheet(calculation, title),
            *([verdict_sheet(findings), drivers_sheet(findings)] if findings else []),
            alternatives_sheet(calculation),
            components_sheet(calculation),
            _assumptions_sheet(calculation),
            portfolio_sheet(calculation.case.facts, language=language),
        ],
        language=language,
    )


def result_csv(calculation: Calculation, findings: Findings | None, *, language: str) -> bytes:
    """The alternatives with their ranges and chances, one row each, and the verdict beside the partnership."""
    sheet = alternatives_sheet(calculation)
    words = verdict_of(findings) if findings else None
    said = [words.sentence if words and model.slug == PARTNERSHIP else "" for model in calculation.result.models]
    rows = [[*row, verdict] for row, verdict in zip(sheet.rows, said, strict=True)]
    return write_csv([*(column.title for column in sheet.columns), _("Verdict")], rows, language=language)


def _answer_sheet(calculation: Calculation, title: str) -> OutSheet:
    case, result = calculation.case, calculation.result
    rows: list[list[Any]] = [
        [_("Question"), title],
        [_("Answer"), answer_sentence(calculation)],
        [_("Case date"), case.case_date],
        [_("Projects"), len(case.facts)],
        [_("Futures"), result.futures],
        [_("Seed"), result.seed],
        [_("Changed assumptions"), case.assumptions.changed_count],
        [_("Note"), _("Nobody has publicly measured the effect of a Danish strategic partnership.")],
    ]
    return OutSheet(_("Answer"), [OutColumn("", width=24), OutColumn("", width=90)], rows)


def with_errors(sheet: OutSheet, calculation: Calculation) -> OutSheet:
    """The sheet of the alternatives with the error of every chance, of the regret and of the mean difference."""
    titles = {
        _("Mean difference to separate"): MONEY,
        _("Standard error of that"): MONEY,
        _("Cheaper than separate tenders: standard error"): SHARE,
        _("Cheapest of all: standard error"): SHARE,
        _("Regret: standard error"): MONEY,
    }
    errors = [
        [spread.mean if spread else None, spread.se if spread else None, one.p_better_se, one.p_best_se, one.regret.se]
        for one in calculation.result.models
        for spread in (one.difference,)
    ]
    columns = [*sheet.columns, *(OutColumn(title, 18, form) for title, form in titles.items())]
    return replace(sheet, columns=columns, rows=[[*row, *more] for row, more in zip(sheet.rows, errors, strict=True)])


def alternatives_sheet(calculation: Calculation) -> OutSheet:
    """The alternatives with their ranges and chances, one row each."""
    titles = [
        _("Alternative"),
        _("Mean cost"),
        _("Standard error"),
        "5 %",
        "25 %",
        _("Middle"),
        "75 %",
        "95 %",
        _("Cheaper than separate tenders"),
        _("Cheapest of all"),
        _("Regret"),
    ]
    formats = ["", *[MONEY] * 2, *[MONEY] * 5, SHARE, SHARE, MONEY]
    columns = [
        OutColumn(title, width=18 if n else 34, number_format=form)
        for n, (title, form) in enumerate(zip(titles, formats, strict=True))
    ]
    columns[3:8] = [
        OutColumn(_("Difference to separate: %(point)s") % {"point": column.title}, width=18, number_format=MONEY)
        for column in columns[3:8]
    ]
    return OutSheet(_("Alternatives"), columns, [_alternative_row(model) for model in calculation.result.models])


def _alternative_row(model: Any) -> list[Any]:
    spread = model.difference
    quantiles = [spread.p05, spread.p25, spread.p50, spread.p75, spread.p95] if spread else [0.0] * 5
    return [
        str(Alternative(model.slug).label),
        model.cost.mean,
        model.cost.se,
        *quantiles,
        model.p_better,
        model.p_best,
        model.regret.mean,
    ]


def components_sheet(calculation: Calculation) -> OutSheet:
    """Where each alternative's mean difference to separate tenders comes from."""
    compared = [model.slug for model in calculation.result.models]
    slugs = [slug for slug in compared if slug in calculation.components and slug != SEPARATE]
    columns = [
        OutColumn(_("Mean difference to separate tenders, DKK m"), width=40),
        *(OutColumn(str(SHORT[slug]), width=18, number_format=MONEY) for slug in slugs),
    ]
    rows: list[list[Any]] = [
        [component_name(name), *(calculation.components[slug][name].mean for slug in slugs)] for name in COMPONENTS
    ]
    rows.append([_("Total"), *(calculation.totals[slug].mean for slug in slugs)])
    return OutSheet(_("Components"), columns, rows)


def _assumptions_sheet(calculation: Calculation) -> OutSheet:
    titles = [_("Model"), _("Assumption"), _("Used in the calculation"), _("Standard"), _("Strength"), _("Sources")]
    rows: list[list[Any]] = []
    cards = evidence_in_force()
    for model in (*MODELS_WITH_NUMBERS, COMMON):
        name = _("Common to all") if model == COMMON else str(SHORT[model])
        for shown in shown_parameters(model, calculation.case.assumptions, calculation.case.renewed):
            row = shown.row
            rows.append(
                [
                    name,
                    localised(row.name),
                    shown.in_force,
                    shown.standard,
                    _("newer evidence") if shown.is_renewed else row.strength,
                    ", ".join(cards[key].source_url for key in shown.source_ids if key in cards),
                ]
            )
    return OutSheet(_("Assumptions"), [OutColumn(title, width=30) for title in titles], rows)
