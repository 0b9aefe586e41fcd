"""The workbook and the CSV file that people fill in, empty or with the projects there are."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from maskinrum.partnerships.enums import Field
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.partnerships.phrases import label
from maskinrum.partnerships.queries import ApprovalFacts, approval_state, approval_states
from maskinrum.shared.domain import load
from maskinrum.shared.tables import MAX_ROWS, OutColumn, OutSheet, OutValue, write_csv, write_xlsx

_COLUMNS = tuple(field for field in Field if field is not Field.START_DATE)
_TEMPLATE_COLUMNS = _COLUMNS[: _COLUMNS.index(Field.REALISATION)]
_WIDTHS = {Field.NAME: 44.0, Field.KIND: 22.0, Field.GROUP: 22.0, Field.APPROVAL: 44.0}
_FORMATS = {Field.BUDGET: "#,##0.0##", Field.HOMES: "0", Field.START: "yyyy-mm-dd"}
_EXAMPLES: dict[str, tuple[OutValue, ...]] = {
    "da": (
        "Eksempel: Prøvevænget, helhedsplan", "helhedsplan", "rækkehuse-70", 112, Decimal("117.6"), "2028-03", 26,
        "Skema A", "nej", "ja",
    ),
    "en": (
        "Example: Trial Close, master plan", "master plan for renewal", "terraces-70", 112, Decimal("117.6"), "2028-03",
        26, "Scheme A", "no", "yes",
    ),
}  # fmt: skip


def template_workbook(language: str) -> bytes:
    """Return a workbook to fill in, ``language`` da or en: an example row (skipped when read) and explanations."""
    return _workbook([_EXAMPLES[language]], _TEMPLATE_COLUMNS, language)


def template_csv(language: str) -> bytes:
    """Return the headings and the example row as CSV in the form Excel opens in that language."""
    header = [label(field, language) for field in _TEMPLATE_COLUMNS]
    return write_csv(header, [_EXAMPLES[language]], language=language)


def portfolio_workbook(facts: Sequence[ProjectFacts], language: str) -> bytes:
    """Return the projects as the workbook that can be changed and read again."""
    return _workbook([_row(one, language) for one in facts], _COLUMNS, language)


def portfolio_csv(facts: Sequence[ProjectFacts], language: str) -> bytes:
    """Return the projects as CSV that can be changed and read again."""
    header = [label(field, language) for field in _COLUMNS]
    return write_csv(header, [_row(one, language) for one in facts], language=language)


def portfolio_sheet(facts: Sequence[ProjectFacts], *, language: str) -> OutSheet:
    """Return the projects as one sheet of another workbook, with the columns of ``portfolio_workbook``."""
    with override(language):
        columns = [_column(field, language) for field in _COLUMNS]
        return OutSheet(_("Projects"), columns, [_row(one, language) for one in facts])


def template_sheets(language: str) -> tuple[OutSheet, OutSheet, OutSheet]:
    """Return the sheets of a workbook to fill in, without any project: projects, explanation, approvals."""
    with override(language):
        return _sheets([], _TEMPLATE_COLUMNS, language)


def _workbook(rows: Sequence[Sequence[OutValue]], fields: Sequence[Field], language: str) -> bytes:
    with override(language):
        return write_xlsx(_sheets(rows, fields, language), language=language)


def _sheets(
    rows: Sequence[Sequence[OutValue]], fields: Sequence[Field], language: str
) -> tuple[OutSheet, OutSheet, OutSheet]:
    meanings = [OutColumn(_("Column"), 32), OutColumn(_("What to write"), 100)]
    states = [_approval_row(state, language) for state in approval_states()]
    return (
        OutSheet(_("Projects"), [_column(field, language) for field in fields], rows, open_rows=MAX_ROWS),
        OutSheet(_("Explanation"), meanings, _explanation(language)),
        OutSheet(_("Approvals"), _approval_columns(), states),
    )


def _column(field: Field, language: str) -> OutColumn:
    return OutColumn(label(field, language), _WIDTHS.get(field, 15), _FORMATS.get(field, ""), _choices(field, language))


def _choices(field: Field, language: str) -> tuple[str, ...]:
    if field is Field.KIND:
        return tuple(value[language] for value in load("facets")["project_kind"]["values"] if value["in_model"])
    if field is Field.APPROVAL:
        return tuple(_name(state, language) for state in approval_states())
    if field in {Field.PROBLEM, Field.ELIGIBLE}:
        return ("ja", "nej") if language == "da" else ("yes", "no")
    return ()


def _name(state: ApprovalFacts, language: str) -> str:
    return state.da if language == "da" else state.en


def _row(one: ProjectFacts, language: str) -> tuple[OutValue, ...]:
    kinds = {value["slug"]: value[language] for value in load("facets")["project_kind"]["values"]}
    approval = _name(approval_state(one.approval), language)
    delays = (one.delay.least, one.delay.typical, one.delay.most) if one.delay else (None, None, None)
    first = (one.name, kinds[one.kind], one.group, one.homes, one.budget, one.planned_start, one.duration, approval)
    return (*first, one.problem_project, one.eligible, one.realisation, *delays)


def _explanation(language: str) -> list[tuple[OutValue, ...]]:
    sentences = {
        Field.NAME: _("What the project is called. Must be filled in."),
        Field.KIND: _("Renovation, master plan for renewal or new build. Empty means renovation."),
        Field.GROUP: _("The same word for projects so alike that a team learns from one to the next. May be empty."),
        Field.HOMES: _("The number of homes. May be empty."),
        Field.BUDGET: _("Million kroner ex VAT in fixed prices of the case date. Must be filled in."),
        Field.START: _("A date, a month such as 2028-03, or months from the case date. Must be filled in."),
        Field.DURATION: _("Months of works. Must be filled in."),
        Field.APPROVAL: _("The latest approval the project has; see the sheet with approvals. Must be filled in."),
        Field.PROBLEM: _("Yes when the project is known to be difficult. Empty means no."),
        Field.ELIGIBLE: _("No when the project cannot go into an agreement. Empty means yes."),
        Field.REALISATION: _(
            "Your own probability that it is carried out, 0 to 1, in place of the approval's. May be empty."
        ),
        Field.DELAY_LEAST: _("Your own delay of the start in months, in place of the approval's. All three or none."),
        Field.DELAY_TYPICAL: _("See above."),
        Field.DELAY_MOST: _("See above."),
    }
    return [(label(field, language), sentence) for field, sentence in sentences.items()]


def _approval_columns() -> list[OutColumn]:
    return [
        OutColumn(_("Approval"), 50),
        OutColumn(_("Probability that it is carried out (our judgement)"), 24, "0%"),
        OutColumn(_("Delay of the start in months: least, typical, most (our judgement)"), 30),
        OutColumn(_("Why"), 70),
    ]


def _approval_row(state: ApprovalFacts, language: str) -> tuple[OutValue, ...]:
    delay = f"{state.delay.least}, {state.delay.typical}, {state.delay.most}"
    reason = state.reason_da if language == "da" else state.reason_en
    return _name(state, language), state.realisation, delay, reason
