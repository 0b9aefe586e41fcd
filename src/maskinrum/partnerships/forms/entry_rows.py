"""The rows of the form for an entry: parties, known jobs, sources, and who may call off."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.partnerships.enums import Discipline, Inside, ProjectKind, SourceLabel
from maskinrum.partnerships.facts import CallOffFacts, JobFacts, PartyFacts, SourceFacts, Words
from maskinrum.partnerships.forms.entry_fields import (
    FigureField,
    LineField,
    PartialDateField,
    SharedFields,
    WebAddressField,
    choice,
    figure_text,
)

MOST_ROWS = 200
MOST_HOMES = 1_000_000
MOST_MILLION = 99_999_999
NOT_KNOWN = gettext_lazy("Not known")
HOW_WE_KNOW = gettext_lazy("How we know")
CURRENCIES = (("DKK", "DKK"), ("SEK", "SEK"), ("NOK", "NOK"), ("EUR", "EUR"))


class RowForm(forms.Form):
    """A row whose fields are all empty, or as a new row has them, says nothing and is left out."""

    telling: tuple[str, ...] = ()
    """The fields that make a row one that says something."""

    key: tuple[str, ...] = ()
    """The fields that may not be the same in two rows."""

    use_required_attribute = False


class PartyForm(RowForm):
    """A party: its name, what it does, and how well that is known."""

    telling = ("name", "note_da", "note_en")
    key = ("name", "discipline")
    name = LineField(label=gettext_lazy("Name of the party"), required=True)
    discipline = choice(gettext_lazy("Discipline"), Discipline.choices, required=False, empty=NOT_KNOWN)
    label = choice(HOW_WE_KNOW, SourceLabel.choices, required=False, empty=NOT_KNOWN)
    note_da = LineField(label=gettext_lazy("Note in Danish"), length=1000)
    note_en = LineField(label=gettext_lazy("Note in English"), length=1000)

    def clean(self) -> dict[str, Any]:
        """Ask how well a discipline is known."""
        given = super().clean() or {}
        if given.get("discipline") and not given.get("label") and "label" not in self.errors:
            self.add_error("label", _("Say how we know the discipline."))
        return given

    def facts(self) -> PartyFacts:
        """The party that was typed."""
        typed = self.cleaned_data
        return PartyFacts(
            name=typed["name"],
            discipline=Discipline(typed["discipline"]) if typed["discipline"] else None,
            label=SourceLabel(typed["label"]) if typed["label"] else None,
            note=Words(typed["note_da"], typed["note_en"]),
        )


class JobForm(RowForm):
    """A publicly known job of the client."""

    telling = ("name", "homes", "value", "begins", "ends", "source_url", "note_da", "note_en")
    slug = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    name = LineField(label=gettext_lazy("Name of the job"), required=True)
    client = LineField(label=gettext_lazy("Client of the job"), required=True)
    inside = choice(gettext_lazy("Under the agreement?"), Inside.choices)
    kind = choice(gettext_lazy("Kind"), ProjectKind.choices, required=False, empty=NOT_KNOWN)
    homes = FigureField(label=gettext_lazy("Homes"), most=MOST_HOMES)
    value = FigureField(label=gettext_lazy("Value in millions, as the source says"), most=MOST_MILLION, decimals=1)
    currency = choice(gettext_lazy("Currency"), CURRENCIES, required=False, empty=NOT_KNOWN)
    begins = PartialDateField(label=gettext_lazy("Begins"))
    ends = PartialDateField(label=gettext_lazy("Ends"))
    label = choice(HOW_WE_KNOW, SourceLabel.choices)
    source_url = WebAddressField(label=gettext_lazy("Where it can be read"))
    note_da = LineField(label=gettext_lazy("Note in Danish"), length=1000)
    note_en = LineField(label=gettext_lazy("Note in English"), length=1000)

    def clean(self) -> dict[str, Any]:
        """Hold the value to its currency, and the end after the beginning."""
        given = super().clean() or {}
        if given.get("value") is not None and not given.get("currency"):
            self.add_error("currency", _("Choose the currency of the value."))
        begins, ends = given.get("begins", ""), given.get("ends", "")
        if begins and ends and ends < begins[: len(ends)]:
            self.add_error("ends", _("The job ends before it begins. Correct one of the dates."))
        return given

    def facts(self) -> JobFacts:
        """The job that was typed."""
        typed = self.cleaned_data
        plain = ("slug", "client", "name", "kind", "homes", "value", "begins", "ends", "source_url")
        return JobFacts(
            **{name: typed[name] for name in plain},
            inside=Inside(typed["inside"]),
            currency=typed["currency"],
            label=SourceLabel(typed["label"]),
            note=Words(typed["note_da"], typed["note_en"]),
        )


class SourceForm(RowForm):
    """A source of the entry."""

    telling = ("url",)
    key = ("url",)
    url = WebAddressField(label=gettext_lazy("Address of the source"), required=True)
    label = choice(HOW_WE_KNOW, SourceLabel.choices)

    def facts(self) -> SourceFacts:
        """The source that was typed."""
        return SourceFacts(self.cleaned_data["url"], SourceLabel(self.cleaned_data["label"]))


class CallOffForm(RowForm):
    """An organisation that may call off beside the client, or one of its departments."""

    telling = ("organisation", "department", "source_url")
    key = ("organisation", "department")
    organisation = LineField(label=gettext_lazy("Organisation"), required=True)
    department = LineField(
        label=gettext_lazy("Department"), length=100, hint=gettext_lazy("Its number or name; empty means all of them.")
    )
    label = choice(HOW_WE_KNOW, SourceLabel.choices)
    source_url = WebAddressField(label=gettext_lazy("Where it can be read"))

    def facts(self) -> CallOffFacts:
        """The right that was typed."""
        typed = self.cleaned_data
        return CallOffFacts(
            typed["organisation"], typed["department"], SourceLabel(typed["label"]), typed["source_url"]
        )


ROWS: dict[str, type[RowForm]] = {
    "parties": PartyForm,
    "jobs": JobForm,
    "sources": SourceForm,
    "call_off": CallOffForm,
}
for _form in ROWS.values():
    _form.base_fields = SharedFields(_form.base_fields)
TWICE = gettext_lazy("This stands twice. Remove one of the two.")


def shown_rows(prefix: str, rows: Sequence[Mapping[str, Any]]) -> "BaseFormSet[Any]":
    """Rows to look at and change, without anything being judged."""
    return formset_factory(ROWS[prefix], extra=0)(initial=list(rows), prefix=prefix)


def typed_rows(prefix: str, data: Mapping[str, Any]) -> list[dict[str, str]]:
    """What was typed into the rows, as it was typed; no more than can be kept."""
    stated = str(data.get(f"{prefix}-TOTAL_FORMS", "0"))
    count = min(int(stated), MOST_ROWS) if stated.isdecimal() and len(stated) < 6 else 0
    names = ROWS[prefix].base_fields
    return [{name: str(data.get(f"{prefix}-{place}-{name}", "")) for name in names} for place in range(count)]


def judged_rows(prefix: str, rows: Iterable[Mapping[str, str]]) -> "BaseFormSet[Any]":
    """The rows that say something, judged: each by itself, and none standing twice."""
    form = ROWS[prefix]
    kept = [row for row in rows if any(row[name].strip() for name in form.telling)]
    data: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(kept), f"{prefix}-INITIAL_FORMS": len(kept)}
    data |= {f"{prefix}-{place}-{name}": text for place, row in enumerate(kept) for name, text in row.items()}
    judged = formset_factory(form, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)(data, prefix=prefix)
    judged.is_valid()
    seen = set()
    for one in judged.forms:
        key = tuple(str(one.cleaned_data.get(name, "")).casefold() for name in form.key)
        if form.key and key in seen and not one.errors:
            one.add_error(form.key[0], TWICE)
        seen.add(key)
    return judged


def rows_of(prefix: str, facts: Any) -> list[dict[str, Any]]:
    """The rows of an entry as the form shows them."""
    return [_row(one) for one in getattr(facts, prefix)]


def _row(one: Any) -> dict[str, Any]:
    words = vars(one) | ({"note_da": one.note.da, "note_en": one.note.en} if hasattr(one, "note") else {})
    figures = {name: figure_text(words[name]) for name in ("homes", "value") if name in words}
    return {name: value for name, value in words.items() if name != "note"} | figures


def blank_row(prefix: str, *, client: str = "") -> dict[str, Any]:
    """A new row as it is offered."""
    return {"client": client, "inside": Inside.YES, "currency": "DKK"} if prefix == "jobs" else {}
