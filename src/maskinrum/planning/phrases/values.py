"""Values inside sentences: dates, amounts, names and lists of them in the active language."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language

from maskinrum.deadlines import Text


def in_language(text: Text) -> str:
    """The words in the active language."""
    return text.da if get_language() == "da" else text.en


def written(value: object) -> object:
    """A value as it stands in a sentence; numbers stay numbers, so that a sentence can count them."""
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, Text):
        return in_language(value)
    if isinstance(value, Decimal):
        return number_format(value.normalize() if value != value.to_integral() else value.to_integral())
    if isinstance(value, tuple):
        return ", ".join(str(written(one)) for one in value)
    return "" if value is None else value


def all_written(values: Mapping[str, object]) -> dict[str, object]:
    """Every value as it stands in a sentence."""
    return {name: written(value) for name, value in values.items()}
