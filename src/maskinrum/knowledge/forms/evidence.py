"""Write a row of evidence, retire it, and what the list may be asked for in its address."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.knowledge.facts.evidence import CONTEXT, SourceCard
from maskinrum.knowledge.facts.parameters import model_names, parameter_names
from maskinrum.knowledge.phrases import COUNTRIES, STRENGTH_WORDS, UNITS
from maskinrum.knowledge.queries.evidence import NOT_STATED, EvidenceFilter
from maskinrum.partnerships.forms.entry_fields import FigureField, LineField, ParagraphField, WebAddressField, choice
from maskinrum.shared.figures import number

STRENGTHS = ("A", "A-", "B", "B-", "C+", "C", "D")
FIGURES = ("estimate", "low", "high", "standard_error")
MOST, DECIMALS = 1_000_000_000, 8
ALL = gettext_lazy("All")
PERIOD_WORDS = {
    "2020": gettext_lazy("2020 and later"),
    "2010": gettext_lazy("2010 to 2019"),
    "2000": gettext_lazy("2000 to 2009"),
    "1900": gettext_lazy("before 2000"),
    NOT_STATED: gettext_lazy("not known"),
}


def figure(label: Any, hint: Any = "") -> FigureField:
    """A number in the row's unit, below zero too."""
    return FigureField(label=label, least=-MOST, most=MOST, decimals=DECIMALS, hint=hint)


class EvidenceForm(forms.Form):
    """What was measured, where, when, how much and how surely. Shares are typed as per cent."""

    use_required_attribute = False

    measure_da = LineField(
        label=gettext_lazy("What was measured, in Danish"),
        length=300,
        required=True,
        hint=gettext_lazy("What, of what, and against what."),
    )
    measure_en = LineField(label=gettext_lazy("What was measured, in English"), length=300, required=True)
    parameter = choice(gettext_lazy("Parameter"), ())
    applies_to = choice(gettext_lazy("Delivery model"), (), required=False, empty=gettext_lazy("None in particular"))
    unit = choice(gettext_lazy("Unit"), UNITS.items())
    estimate = figure(
        gettext_lazy("Measured value"), gettext_lazy("Leave empty where the source only gives a direction.")
    )
    low = figure(gettext_lazy("Lowest"), gettext_lazy("Lowest alone means: at least."))
    high = figure(gettext_lazy("Highest"), gettext_lazy("Highest alone means: at most."))
    standard_error = figure(
        gettext_lazy("Standard error"),
        gettext_lazy("As the source states it, or a judgement with its reason."),
    )
    spread_from = LineField(
        label=gettext_lazy("Row with the spread"),
        length=20,
        hint=gettext_lazy("The id of the row that holds the standard deviation of the same study."),
    )
    n = FigureField(label=gettext_lazy("How many (n)"), least=1, most=MOST)
    year = LineField(label=gettext_lazy("Year"), length=4)
    country = choice(gettext_lazy("Country"), COUNTRIES.items(), required=False, empty=gettext_lazy("not known"))
    population = LineField(label=gettext_lazy("What was studied"), length=200, hint=gettext_lazy("In English."))
    strength = choice(gettext_lazy("Strength"), ())
    is_self_reported = forms.BooleanField(
        label=gettext_lazy("Reported by a party with an interest in it"), required=False
    )
    is_poolable = forms.BooleanField(
        label=gettext_lazy("May be pooled with others"),
        required=False,
        help_text=gettext_lazy("Unit and definition are the parameter's, and no other row tells of the same study."),
    )
    source_url = WebAddressField(label=gettext_lazy("Source"), required=True)
    note = ParagraphField(label=gettext_lazy("Caveat"), rows=2, hint=gettext_lazy("In English."))
    reason = LineField(
        label=gettext_lazy("Why is it changed?"),
        length=300,
        hint=gettext_lazy("Everybody can read it in the history."),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields["reason"].required = initial is not None  # of what is new nothing is changed
        offered = {
            "parameter": parameter_names().items(),
            "applies_to": model_names().items(),
            "strength": [(value, STRENGTH_WORDS[value]) for value in STRENGTHS],
        }
        for name, choices in offered.items():
            self.fields[name].choices = [*self.fields[name].choices, *choices]  # type: ignore[attr-defined]

    def clean_year(self) -> int | None:
        """Four digits, or nothing."""
        text = self.cleaned_data["year"]
        if text and not (text.isascii() and text.isdigit() and 1900 <= int(text) <= 2199):
            raise forms.ValidationError(_("Write the year with four digits, for example 2019."))
        return int(text) if text else None

    def clean(self) -> dict[str, Any]:
        """The ends stand around the estimate, an error is above zero, and what is pooled has a figure."""
        given = self.cleaned_data
        ends = [given.get(name) for name in ("low", "estimate", "high")]
        stated = [value for value in ends if value is not None]
        if stated != sorted(stated):
            self.add_error("low", _("Lowest, estimate and highest must stand in this order."))
        error = given.get("standard_error")
        if error is not None and error <= 0:
            self.add_error("standard_error", _("A standard error is above zero."))
        has_none = given.get("estimate") is None and "estimate" not in self.errors
        if given.get("is_poolable") and (has_none or given.get("parameter") == CONTEXT):
            self.add_error("is_poolable", _("Only a row with an estimate of a parameter can be pooled."))
        return given

    def card(self) -> SourceCard:
        """What was written."""
        given = self.cleaned_data
        factor = 100 if given["unit"].startswith("share") else 1
        figures: dict[str, Any] = {
            name: None if given[name] is None else float(given[name] / factor) for name in FIGURES
        }
        plain = ("measure_da", "measure_en", "parameter", "applies_to", "unit", "spread_from", "n", "year", "country")
        more = ("population", "strength", "is_self_reported", "is_poolable", "source_url", "note")
        return SourceCard(**figures, **{name: given[name] for name in (*plain, *more)})


def initial_of_card(card: SourceCard, revision: int) -> dict[str, Any]:
    """What the form shows of a stored row."""
    factor = 100 if card.unit.startswith("share") else 1
    figures = {name: _text(getattr(card, name), factor) for name in FIGURES}
    numbers = {"n": "" if card.n is None else number(card.n), "year": str(card.year or "")}
    return card.to_json() | figures | numbers | {"revision": revision}


def _text(value: float | None, factor: int) -> str:
    if value is None:
        return ""
    shown = (Decimal(repr(value)) * factor).normalize()
    places = max(0, -int(shown.as_tuple().exponent))
    return number(shown, places)


class RetireForm(forms.Form):
    """Why a row is retired, or put in force again."""

    use_required_attribute = False

    reason = LineField(
        label=gettext_lazy("Why?"),
        length=300,
        required=True,
        hint=gettext_lazy("Everybody can read it in the history."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class EvidenceFilterForm(forms.Form):
    """One word, and one choice of each kind with how many there are. What is chosen is always offered."""

    use_required_attribute = False

    q = LineField(label=gettext_lazy("Words"), length=200)
    parameter = forms.ChoiceField(label=gettext_lazy("Parameter"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    strength = forms.ChoiceField(label=gettext_lazy("Strength"), required=False)
    reported = forms.ChoiceField(label=gettext_lazy("Who reports it"), required=False)
    period = forms.ChoiceField(label=gettext_lazy("Period"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("Does it hold?"),
        required=False,
        choices=[("", gettext_lazy("In force")), ("retired", gettext_lazy("Retired"))],
    )

    def __init__(self, data: Mapping[str, Any], *, counts: Mapping[str, Counter[str]]) -> None:
        super().__init__(data)
        kinds: dict[str, Mapping[str, Any]] = {
            "parameter": parameter_names(),
            "country": {**COUNTRIES, NOT_STATED: _("not known")},
            "strength": {letter: STRENGTH_WORDS[letter] for letter in "ABCD"},
            "reported": {"no": _("somebody else"), "yes": _("a party with an interest in it")},
            "period": PERIOD_WORDS,
        }
        for name, words in kinds.items():
            chosen = {str(data.get(name, "")), *counts[name]}
            offered = [(key, f"{label} ({counts[name][key]})") for key, label in words.items() if key in chosen]
            self.fields[name].choices = [("", ALL), *offered]  # type: ignore[attr-defined]


def read_evidence_filter(form: EvidenceFilterForm) -> EvidenceFilter:
    """What is asked for; what cannot be answered is left out, so that an old address still shows a list."""
    form.is_valid()
    return EvidenceFilter(**{name: form.cleaned_data.get(name, "") for name in form.fields})
