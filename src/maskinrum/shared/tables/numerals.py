"""Numbers and dates as Danes and others write them.

A number is Danish (1.234,5), English (1,234.5), both (12), ambiguous (1.234 or 1,234) or none. A whole column is read
in one style, settled in this order: what the column itself shows beyond doubt (the majority when it shows both; the
others then do not fit), what the other columns show, and last the delimiter: ; means Danish, anything else English.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

_DANISH = re.compile(r"[+-]?(?:(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,[0-9]+)?|,[0-9]+)")
_ENGLISH = re.compile(r"[+-]?(?:(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?|\.[0-9]+)")
_GROUP_SPACE = re.compile(r"(?<=[0-9]) (?=[0-9]{3}(?![0-9]))")
_MINUS = str.maketrans({"−": "-", "–": "-"})
_LONGEST = 40

_DAY_FIRST = re.compile(r"([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9:.]+Z?)?")
_YEAR_MONTH = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})[-./]([0-9]{4})")
_NAMED = re.compile(r"(?:([0-9]{1,2})\.? )?([a-z]{3,9})\.? ?([0-9]{4})")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januar january", "feb februar february", "mar marts march", "apr april", "maj may", "jun juni june",
            "jul juli july", "aug august", "sep sept september", "okt oktober oct october", "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip


class NumberStyle(Enum):
    """Which mark divides the decimals."""

    DANISH = ","
    ENGLISH = "."


@dataclass(frozen=True)
class StyleChoice:
    """The style of one column; ``guessed`` when an ambiguous number in it was settled by something outside it."""

    style: NumberStyle
    guessed: bool


def tidy_number(text: str) -> str:
    """Return the text of a number without spaces between thousands and with a plain minus."""
    return _GROUP_SPACE.sub("", text.strip().translate(_MINUS))


def possible_styles(text: str) -> frozenset[NumberStyle]:
    """Return the styles in which the text is a number: none, one or both."""
    tidy = tidy_number(text)
    if len(tidy) > _LONGEST:
        return frozenset()
    patterns = {NumberStyle.DANISH: _DANISH, NumberStyle.ENGLISH: _ENGLISH}
    return frozenset(style for style, pattern in patterns.items() if pattern.fullmatch(tidy))


def is_ambiguous(text: str) -> bool:
    """Return whether the two styles read different numbers: 1.234 is 1,234 to a Dane."""
    return len(possible_styles(text)) == 2 and ("," in text or "." in text)


def shown_style(texts: Iterable[str]) -> NumberStyle | None:
    """Return the style most texts show beyond doubt (the first one's when equal), or None when none shows any."""
    certain = [next(iter(styles)) for text in texts if len(styles := possible_styles(text)) == 1]
    return max(certain, key=certain.count) if certain else None


def choose_style(texts: Iterable[str], *, elsewhere: NumberStyle | None, delimiter: str) -> StyleChoice:
    """Return the style of a column by the rules at the top; ``elsewhere`` is what the other columns show."""
    column = list(texts)
    own = shown_style(column)
    if own is not None:
        return StyleChoice(own, guessed=False)
    last = NumberStyle.DANISH if delimiter == ";" else NumberStyle.ENGLISH
    return StyleChoice(elsewhere or last, guessed=any(is_ambiguous(text) for text in column))


def parse_number(text: str, style: NumberStyle) -> Decimal | None:
    """Return the number a text means in a style, or None when it is none in that style."""
    if style not in possible_styles(text):
        return None
    thousands = "." if style is NumberStyle.DANISH else ","
    return Decimal(tidy_number(text).replace(thousands, "").replace(",", "."))


def parse_date(text: str) -> date | None:
    """Return the date a text means, or None. Day before month; a month alone is its first day; years 1900-2199.

    Read are 2028-09-01, 01-09-2028, 1.9.2028, 01/09/2028, 2028-09, 09-2028, sep 2028 and 1. september 2028.
    """
    tidy = text.strip().casefold()
    if len(tidy) > _LONGEST:
        return None
    parts = _date_parts(tidy)
    if parts is None or not is_likely_year(parts[0]):
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def is_likely_year(year: int) -> bool:
    """Return whether a date of that year can be meant: 1900-2199, the same for typed dates and those of a workbook."""
    return 1900 <= year < 2200


def _date_parts(tidy: str) -> tuple[int, int, int] | None:
    if found := _YEAR_FIRST.fullmatch(tidy):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DAY_FIRST.fullmatch(tidy):
        return int(found[4]), int(found[3]), int(found[1])
    if found := _YEAR_MONTH.fullmatch(tidy):
        return int(found[1]), int(found[2]), 1
    if found := _MONTH_YEAR.fullmatch(tidy):
        return int(found[2]), int(found[1]), 1
    found = _NAMED.fullmatch(tidy)
    if found and found[2] in _MONTHS:
        return int(found[3]), _MONTHS[found[2]], int(found[1] or 1)
    return None
