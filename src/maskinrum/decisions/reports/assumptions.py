"""The assumptions in words: ranges with their units, and how much of it is judgement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maskinrum.decisions.analysis.assumptions import COMMON, Assumptions, ParameterKey, Range
from maskinrum.decisions.analysis.parameters import (
    MODELS_WITH_NUMBERS,
    ParameterRow,
    Shipped,
    level_row,
    parameter_rows,
)
from maskinrum.decisions.analysis.pooling import Renewal, ends_of
from maskinrum.decisions.enums import Alternative
from maskinrum.shared.figures import NARROW_SPACE, number

Renewed = Mapping[ParameterKey, Renewal]
NOTHING: Renewed = {}
RENEWED_PLACES = 4
PARTNERSHIP = Alternative.STRATEGIC_PARTNERSHIP.value

UNIT_WORDS: dict[str, Any] = {
    "share": "%",
    "share per year": gettext_lazy("% a year"),
    "share of value": gettext_lazy("% of the value"),
    "share of value at 50 mDKK": gettext_lazy("% of the value at DKK 50 m"),
    "share of value per bidder": gettext_lazy("% of the value per bidder"),
    "share of value per month": gettext_lazy("% of the value a month"),
    "share of planned duration": gettext_lazy("% of the planned duration"),
    "probability over the base term": gettext_lazy("% over the base term"),
    "probability per project": gettext_lazy("% per project"),
    "months": gettext_lazy("months"),
    "mDKK": gettext_lazy("DKK m"),
    "mDKK per year": gettext_lazy("DKK m a year"),
    "bidders": gettext_lazy("bidders"),
    "projects": gettext_lazy("projects"),
    "elasticity": "",
    "ratio": "",
    "correlation": "",
    "correlation per quarter": gettext_lazy("per quarter"),
    "ratio per doubling": gettext_lazy("per doubling"),
    "ratio to planned volume": gettext_lazy("times the planned volume"),
    "ratio to announced volume": gettext_lazy("times the announced volume"),
    "log points per quarter": gettext_lazy("log points a quarter"),
    "log points per year": gettext_lazy("log points a year"),
}
# What is counted, where there is one of it.
ONE_WORDS = {"months": gettext_lazy("month"), "bidders": gettext_lazy("bidder"), "projects": gettext_lazy("project")}


@dataclass(frozen=True)
class ShownParameter:
    """One parameter as a page shows it: the range in force and the shipped one in words, and the unit typed in.

    ``pooled_ids``: the rows of newer evidence that the range in force is pooled from, where they have renewed it.
    """

    row: ParameterRow
    in_force: str
    standard: str
    unit: str
    pooled_ids: tuple[str, ...] = ()

    @property
    def is_renewed(self) -> bool:
        """Whether newer evidence has taken the place of what ships."""
        return bool(self.pooled_ids)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The rows of evidence that the range in force rests on."""
        return self.pooled_ids or self.row.card_ids

    @property
    def is_unfounded(self) -> bool:
        """Whether it is called stronger than a judgement with no row of evidence named for it."""
        return not self.source_ids and self.basis != "neutral" and self.row.strength[:1] not in {"", "D"}

    @property
    def basis(self) -> str:
        """What the range in force is: a renewed one is evidence, whatever the shipped one was."""
        return "evidence" if self.is_renewed else self.row.basis


@dataclass(frozen=True)
class RestsOn:
    """What the numbers about the partnership rest on: a headline, a sentence that counts, and the rows."""

    headline: str
    words: str
    rows: list[ShownParameter]


def shown_parameters(
    model: str, assumptions: Assumptions, renewed: Renewed = NOTHING, shipped: Shipped | None = None
) -> list[ShownParameter]:
    """Every number of one delivery model (or ``common``) in words; ``renewed`` by newer evidence.

    ``shipped``: what a stored analysis was told of them, here and below; without it, what ships today.
    """
    return [shown_parameter(row, renewed) for row in parameter_rows(model, assumptions, shipped)]


def changed_parameters(assumptions: Assumptions, shipped: Shipped | None = None) -> list[ShownParameter]:
    """The numbers a person has changed, in the order of the models."""
    models = [
        model for model in (*MODELS_WITH_NUMBERS, COMMON) if any(key[0] == model for key in assumptions.overrides)
    ]
    rows = (shown for model in models for shown in shown_parameters(model, assumptions, shipped=shipped))
    return [shown for shown in rows if shown.row.changed]


def rests_on(assumptions: Assumptions, renewed: Renewed = NOTHING, shipped: Shipped | None = None) -> RestsOn:
    """The partnership's own numbers, weakest first, and how many of them are judgement."""
    numbers = shown_parameters(PARTNERSHIP, assumptions, renewed, shipped)
    own = [shown for shown in numbers if shown.row.form not in {"same", "none"}]
    rows = sorted(own, key=_weakness)
    stated = [shown for shown in own if shown.basis != "neutral"]
    judged = sum(shown.basis == "judgement" for shown in own)
    derived = sum(shown.basis == "derived" for shown in own)
    measured = sum(shown.basis == "evidence" for shown in own)
    changed = sum(shown.row.changed is not None for shown in own)
    words = _(
        "Of the %(all)s numbers about the partnership %(judged)s are judgement, %(derived)s are calculated "
        "from related studies and %(measured)s rest directly on a source."
    ) % {"all": len(stated), "judged": judged, "derived": derived, "measured": measured}
    if changed:
        words += " " + ngettext("You have changed %(n)s of them.", "You have changed %(n)s of them.", changed) % {
            "n": changed
        }
    return RestsOn(_("Most of what the numbers rest on is judgement"), words, rows)


def renewed_parameters(
    assumptions: Assumptions, renewed: Renewed, shipped: Shipped | None = None
) -> list[ShownParameter]:
    """The numbers that newer evidence has renewed and no person has changed, in the order of the models."""
    models = [model for model in MODELS_WITH_NUMBERS if any(key[0] == model for key in renewed)]
    rows = (shown for model in models for shown in shown_parameters(model, assumptions, renewed, shipped))
    return [shown for shown in rows if shown.is_renewed]


def range_words(value: Range, row: ParameterRow) -> str:
    """A range with its unit: “−4,5 … 1,5 … 8,5 %”; one number when it has no width."""
    places = _places(value, row.factor)
    ends = [value.typical] if value.is_constant else [value.least, value.typical, value.most]
    is_one = value.is_constant and value.typical == 1 and row.form == "absolute"
    unit = str(ONE_WORDS[row.unit]) if is_one and row.unit in ONE_WORDS else unit_words(row)
    joint = NARROW_SPACE if unit.startswith("%") else " "
    return joint.join(filter(None, [" … ".join(number(end * row.factor, places) for end in ends), unit]))


def between_words(low: float, high: float, row: ParameterRow) -> str:
    """From one value to another, without the unit."""
    places = _places(Range(low, low, high), row.factor)
    return _("%(low)s to %(high)s") % {
        "low": number(low * row.factor, places),
        "high": number(high * row.factor, places),
    }


def unit_words(row: ParameterRow) -> str:
    """The unit as it is typed and read."""
    if row.form == "multiplier":
        return _("times separate tenders'")
    # A stored version may name a unit that no release knows any more.
    named = str(UNIT_WORDS.get(row.unit, row.unit))
    if row.form == "difference":
        return _("points against separate tenders") if row.factor == 100 else named
    return named


def shown_parameter(row: ParameterRow, renewed: Renewed = NOTHING) -> ShownParameter:
    """One number in words; where newer evidence has renewed it, that is in force unless a person changed it."""
    newer = renewed.get((row.model, row.slug)) if row.changed is None else None
    in_force = _words(row.in_force, row)
    if newer is not None:
        low, middle, high = (round(end, RENEWED_PLACES) for end in ends_of(newer.prior))
        in_force = range_words(Range(low, middle, high), level_row((row.model, row.slug)))
    return ShownParameter(row, in_force, _words(row.standard, row), unit_words(row), newer.card_ids if newer else ())


def stated_words(row: ParameterRow) -> str:
    """The range that a row states, in words."""
    return _words(row.in_force, row)


def _words(value: Range | None, row: ParameterRow) -> str:
    if value is not None:
        return range_words(value, row)
    return _("not in this model") if row.form == "none" else _("as separate tenders")


def _places(value: Range, factor: int) -> int:
    numbers: Sequence[float] = [abs(end) * factor for end in (value.least, value.typical, value.most)]
    for places in (0, 1, 2, 3):
        if all(abs(round(one, places) - one) < 1e-9 for one in numbers):
            return places
    return 1 if max(numbers) >= 10 else 2


def _weakness(shown: ShownParameter) -> int:
    order = {"D": 0, "C": 1, "C+": 2, "B-": 3, "B": 4, "A-": 5, "A": 6}
    return order["B"] if shown.is_renewed else order.get(shown.row.strength, 7)
