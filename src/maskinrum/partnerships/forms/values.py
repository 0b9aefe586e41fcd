"""From one cell to one value: the rules of every column, the same for a file and a table on screen."""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from maskinrum.partnerships.enums import ApprovalState, Field, ProjectKind
from maskinrum.partnerships.forms.columns import DELAYS, folded
from maskinrum.partnerships.queries import approval_states
from maskinrum.shared.domain import load
from maskinrum.shared.tables import Cell, NumberStyle, parse_date, parse_number, possible_styles

LARGEST_BUDGET = Decimal(10_000)
LONGEST_DURATION = Decimal(240)
MOST_HOMES = 100_000
FURTHEST_START = Decimal(480)
LONGEST_NAME = 200
LONGEST_GROUP = 80

_MONTH_UNIT = re.compile(r"\s*(?:måneder|måned|mdr\.?|md\.?|months?)$", re.IGNORECASE)
_UNITS = {
    Field.BUDGET: re.compile(
        r"\s*(?:mio\.?|mill\.?|million|millioner|mdkk|mkr\.?)(?:\s*(?:kr\.?|dkk))?$", re.IGNORECASE
    ),
    Field.HOMES: re.compile(r"\s*(?:boliger|lejemål|homes)$", re.IGNORECASE),
    Field.REALISATION: re.compile(r"\s*(?:%|pct\.?|procent|percent)$", re.IGNORECASE),
    Field.START: _MONTH_UNIT,
    Field.DURATION: _MONTH_UNIT,
} | dict.fromkeys(DELAYS, _MONTH_UNIT)

_YES = frozenset(["ja", "j", "yes", "y", "true", "sand", "1", "x", "v"])
_NO = frozenset(["nej", "n", "no", "false", "falsk", "0"])
_TICKS = frozenset("✓✔☑")
_KINDS = {
    ProjectKind.RENOVATION: "renoveringsprojekt|renoveringssag|fornyelse|refurbishment",
    ProjectKind.MASTER_PLAN: "helhedsplanen|master plan|fysisk helhedsplan|masterplan",
    ProjectKind.NEW_BUILD: "nybyg|nybygning|new building|newbuild|nyt byggeri",
}
_APPROVALS = {
    ApprovalState.IDEA: "ideer|intet|ingen|none|not decided",
    ApprovalState.PREQUALIFIED_LBF: "prækvalificeret|prækvalifikation|prækvalificeret lbf|prequalified|lbf",
    ApprovalState.DEPARTMENT_VOTE: "afdelingsmøde|afdelingsmødet|beboerafstemning|department meeting|vote",
    ApprovalState.ORGANISATION_BOARD: "organisationsbestyrelse|organisationsbestyrelsen|organisation board|board",
    ApprovalState.MUNICIPALITY: "kommune|kommunen|kommunal godkendelse|godkendt af kommunen|municipality",
    ApprovalState.SCHEME_A: "skema a|scheme a|tilsagn|skema a tilsagn|skema a godkendt",
    ApprovalState.TENDER_OR_CALL_OFF: "udbud|aftaleseddel|i udbud|tender|call off",
    ApprovalState.SCHEME_B: "skema b|scheme b|skema b godkendt",
    ApprovalState.CONSTRUCTION: "udførelse|i gang|igang|under opførelse|opførelse|byggeri i gang|under construction",
    ApprovalState.HANDOVER: "afleveret|handed over",
    ApprovalState.SCHEME_C: "skema c|scheme c|byggeregnskab",
    ApprovalState.ONE_YEAR: "1 års gennemgang|1 år|one year|1 year",
    ApprovalState.FIVE_YEAR: "5 års gennemgang|5 år|five year|5 year",
}


class ValueRefusedError(Exception):
    """A cell that breaks a rule: the reason, and what to write instead."""

    def __init__(self, code: str, message: str, advice: str) -> None:
        super().__init__(message)
        self.code, self.message, self.advice = code, message, advice


def number_text(field: Field, cell: Cell) -> str:
    """Return the text of a number without the unit behind it, or an empty text when it is not a text or is a date."""
    if not isinstance(cell.value, str) or (field is Field.START and parse_date(cell.value)):
        return ""
    return _UNITS[field].sub("", cell.value)


def read_value(field: Field, cell: Cell, style: NumberStyle) -> Any:
    """Return the value of a cell that is not empty, by the rules of its column. Raise ValueRefusedError.

    Name and group: str; kind and approval: enum; homes: int; yes or no: bool; planned start: date or months as Decimal;
    the other numbers: Decimal, unrounded.
    """
    if field in {Field.NAME, Field.GROUP}:
        return _read_text(field, cell)
    if field in {Field.PROBLEM, Field.ELIGIBLE}:
        return _read_yes_no(cell)
    if field is Field.KIND:
        return _read_kind(cell)
    if field is Field.APPROVAL:
        return _read_approval(cell)
    if field is Field.START_DATE or (field is Field.START and _as_date(cell)):
        return _read_date(cell)
    return _NUMBER_RULES[field](field, _read_number(field, cell, style), cell)


def example(field: Field) -> str:
    """Return what to write in a column, with an example in the form of the active language."""
    sentences = {
        Field.NAME: _("Write the project's name."),
        Field.KIND: _("Write renovation, master plan or new build."),
        Field.GROUP: _("Write at most 80 characters."),
        Field.HOMES: _("Write a whole number, such as 84, or leave it empty."),
        Field.BUDGET: _("Write million kroner, such as %(number)s."),
        Field.START: _("Write the start of works, such as 2028-09-01, or months from the case date, such as 18."),
        Field.START_DATE: _("Write the start of works, such as 2028-09-01."),
        Field.DURATION: _("Write months of works, such as 14."),
        Field.APPROVAL: _("Write the latest approval, such as Idea, Municipality, Scheme A or Scheme B."),
        Field.PROBLEM: _("Write yes or no."),
        Field.ELIGIBLE: _("Write yes or no."),
        Field.REALISATION: _("Write a share between 0 and 1, such as %(share)s, or 85 %%."),
    }
    words = sentences.get(field) or _("Write months, such as 6.")
    return words % {"number": number_format(Decimal("41.5")), "share": number_format(Decimal("0.85"))}


def _refuse(code: str, message: str, field: Field) -> ValueRefusedError:
    return ValueRefusedError(code, message, example(field))


def _read_text(field: Field, cell: Cell) -> str:
    most = LONGEST_NAME if field is Field.NAME else LONGEST_GROUP
    if len(cell.text) > most:
        message = _("The text is longer than %(most)s characters.") % {"most": most}
        raise ValueRefusedError("text-too-long", message, _("Make it shorter."))
    return cell.text


def _read_yes_no(cell: Cell) -> bool:
    if isinstance(cell.value, bool):
        return cell.value
    word = folded(cell.text)
    if word in _YES or cell.text in _TICKS:
        return True
    if word in _NO or cell.text in {"-", "–"}:
        return False
    raise _refuse("not-yes-or-no", _("It is neither yes nor no."), Field.PROBLEM)


@cache
def _kind_words() -> dict[str, ProjectKind | None]:
    words: dict[str, ProjectKind | None] = {}
    for value in load("facets")["project_kind"]["values"]:
        kind = ProjectKind(value["in_model"]) if value["in_model"] else None
        words |= dict.fromkeys((folded(value["slug"]), folded(value["da"]), folded(value["en"])), kind)
    return words | {folded(word): kind for kind, others in _KINDS.items() for word in others.split("|")}


@cache
def _approval_words() -> dict[str, ApprovalState]:
    words = {folded(word): state.slug for state in approval_states() for word in (state.slug, state.da, state.en)}
    return words | {folded(word): state for state, others in _APPROVALS.items() for word in others.split("|")}


def _read_kind(cell: Cell) -> ProjectKind:
    word = folded(cell.text)
    if word not in _kind_words():
        raise _refuse("kind-unknown", _("We do not know this type of project."), Field.KIND)
    kind = _kind_words()[word]
    if kind is None:
        message = _("A decision does not count projects of this type.")
        raise ValueRefusedError(
            "kind-not-counted", message, _("Take the row out, or write renovation, master plan or new build.")
        )
    return kind


def _read_approval(cell: Cell) -> ApprovalState:
    found = _approval_words().get(folded(cell.text))
    if found is None:
        raise _refuse("approval-unknown", _("We do not know this approval."), Field.APPROVAL)
    return found


def _as_date(cell: Cell) -> date | None:
    if isinstance(cell.value, date):
        return cell.value
    return parse_date(cell.value) if isinstance(cell.value, str) else None


def _read_date(cell: Cell) -> date:
    found = _as_date(cell)
    if found is None:
        raise _refuse(
            "not-a-date", _("It is not a date we can read. The day stands before the month."), Field.START_DATE
        )
    return found


def _read_number(field: Field, cell: Cell, style: NumberStyle) -> Decimal:
    if isinstance(cell.value, Decimal):
        return cell.value
    text = number_text(field, cell)
    found = parse_number(text, style)
    if found is None:
        raise _other_style(text, style) if possible_styles(text) else _not_a_number(field)
    is_percent = field is Field.REALISATION and text != cell.value
    return found / 100 if is_percent else found


def _not_a_number(field: Field) -> ValueRefusedError:
    if field is Field.START:
        return _refuse("not-a-start", _("It is neither a date nor a number of months."), field)
    return _refuse("not-a-number", _("It is not a number."), field)


def _other_style(text: str, style: NumberStyle) -> ValueRefusedError:
    if style is NumberStyle.DANISH:
        message = _("The other numbers of the column have a decimal comma; this one has a decimal point.")
    else:
        message = _("The other numbers of the column have a decimal point; this one has a decimal comma.")
    swapped = text.translate(str.maketrans(",.", ".,"))
    return ValueRefusedError("number-style", message, _("Write %(number)s.") % {"number": swapped})


def _budget(field: Field, number: Decimal, _cell: Cell) -> Decimal:
    if number < Decimal("0.0005"):
        raise _refuse("budget-not-positive", _("A budget must be more than 0."), field)
    if number <= LARGEST_BUDGET:
        return number
    message = _("More than 10,000 million kroner for one project is unlikely; it was probably typed in kroner.")
    divisor = 1_000_000 if number >= LARGEST_BUDGET * 100 else 1_000
    if number / divisor > LARGEST_BUDGET:
        raise _refuse("budget-too-large", message, field)
    proposal = number_format(rounded(number / divisor, "0.001").normalize())
    raise ValueRefusedError("budget-too-large", message, _("Write million kroner: %(number)s.") % {"number": proposal})


def _duration(field: Field, number: Decimal, _cell: Cell) -> Decimal:
    if number < Decimal("0.05"):
        raise _refuse("duration-not-positive", _("The works must last more than 0 months."), field)
    if number > LONGEST_DURATION:
        raise _refuse("duration-too-long", _("The works cannot last more than 240 months."), field)
    return number


def _homes(field: Field, number: Decimal, _cell: Cell) -> int:
    if not 0 <= number <= MOST_HOMES or number != int(number):
        raise _refuse("homes-not-whole", _("Homes must be a whole number between 0 and 100,000."), field)
    return int(number)


def _start(field: Field, number: Decimal, _cell: Cell) -> Decimal:
    if abs(number) <= FURTHEST_START:
        return number
    if 1900 <= number < 2200:
        raise _refuse("start-is-year", _("It looks like a year, but would be read as months."), field)
    if 30_000 <= number < 80_000:
        day = (date(1899, 12, 30) + timedelta(days=int(number))).isoformat()
        message = _("It looks like a date that Excel shows as a number.")
        raise ValueRefusedError(
            "start-is-serial", message, _("Write %(day)s, or format the column as dates.") % {"day": day}
        )
    raise _refuse("start-too-far", _("It is more than 40 years from the case date."), field)


def _share(field: Field, number: Decimal, _cell: Cell) -> Decimal:
    if not 0 <= number <= 1:
        raise _refuse("share-outside", _("A probability lies between 0 and 1."), field)
    return number


def _delay(field: Field, number: Decimal, _cell: Cell) -> Decimal:
    if not 0 <= number <= LONGEST_DURATION:
        raise _refuse("delay-outside", _("A delay lies between 0 and 240 months."), field)
    return number


_NUMBER_RULES = {
    Field.BUDGET: _budget,
    Field.DURATION: _duration,
    Field.HOMES: _homes,
    Field.START: _start,
    Field.REALISATION: _share,
} | dict.fromkeys(DELAYS, _delay)


def rounded(number: Decimal, step: str) -> Decimal:
    """Return a number at the precision a project keeps: budgets 0.001, durations 0.1; halves upwards."""
    return number.quantize(Decimal(step), ROUND_HALF_UP)
