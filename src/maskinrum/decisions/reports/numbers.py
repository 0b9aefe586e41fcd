"""One uncertain number in words: its name, its value in its own unit, and the page that tells of it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.assumptions import COMMON, Assumptions, Range
from maskinrum.decisions.analysis.parameters import ParameterRow, Shipped, exists_now, level_row, parameter_row
from maskinrum.decisions.phrases import IN_SENTENCE
from maskinrum.decisions.reports.assumptions import between_words, range_words, unit_words
from maskinrum.decisions.reports.sentences import PARTNERSHIP
from maskinrum.shared.templatetags.maskinrum.wording import localised

PLACES = 4


@dataclass(frozen=True)
class Naming:
    """How numbers are named and read.

    ``shipped``: what a stored version was told of them (``Case.shipped``), so that no later release renames what it
    says or reads it in another unit; None for what is calculated today. ``levels``: ``Weighed.levels``.
    """

    shipped: Shipped | None = None
    levels: Collection[str] = ()


TODAY: Final = Naming()


def number_row(model: str, slug: str, naming: Naming = TODAY) -> ParameterRow:
    """The number as shipped, or as a value of its own where it is among the levels."""
    key = model, slug
    is_level = f"{model}.{slug}" in naming.levels
    return level_row(key, naming.shipped) if is_level else parameter_row(key, Assumptions(), naming.shipped)


def number_name(model: str, slug: str, naming: Naming = TODAY) -> str:
    """Its name, with whose it is where that is not the partnership's."""
    name = localised(number_row(model, slug, naming).name)
    whose = number_detail(model)
    return f"{name} ({whose})" if whose else name


def number_detail(model: str) -> str:
    """Whose number it is; nothing for the partnership's own."""
    if model == PARTNERSHIP:
        return ""
    return _("common to all") if model == COMMON else str(IN_SENTENCE[model])


def value_words(model: str, slug: str, value: float, naming: Naming = TODAY) -> str:
    """One value of it with its unit."""
    rounded = round(value, PLACES)
    return range_words(Range(rounded, rounded, rounded), number_row(model, slug, naming))


def ends_words(model: str, slug: str, low: float, high: float, naming: Naming = TODAY) -> str:
    """From one value of it to another, to stand beside one that has the unit."""
    return between_words(round(low, PLACES), round(high, PLACES), number_row(model, slug, naming))


def number_url(model: str, slug: str) -> str:
    """The page that tells of it; nothing for a number that a stored version had and that is gone since."""
    if not exists_now((model, slug)):
        return ""
    if model == COMMON:
        return f"{reverse('decisions:standard')}?model={model}#{slug}"
    return reverse("decisions:parameter", args=[model, slug])


def unit_of(row: ParameterRow) -> str:
    """The unit its values are read in."""
    return unit_words(row)
