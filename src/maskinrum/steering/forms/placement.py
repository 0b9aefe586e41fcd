"""What a person may say of a project on a board."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.partnerships.enums import ApprovalState, Inside, ProjectEnd
from maskinrum.partnerships.facts import Outcome
from maskinrum.partnerships.forms.entry_fields import FigureField, LineField, choice
from maskinrum.shared.figures import number
from maskinrum.steering.actions.board_rules import broken_by_change, broken_rules
from maskinrum.steering.facts.board import CallOffFacts
from maskinrum.steering.facts.placement import PLAIN, PlacementFacts
from maskinrum.steering.phrases.board_fields import DAYS, HINTS, LABELS, SUMS

CALL_OFF = ("title", "ready_on", "asked_on", "signed_on", "value")
OUTCOME = ("end", "handed_over_on", "outturn")
FREE_ROWS, MOST_ROWS = 1, 20
MILLIONS, MANY = 99_999, 9_999_999
COUNTS = (
    *("defects", "accidents", "working_hours", "reused", "decided", "rehoused_homes", "resident_answers"),
)  # fmt: skip
WRONG_DAY = gettext_lazy("Write a day, for example 2027-02-10.")


def day_field(name: str) -> forms.DateField:
    """A day, or nothing."""
    return forms.DateField(
        label=LABELS[name],
        help_text=HINTS.get(name, ""),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": WRONG_DAY},
    )


def sum_field(label: Any, hint: Any = "") -> FigureField:
    """Million DKK without VAT, or nothing."""
    return FigureField(label=label, hint=hint, most=MILLIONS, decimals=3, unit=gettext_lazy("DKK m"))


def _figure(name: str) -> FigureField:
    words: dict[str, Any] = {"label": LABELS[name], "hint": HINTS.get(name, "")}
    if name in SUMS or name == "value":
        return sum_field(**words)
    if name in {"nuisance", "satisfaction"}:
        return FigureField(**words, least=1, most=5, decimals=2)
    if name == "co2_per_m2":
        return FigureField(**words, most=MILLIONS, decimals=2)
    return FigureField(**words, most=MANY)


class PlacementForm(forms.Form):
    """All that is said of one project, its call-offs a row each."""

    use_required_attribute = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        facts: PlacementFacts,
        contractors: Sequence[tuple[str, str]],
    ) -> None:
        self.stored = facts
        self.count = min(len(facts.call_offs) + FREE_ROWS, MOST_ROWS)
        if data is not None:
            self.count = min(max(self.count, sum(name.startswith("title-") for name in data)), MOST_ROWS)
        super().__init__(data, initial=typed(facts))
        self.fields["inside"] = choice(LABELS["inside"], Inside.choices)
        self.fields["reason"] = LineField(label=LABELS["reason"], length=300, hint=HINTS["reason"])
        self.fields["contractor"] = choice(
            LABELS["contractor"], contractors, required=False, empty=_("Not chosen yet"), hint=HINTS["contractor"]
        )
        self.fields["approval"] = choice(LABELS["approval"], ApprovalState.choices)
        self.fields["end"] = choice(LABELS["end"], ProjectEnd.choices, required=False, empty=_("Not known yet"))
        for name in DAYS:
            self.fields[name] = day_field(name)
        for name in (*SUMS, *COUNTS, "co2_per_m2", "nuisance", "satisfaction"):
            self.fields[name] = _figure(name)
        for place in range(self.count):
            self.fields[f"title-{place}"] = LineField(label=LABELS["title"], length=120)
            for name in CALL_OFF[1:]:
                self.fields[f"{name}-{place}"] = _figure(name) if name == "value" else day_field(name)

    def lines(self) -> Iterator[list[BoundField]]:
        """The fields of each call-off."""
        for place in range(self.count):
            yield [self[f"{name}-{place}"] for name in CALL_OFF]

    def clean(self) -> dict[str, Any]:
        """Hold the facts against the rules."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors:
            facts = self.facts()
            for name, words in chain(broken_rules(facts), broken_by_change(self.stored, facts)):
                self.add_error(name if name in self.fields else None, words)
        return given

    def facts(self) -> PlacementFacts:
        """What was typed, of a valid form."""
        given = self.cleaned_data
        plain = {name: given[name] for name in PLAIN if name not in {"inside", "contractor"}}
        end, day, cost = (given[name] for name in OUTCOME)
        return PlacementFacts(
            inside=Inside(given["inside"]),
            approval=ApprovalState(given["approval"]),
            contractor=uuid.UUID(given["contractor"]) if given["contractor"] else None,
            outcome=Outcome(ProjectEnd(end) if end else None, day, _decimal(cost)),
            call_offs=tuple(self._call_offs()),
            **plain,
        )

    def _call_offs(self) -> Iterator[CallOffFacts]:
        for place in range(self.count):
            cells = {name: self.cleaned_data[f"{name}-{place}"] for name in CALL_OFF}
            if any(value not in {None, ""} for value in cells.values()):
                yield CallOffFacts(**cells)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def typed(facts: PlacementFacts) -> dict[str, Any]:
    """The facts as the form's fields hold them."""
    given = {name: _shown(getattr(facts, name)) for name in (*PLAIN, "approval")}
    given |= {name: _shown(getattr(facts.outcome, name)) for name in OUTCOME}
    for place, one in enumerate(facts.call_offs):
        given |= {f"{name}-{place}": _shown(getattr(one, name)) for name in CALL_OFF}
    return given


def _shown(value: Any) -> Any:
    if isinstance(value, (Decimal, int)):
        return exact(Decimal(value))
    if value is None or isinstance(value, date):
        return value
    return str(getattr(value, "value", value))


def exact(value: Decimal) -> str:
    """A number with all its decimals, as it is written in the language of the page."""
    exponent = value.normalize().as_tuple().exponent
    return number(value, max(0, -exponent) if isinstance(exponent, int) else 0)
