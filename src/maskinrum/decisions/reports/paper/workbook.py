"""The whole model of a stored analysis as a workbook: inputs, parameters, results, what drives them, and sources."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from maskinrum.decisions.analysis.assumptions import COMMON, ParameterKey, Range
from maskinrum.decisions.analysis.keeping import Json
from maskinrum.decisions.analysis.parameters import ParameterRow, Shipped, equivalent_row, parameter_keys, parameter_row
from maskinrum.decisions.analysis.verdicts import Findings
from maskinrum.decisions.models import Analysis
from maskinrum.decisions.phrases import SHORT
from maskinrum.decisions.reports.analyses import CHOICES, choice_words
from maskinrum.decisions.reports.assumptions import unit_words
from maskinrum.decisions.reports.explored_tables import explored_sheets
from maskinrum.decisions.reports.paper.findings import finding_sheets
from maskinrum.decisions.reports.paper.results import components_in_full, result_sheets
from maskinrum.decisions.reports.paper.stored import Stored, read_back, stated_entry, stated_row
from maskinrum.decisions.reports.readiness_kept import readiness_said
from maskinrum.decisions.reports.sentences import answer_sentence
from maskinrum.decisions.reports.tables import alternatives_sheet, with_errors
from maskinrum.decisions.reports.traces import BASIS, MACHINE, Made, made_words, told_as_of_today
from maskinrum.decisions.reports.verdict_tables import drivers_in_full, verdict_sheet
from maskinrum.knowledge.reports.evidence_page import shown_card
from maskinrum.partnerships.reports import portfolio_sheet
from maskinrum.shared.tables import OutColumn, OutSheet, OutValue, write_xlsx
from maskinrum.shared.templatetags.maskinrum.wording import localised

FIGURES = "#,##0.####"
_CHOSEN = ("alternatives", "criterion", "realisation", "ceiling", "shift")


def model_workbook(
    analysis: Analysis, *, language: str, explored: Json | None = None, explored_with: Made | None = None
) -> bytes:
    """A stored analysis as a workbook in one of the languages. Figures are figures; no cell is a formula.

    ``explored`` and ``explored_with`` as in ``paper_document``.
    """
    with override(language):
        stored = read_back(analysis, explored, explored_with)
        found = stored.findings
        sheets = [
            _inputs_sheet(stored),
            portfolio_sheet(stored.case.facts, language=language),
            _parameters_sheet(stored),
            with_errors(alternatives_sheet(stored.calculation), stored.calculation),
            components_in_full(stored.calculation),
            *(_found_sheets(found, stored.case.shipped) if found else []),
            *(explored_sheets(stored.explored, stored.case) if stored.explored else []),
            *result_sheets(stored.calculation),
            _readiness_sheet(stored),
            _sources_sheet(stored),
        ]
        return write_xlsx(sheets, language=language, title=analysis.decision_file.title)


def _found_sheets(found: Findings, shipped: Shipped | None) -> list[OutSheet]:
    return [verdict_sheet(found, shipped), drivers_in_full(found, shipped), *finding_sheets(found, shipped)]


def _inputs_sheet(stored: Stored) -> OutSheet:
    analysis = stored.analysis
    file = analysis.decision_file
    chosen: list[list[OutValue]] = [[str(CHOICES[one]), choice_words(one, analysis.inputs[one])] for one in _CHOSEN]
    machine: list[list[OutValue]] = [[str(name), analysis.machine.get(key, "")] for key, name in MACHINE.items()]
    rows: list[list[OutValue]] = [
        [_("Question"), file.title],
        [_("Organisation"), file.organisation.name],
        [_("Answer"), answer_sentence(stored.calculation)],
        [_("Version"), analysis.number],
        [_("Stored"), localtime(analysis.created_at).date()],
        [_("Case date"), analysis.case_date],
        [_("Projects"), len(stored.case.facts)],
        [_("Futures"), analysis.futures],
        [_("Seed"), analysis.seed],
        *chosen,
        [_("Version of the engine"), analysis.engine_version],
        [_("Check sum of the inputs"), analysis.input_hash],
        [_("Check sum of the evidence"), analysis.evidence_hash],
        *machine,
        *_longer(stored),
        [_("Note"), _("Nobody has publicly measured the effect of a Danish strategic partnership.")],
        *_told_as_of_today(stored),
    ]
    return OutSheet(_("Inputs"), [OutColumn("", width=32), OutColumn("", width=90)], rows)


def _told_as_of_today(stored: Stored) -> list[list[OutValue]]:
    return [[_("Note"), told_as_of_today()]] if stored.analysis.shipped is None else []


def _longer(stored: Stored) -> list[list[OutValue]]:
    return [[_("Longer calculation: engine and machine"), made_words(stored.explored_with)]] if stored.explored else []


def _parameters_sheet(stored: Stored) -> OutSheet:
    columns = [
        OutColumn(_("Model"), 22),
        OutColumn(_("Assumption"), 44),
        OutColumn(_("Unit"), 26),
        *(OutColumn(title, 12, FIGURES) for title in (_("Least"), _("Typical"), _("Most"))),
        *(
            OutColumn(title, 12, FIGURES)
            for title in (_("Standard: least"), _("Standard: typical"), _("Standard: most"))
        ),
        OutColumn(_("Changed"), 10),
        OutColumn(_("Rests on"), 16),
        OutColumn(_("Strength"), 10),
        OutColumn(_("Sources"), 24),
        OutColumn(_("Why"), 60),
        OutColumn(_("The three numbers are"), 20),
        OutColumn(_("The three of the standard are"), 20),
        OutColumn(_("Form"), 12),
        OutColumn(_("Distribution"), 14),
        OutColumn(_("Parameters of it, shares as fractions"), 44),
    ]
    return OutSheet(_("Parameters"), columns, list(_parameter_rows(stored)), filtered=True)


def _parameter_rows(stored: Stored) -> Iterator[list[OutValue]]:
    overrides = stored.case.assumptions.overrides
    shipped = stored.case.shipped
    for key in parameter_keys(shipped):
        row = stated_row(key, stored.analysis, shipped)
        if row is None:
            continue
        standard = parameter_row(key, stored.case.assumptions, shipped)
        newer = None if key in overrides else stored.case.renewed.get(key)
        if newer:  # a level, and so is what stands beside it in the same unit
            standard = equivalent_row(key, shipped)
        yield [
            _("Common to all") if key[0] == COMMON else str(SHORT[key[0]]),
            localised(row.name),
            unit_words(row),
            *_ends(row, row.standard),
            *_ends(standard, standard.standard),
            key in overrides,
            _("your own") if key in overrides else _("newer evidence, pooled") if newer else str(BASIS[row.basis]),
            "" if newer else row.strength,
            ", ".join(newer.card_ids if newer else row.card_ids),
            _("As it ships: %(reason)s") % {"reason": localised(row.reason)} if newer else localised(row.reason),
            _ends_are(row),
            _ends_are(standard),
            *_drawn(key, stored.analysis),
        ]


def _ends(row: ParameterRow, value: Range | None) -> list[OutValue]:
    """In the unit that the row is read in; empty where the number is another model's draw or does not exist."""
    if value is None:
        return [None, None, None]
    return [_rounded(end * row.factor) for end in (value.least, value.typical, value.most)]


def _ends_are(row: ParameterRow) -> str:
    """What the three numbers are: ends of a range, or points of a distribution that has none."""
    if row.standard is None:
        return ""
    return _("5 %, middle, 95 %") if row.has_points else _("least, typical, most")


def _drawn(key: ParameterKey, analysis: Analysis) -> list[OutValue]:
    """How the number is stated, its distribution and the parameters of that, to the last digit, as they went in."""
    stated = stated_entry(key, analysis)
    params = "; ".join(f"{name} {value!r}" for name, value in sorted(stated.get("params", {}).items()))
    form = {
        "absolute": _("value of its own"),
        "multiplier": _("times separate tenders'"),
        "difference": _("added to separate tenders'"),
        "same": _("as separate tenders"),
        "none": _("not in this model"),
    }[stated.get("form", "absolute")]
    return [form, str(stated.get("family", "")), params]


def _rounded(value: float) -> Decimal:
    return Decimal(f"{value:.10g}")


def _readiness_sheet(stored: Stored) -> OutSheet:
    ready = readiness_said(stored.told)
    rows: list[list[OutValue]] = [[_("Gate"), gate.question, gate.answer] for gate in ready.gates]
    rows += [
        [_("Warning sign"), f"{one.words} {one.trigger}".strip(), str(one.sign.severity.label)] for one in ready.signs
    ]
    rows += [[_("Criterion"), one.name, one.points, one.weight, one.median] for one in ready.criteria]
    rows.append([_("Points of 100"), "", ready.points])
    if ready.robustness:
        rows.append([_("Robustness"), ready.robustness])
    columns = [
        OutColumn("", 18),
        OutColumn("", 90),
        OutColumn(_("Answer"), 24),
        OutColumn(_("Weight"), 10, FIGURES),
        OutColumn(_("Middle of the points, 0 to 4"), 14, FIGURES),
    ]
    return OutSheet(_("Readiness"), columns, [[*row, *[None] * (len(columns) - len(row))] for row in rows])


def _sources_sheet(stored: Stored) -> OutSheet:
    columns = [
        OutColumn(_("Id"), 10),
        OutColumn(_("Measured"), 60),
        OutColumn(_("Value"), 12, FIGURES),
        OutColumn(_("Low"), 12, FIGURES),
        OutColumn(_("High"), 12, FIGURES),
        OutColumn(_("Unit"), 18),
        OutColumn(_("Country"), 16),
        OutColumn(_("Year"), 8),
        OutColumn(_("n"), 8),
        OutColumn(_("Strength"), 10),
        OutColumn(_("Self-reported"), 12),
        OutColumn(_("Link"), 60),
        OutColumn(_("Note"), 60),
    ]
    rows: list[list[OutValue]] = [
        [
            card.id,
            localised(card.measure),
            card.estimate,
            card.low,
            card.high,
            card.unit,
            shown_card(card, {}).country,
            card.year,
            card.n,
            card.strength,
            card.is_self_reported,
            card.source_url,
            card.note,
        ]
        for card in stored.cards.values()
    ]
    return OutSheet(_("Sources"), columns, rows, filtered=True)
