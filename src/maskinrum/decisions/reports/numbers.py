"""One uncertain number in words: its name, its value in its own unit, and the page that tells of it."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.assumptions import COMMON, Assumptions, Range
from maskinrum.decisions.analysis.parameters import ParameterRow, level_row, parameter_row
from maskinrum.decisions.phrases import IN_SENTENCE
from maskinrum.decisions.reports.assumptions import between_words, range_words, unit_words
from maskinrum.decisions.reports.sentences import PARTNERSHIP
from maskinrum.shared.templatetags.maskinrum.wording import localised

PLACES = 4


def number_row(model: str, slug: str, levels: Collection[str] = ()) -> ParameterRow:
    """The number as shipped, or as a value of its own where it is among ``levels`` (``Weighed.levels``)."""
    return level_row((model, slug)) if f"{model}.{slug}" in levels else parameter_row((model, slug), Assumptions())


def number_name(model: str, slug: str) -> str:
    """Its name, with whose it is where that is not the partnership's."""
    name = localised(number_row(model, slug).name)
    whose = number_detail(model)
    return f"{name} ({whose})" if whose else name


def number_detail(model: str) -> str:
    """Whose number it is; nothing for the partnership's own."""
    if model == PARTNERSHIP:
        return ""
    return _("common to all") if model == COMMON else str(IN_SENTENCE[model])


def value_words(model: str, slug: str, value: float, levels: Collection[str] = ()) -> str:
    """One value of it with its unit; ``levels`` as in ``number_row``."""
    rounded = round(value, PLACES)
    return range_words(Range(rounded, rounded, rounded), number_row(model, slug, levels))


def ends_words(model: str, slug: str, low: float, high: float, levels: Collection[str] = ()) -> str:
    """From one value of it to another, to stand beside one that has the unit; ``levels`` as in ``number_row``."""
    return between_words(round(low, PLACES), round(high, PLACES), number_row(model, slug, levels))


def number_url(model: str, slug: str) -> str:
    """The page that tells of it."""
    if model == COMMON:
        return f"{reverse('decisions:standard')}?model={model}#{slug}"
    return reverse("decisions:parameter", args=[model, slug])


def unit_of(row: ParameterRow) -> str:
    """The unit its values are read in."""
    return unit_words(row)
