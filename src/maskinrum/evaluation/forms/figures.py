"""The figures of a quarter that no record holds, typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.evaluation.facts.figures import TYPED, Quarter, TypedFigure, indicators
from maskinrum.evaluation.phrases.figures import FORMULAS, name_of
from maskinrum.partnerships.forms.entry_fields import FigureField, LineField
from maskinrum.shared.figures import number

PARTS = ("value", "of", "source", "note")
HUNDRED = Decimal(100)
UNITS: Mapping[str, Any] = {
    "client_tender_cost": gettext_lazy("per cent"),
    "staff_turnover": gettext_lazy("per cent"),
    "subcontract_bidders": gettext_lazy("bids"),
    "sme_share": gettext_lazy("per cent"),
    "running_cost": gettext_lazy("DKK m a year"),
}
MOST: Mapping[str, int] = {"subcontract_bidders": 50, "running_cost": 9999}
OF: Mapping[str, Any] = {
    "staff_turnover": gettext_lazy("Key persons at the start"),
    "subcontract_bidders": gettext_lazy("Trades tendered"),
    "sme_share": gettext_lazy("Subcontracts in all"),
}


@dataclass(frozen=True)
class FigureFields:
    """The fields of one figure."""

    name: str
    help: str
    unit: str
    value: BoundField
    others: list[BoundField]


class QuarterForm(forms.Form):
    """Each figure with how many it is of, where it is from and a note; an empty figure is not known."""

    def __init__(self, data: Any = None, *, typed: Sequence[TypedFigure] = ()) -> None:
        super().__init__(data, initial=dict(self._begins(typed)))
        for slug in TYPED:
            self.fields[f"{slug}-value"] = FigureField(
                label=self._name(slug), most=MOST.get(slug, 100), decimals=2, hint=FORMULAS[slug]
            )
            if slug in OF:
                self.fields[f"{slug}-of"] = FigureField(label=OF[slug], least=1, most=100_000)
            self.fields[f"{slug}-source"] = LineField(label=_("Where it is from"), length=200)
            self.fields[f"{slug}-note"] = LineField(label=_("Note"), length=300)

    @staticmethod
    def _name(slug: str) -> str:
        told = indicators()[slug]
        return name_of(told.da, told.en)

    @staticmethod
    def _begins(typed: Sequence[TypedFigure]) -> Iterator[tuple[str, Any]]:
        for one in typed:
            factor = HUNDRED if indicators()[one.indicator].is_share else 1
            shown = (one.value * factor).normalize()
            places = max(0, -int(shown.as_tuple().exponent))
            yield f"{one.indicator}-value", number(shown, places)
            yield f"{one.indicator}-of", "" if one.of is None else str(one.of)
            yield f"{one.indicator}-source", one.source
            yield f"{one.indicator}-note", one.note

    def clean(self) -> dict[str, Any]:
        """A figure without an origin is nobody's; an origin without a figure was meant to be one."""
        cleaned: dict[str, Any] = super().clean() or {}
        for slug in TYPED:
            value, rest = cleaned.get(f"{slug}-value"), [cleaned.get(f"{slug}-{part}") for part in PARTS[1:]]
            if value is not None and not cleaned.get(f"{slug}-source") and f"{slug}-source" not in self.errors:
                self.add_error(f"{slug}-source", _("Say where the figure is from, for example a time sheet."))
            if value is None and any(rest) and f"{slug}-value" not in self.errors:
                self.add_error(f"{slug}-value", _("Write the figure too, or clear the fields below it."))
        return cleaned

    def figures(self, quarter: Quarter) -> list[TypedFigure]:
        """What was typed, shares as shares."""
        told = self.cleaned_data
        found = []
        for slug in TYPED:
            value = told.get(f"{slug}-value")
            if value is not None:
                factor = HUNDRED if indicators()[slug].is_share else Decimal(1)
                origin = (told[f"{slug}-source"], told[f"{slug}-note"])
                found.append(TypedFigure(slug, quarter, (value / factor), told.get(f"{slug}-of"), *origin))
        return found

    @property
    def rows(self) -> list[FigureFields]:
        """The fields of each figure together."""
        return [
            FigureFields(
                name=self._name(slug),
                help=str(FORMULAS[slug]),
                unit=str(UNITS[slug]),
                value=self[f"{slug}-value"],
                others=[self[f"{slug}-{part}"] for part in PARTS[1:] if f"{slug}-{part}" in self.fields],
            )
            for slug in TYPED
        ]
