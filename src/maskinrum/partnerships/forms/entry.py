"""The form for what an entry of the register holds once: facts, agreement, volume, procurement, what is unknown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.enums import ClientKind, PartnershipStatus, PartnershipType, SourceLabel, VolumeKind
from maskinrum.partnerships.facts import PartnershipFacts, SourceFacts, Words
from maskinrum.partnerships.forms.entry_fields import (
    MOST_MONTHS,
    FigureField,
    LineField,
    ParagraphField,
    PartialDateField,
    SharedFields,
    WebAddressField,
    choice,
    figure_text,
)
from maskinrum.partnerships.forms.entry_rows import HOW_WE_KNOW, MOST_HOMES, MOST_MILLION, NOT_KNOWN
from maskinrum.partnerships.phrases import FACT_NAMES, PROCEDURES, PROCUREMENT_NAMES, UNKNOWNS
from maskinrum.partnerships.queries.entries import entry_names, joint_estimate_choices

TEXTS = ("name_note", "client_note", "start_words", "scope", "volume_note", "status_words", "organisation_note")
WORDS = (*TEXTS, "parties_note")
MONTHS = gettext_lazy("months")
DATES = ("announced", "market_meeting", "notice", "prequalification", "deadline", "award", "contract")
COUNTS = ("applicants", "prequalified", "months_announcement_to_contract", "planning_and_tender_months")
PROCURED = ("procedure", *COUNTS[:2], *DATES, *COUNTS[2:])
PLAIN = ("name", "client_name", "client_homes", "signed", "start", "term_months", "option_months")
KNOWN_WHEN = {
    "signed": "signed",
    "start": "start",
    "term_months": "term_months",
    "option_months": "option_months",
    "volume_mdkk": "volume_low",
    "own_volume": "volume_low",
    "call_off": "call_off",
}
"""What is no longer unknown once a field is filled in."""

SECTIONS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    (
        "facts",
        gettext_lazy("What it is"),
        ("name", "name_note_da", "type", "client_name", "client_kind", "client_homes", "client_note_da", "scope_da"),
    ),
    (
        "agreement",
        gettext_lazy("The agreement"),
        (
            *("signed", "start", "start_words_da", "term_months", "option_months"),
            *("status", "status_words_da", "succeeded_by"),
        ),
    ),
    (
        "volume",
        gettext_lazy("Volume, DKK m ex VAT"),
        ("volume_low", "volume_high", "volume_kind", "volume_note_da", "joint_estimate", "also_in"),
    ),
    ("procurement", gettext_lazy("The procurement"), (*PROCURED, "procurement_note_da")),
    (
        "together",
        gettext_lazy("The parties together"),
        ("parties_note_da", "parties_note_label", "organisation_note_da", "organisation_note_label"),
    ),
    ("unknown", gettext_lazy("What is not known"), ("unknown",)),
    ("english", gettext_lazy("The texts in English"), (*(f"{name}_en" for name in WORDS), "procurement_note_en")),
    ("visibility", gettext_lazy("Who may see it"), ("visibility",)),
    ("source", gettext_lazy("The source of the change"), ("source_url", "source_label")),
)
"""The fields in the order of the form. The rows of parties, jobs, sources and rights stand before *unknown*."""


def _who_sees(offered: tuple[Visibility, ...]) -> str:
    if Visibility.ORGANISATION in offered:
        return _("“Own partnership” and “Own organisation” close it to the secretariat too. Then only you keep it.")
    return _("Only the client can close it further, and then it is closed to the secretariat too.")


@dataclass(frozen=True)
class Section:
    """Fields that belong together; ``is_wrong`` when one of them has an error."""

    key: str
    title: str
    fields: tuple[BoundField, ...]

    @property
    def is_wrong(self) -> bool:
        """Whether one of the fields has an error."""
        return any(bound.errors for bound in self.fields if bound.form.is_bound)


def _text(name: str, language: Any) -> ParagraphField:
    return ParagraphField(label=FACT_NAMES[name], hint=language, length=200 if name == "start_words" else 4000, rows=2)


class EntryForm(forms.Form):
    """All fields that stand once. ``visibilities`` are those offered; none leaves the entry as it is."""

    use_required_attribute = False

    name = LineField(label=FACT_NAMES["name"], required=True)
    type = choice(FACT_NAMES["type"], PartnershipType.choices)
    client_kind = choice(FACT_NAMES["client_kind"], ClientKind.choices)
    client_name = LineField(label=FACT_NAMES["client_name"], required=True)
    client_homes = FigureField(label=FACT_NAMES["client_homes"], most=MOST_HOMES)
    signed = PartialDateField(label=FACT_NAMES["signed"])
    start = PartialDateField(label=FACT_NAMES["start"])
    term_months = FigureField(label=FACT_NAMES["term_months"], least=1, most=MOST_MONTHS, unit=MONTHS)
    option_months = FigureField(label=FACT_NAMES["option_months"], least=1, most=MOST_MONTHS, unit=MONTHS)
    status = choice(FACT_NAMES["status"], PartnershipStatus.choices)
    succeeded_by = LineField(
        label=FACT_NAMES["succeeded_by"],
        length=100,
        hint=gettext_lazy("The last part of the other entry's address, for example trust-2."),
    )
    volume_low = FigureField(label=FACT_NAMES["volume_low"], most=MOST_MILLION, decimals=1)
    volume_high = FigureField(
        label=FACT_NAMES["volume_high"],
        most=MOST_MILLION,
        decimals=1,
        hint=gettext_lazy("Empty when there is only one number."),
    )
    volume_kind = choice(FACT_NAMES["volume_kind"], VolumeKind.choices, required=False, empty=NOT_KNOWN)
    joint_estimate = choice(
        FACT_NAMES["joint_estimate"],
        (),
        required=False,
        empty=gettext_lazy("No joint estimate"),
        hint=gettext_lazy("One that is not here is added from the entry's page, with “Add a joint estimate”."),
    )
    also_in = forms.MultipleChoiceField(
        label=FACT_NAMES["also_in"], required=False, widget=forms.CheckboxSelectMultiple
    )
    procedure = choice(PROCUREMENT_NAMES["procedure"], (), required=False, empty=NOT_KNOWN)
    parties_note_label = choice(HOW_WE_KNOW, SourceLabel.choices, required=False, empty=NOT_KNOWN)
    organisation_note_label = choice(HOW_WE_KNOW, SourceLabel.choices, required=False, empty=NOT_KNOWN)
    unknown = forms.MultipleChoiceField(
        label=gettext_lazy("No public source was found for"), required=False, widget=forms.CheckboxSelectMultiple
    )
    source_url = WebAddressField(
        label=gettext_lazy("Where the change can be read"),
        required=True,
        hint=gettext_lazy("The address of a page. It stands in the history, and among the sources of the entry."),
    )
    source_label = choice(HOW_WE_KNOW, SourceLabel.choices)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        viewer: Viewer,
        now: datetime,
        current: PartnershipFacts | None = None,
        slug: str = "",
        visibilities: tuple[Visibility, ...] = (),
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.viewer, self.now, self.current, self.slug = viewer, now, current, slug
        self._offer_procedures()
        estimates = joint_estimate_choices(viewer, now=now)
        self.fields["joint_estimate"].choices = [("", _("No joint estimate")), *estimates]  # type: ignore[attr-defined]
        self.fields["also_in"].choices = estimates  # type: ignore[attr-defined]
        known = (current.unknown if current else ()) or ()
        self.fields["unknown"].choices = [  # type: ignore[attr-defined]
            *UNKNOWNS.items(),
            *((one, one) for one in known if one not in UNKNOWNS),
        ]
        if visibilities:
            offered = [(one.value, one.label) for one in visibilities]
            field = choice(FACT_NAMES["visibility"], offered, hint=_who_sees(visibilities))
            field.widget = forms.RadioSelect(choices=offered)
            self.fields["visibility"] = field
        if self._hides_successor():
            del self.fields["succeeded_by"]

    def _offer_procedures(self) -> None:
        there = str((self.current.procurement if self.current else {}).get("procedure") or "")
        others = [(there, there)] if there and there not in PROCEDURES else []
        self.fields["procedure"].choices = [("", NOT_KNOWN), *PROCEDURES.items(), *others]  # type: ignore[attr-defined]

    def _hides_successor(self) -> bool:
        slug = self.current.succeeded_by if self.current else ""
        return bool(slug) and slug not in entry_names(self.viewer, [slug], now=self.now)

    @property
    def sections(self) -> list[Section]:
        """The parts of the form, without those that have no fields here."""
        found = (
            Section(key, str(title), tuple(self[name] for name in names if name in self.fields))
            for key, title, names in SECTIONS
        )
        return [section for section in found if section.fields]

    def clean_succeeded_by(self) -> str:
        """Only another entry that the viewer may see can follow."""
        slug = str(self.cleaned_data["succeeded_by"])
        if slug and (slug == self.slug or slug not in entry_names(self.viewer, [slug], now=self.now)):
            raise forms.ValidationError(_("There is no other entry with this address."))
        return slug

    def clean(self) -> dict[str, Any]:
        """Hold what must fit together: the two ends of the volume, its kind, and one volume only."""
        given = super().clean() or {}
        low, high = given.get("volume_low"), given.get("volume_high")
        if low is None and high is not None and "volume_low" not in self.errors:
            self.add_error("volume_low", _("Write the lowest number too, or the only one here."))
        if low is not None and high is not None and low > high:
            self.add_error("volume_high", _("The highest number is below the lowest. Swap them."))
        if low is not None and not given.get("volume_kind"):
            self.add_error("volume_kind", _("Say whether it is an estimate, a ceiling or an award."))
        if low is not None and given.get("joint_estimate"):
            words = _("An entry has its own volume or a joint estimate. Say below that it is also part of one.")
            self.add_error("joint_estimate", words)
        return given

    def facts(self, rows: Mapping[str, tuple[Any, ...]]) -> PartnershipFacts:
        """The entry that was typed, with its rows; what the form does not show stays as it was."""
        typed = self.cleaned_data
        values: dict[str, Any] = {name: typed[name] for name in (*PLAIN, "joint_estimate", "volume_low")}
        values |= {name: Words(typed[f"{name}_da"], typed[f"{name}_en"]) for name in WORDS}
        values |= rows
        facts = PartnershipFacts(
            **values,
            type=PartnershipType(typed["type"]),
            client_kind=ClientKind(typed["client_kind"]),
            status=PartnershipStatus(typed["status"]),
            volume_high=typed["volume_low"] if typed["volume_high"] is None else typed["volume_high"],
            volume_kind=VolumeKind(typed["volume_kind"]) if typed["volume_kind"] else None,
            also_in=tuple(typed["also_in"]),
            procurement=self._procurement(),
            succeeded_by=typed.get("succeeded_by", self.current.succeeded_by if self.current else ""),
            parties_note_label=_label(typed["parties_note_label"]),
            organisation_note_label=_label(typed["organisation_note_label"]),
            unknown=tuple(typed["unknown"]),
        )
        return replace(facts, unknown=_still_unknown(facts, self.current))

    def _procurement(self) -> dict[str, Any]:
        """What is known of the procurement; days between two dates are kept only while the dates are."""
        before = dict(self.current.procurement) if self.current else {}
        typed = {key: self.cleaned_data[key] for key in PROCURED}
        notes = {f"note_{code}": self.cleaned_data[f"procurement_note_{code}"] for code in ("da", "en")}
        found = {key: value for key, value in (typed | notes).items() if value not in {None, ""}}
        if "days_notice_to_award" in before and all(before.get(key) == found.get(key) for key in ("notice", "award")):
            found["days_notice_to_award"] = before["days_notice_to_award"]
        unchanged = {key: value for key, value in before.items() if found.get(key) == value}
        return unchanged | found

    @property
    def source(self) -> SourceFacts:
        """Where the change can be read."""
        return SourceFacts(self.cleaned_data["source_url"], SourceLabel(self.cleaned_data["source_label"]))


def _of_every_entry() -> Iterator[tuple[str, forms.Field]]:
    """The fields that follow from a list of names."""
    for code, language in (("da", gettext_lazy("In Danish.")), ("en", gettext_lazy("In English."))):
        yield from ((f"{name}_{code}", _text(name, language)) for name in WORDS)
        note = ParagraphField(label=PROCUREMENT_NAMES["note_da"], hint=language, rows=2)
        yield f"procurement_note_{code}", note
    for key in COUNTS:
        most, unit = (MOST_MONTHS, MONTHS) if "months" in key else (10_000, "")
        yield key, FigureField(label=PROCUREMENT_NAMES[key], most=most, unit=unit)
    yield from ((key, PartialDateField(label=PROCUREMENT_NAMES[key])) for key in DATES)


EntryForm.base_fields = SharedFields(
    EntryForm.base_fields | dict(_of_every_entry()), own=("joint_estimate", "also_in", "procedure", "unknown")
)


def _label(given: str) -> SourceLabel | None:
    return SourceLabel(given) if given else None


def _still_unknown(facts: PartnershipFacts, before: PartnershipFacts | None) -> tuple[str, ...]:
    """What is filled in just now is no longer unknown; what was both before is known only in part, and stays."""
    known = {
        slug for slug, name in KNOWN_WHEN.items() if getattr(facts, name) and not (before and getattr(before, name))
    }
    return tuple(slug for slug in facts.unknown if slug not in known)


def shown_facts(facts: PartnershipFacts) -> dict[str, Any]:
    """The facts of an entry as the form shows them."""
    told = {f"{name}_{code}": getattr(getattr(facts, name), code) for name in WORDS for code in ("da", "en")}
    plain = (*PLAIN, "type", "client_kind", "status", "volume_low", "volume_high", "volume_kind")
    values = {name: getattr(facts, name) for name in (*plain, "joint_estimate", "also_in", "succeeded_by")}
    labels = {f"{name}_label": getattr(facts, f"{name}_label") for name in ("parties_note", "organisation_note")}
    known = facts.procurement
    procured = {key: known.get(key, "") for key in PROCURED}
    notes = {f"procurement_note_{code}": known.get(f"note_{code}", "") for code in ("da", "en")}
    shown = told | values | labels | procured | notes | {"unknown": list(facts.unknown)}
    return {name: figure_text(one) if isinstance(one, int | Decimal) else one for name, one in shown.items()}
