"""The form for a volume that was announced for several partnerships together."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.partnerships.enums import SourceLabel, VolumeKind
from maskinrum.partnerships.facts import SourceFacts, Words
from maskinrum.partnerships.forms.entry_fields import (
    CHOOSE,
    FigureField,
    LineField,
    ParagraphField,
    WebAddressField,
    choice,
    figure_text,
)
from maskinrum.partnerships.forms.entry_rows import HOW_WE_KNOW, MOST_MILLION
from maskinrum.partnerships.models import JointEstimate
from maskinrum.partnerships.phrases import FACT_NAMES
from maskinrum.partnerships.queries.joint_estimates import Announced, announced_by, estimate_version
from maskinrum.shared.slugs import slug_of

INSTEAD, BESIDES = "instead", "besides"
LONGEST = 90  # characters of what it is called


class JointEstimateForm(forms.Form):
    """What was announced, how this entry is part of it, and where it can be read."""

    use_required_attribute = False
    row: JointEstimate | None = None

    slug = LineField(
        label=gettext_lazy("What to call it"),
        length=LONGEST,
        required=True,
        hint=gettext_lazy("Short, and so that others know it on a list: nord-og-syd-2025."),
    )
    low = FigureField(label=FACT_NAMES["volume_low"], most=MOST_MILLION, decimals=1)
    high = FigureField(
        label=FACT_NAMES["volume_high"],
        most=MOST_MILLION,
        decimals=1,
        hint=gettext_lazy("Empty when there is only one number."),
    )
    kind = choice(FACT_NAMES["volume_kind"], VolumeKind.choices)
    place = forms.ChoiceField(
        label=gettext_lazy("How is this entry part of it?"),
        choices=[
            (INSTEAD, gettext_lazy("It is all that is known of the entry's volume")),
            (BESIDES, gettext_lazy("Besides the entry's own volume")),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), CHOOSE),
    )
    note_da = ParagraphField(label=FACT_NAMES["volume_note"], hint=gettext_lazy("In Danish."), rows=2)
    note_en = ParagraphField(label=FACT_NAMES["volume_note"], hint=gettext_lazy("In English."), rows=2)
    source_url = WebAddressField(label=gettext_lazy("Where it can be read"), required=True)
    source_label = choice(HOW_WE_KNOW, SourceLabel.choices)

    @classmethod
    def of(cls, row: JointEstimate, data: Any = None) -> "JointEstimateForm":
        """The form for one that is there: filled in, what it is called and which entries are part of it as they are.

        Its source is asked for anew.
        """
        told = announced_by(row)
        shown = {"low": figure_text(told.low), "high": figure_text(told.high), "kind": told.kind.value}
        notes = {"note_da": told.note.da, "note_en": told.note.en}
        form = cls(data, initial=shown | notes)
        form.row = row
        del form.fields["slug"], form.fields["place"]
        return form

    @property
    def mark(self) -> str:
        """How it stands now, for the form to bring back as ``before``."""
        return estimate_version(self.row) if self.row else ""

    @property
    def expected_version(self) -> str:
        """How it stood when the form was opened."""
        return str(self.data.get("before", ""))

    @property
    def _slug(self) -> str:
        return self.row.slug if self.row else str(self.cleaned_data["slug"])

    def clean_slug(self) -> str:
        """Small letters, digits and hyphens, made from what was typed."""
        slug = slug_of(str(self.cleaned_data["slug"]))[:LONGEST].strip("-")
        if not slug:
            raise forms.ValidationError(_("Write something with letters or digits."))
        return slug

    def clean(self) -> dict[str, Any]:
        """Hold the two ends together; one number is both."""
        given = super().clean() or {}
        low, high = given.get("low"), given.get("high")
        if low is None and "low" not in self.errors:
            self.add_error("low", _("Write the lowest number too, or the only one here."))
        if low is not None and high is not None and low > high:
            self.add_error("high", _("The highest number is below the lowest. Swap them."))
        return given

    @property
    def announced(self) -> Announced:
        """What was announced. Call after ``is_valid()``."""
        typed = self.cleaned_data
        high = typed["low"] if typed["high"] is None else typed["high"]
        words = Words(typed["note_da"], typed["note_en"])
        return Announced(self._slug, typed["low"], high, VolumeKind(typed["kind"]), words)

    @property
    def is_besides(self) -> bool:
        """Whether the entry has a volume of its own beside it."""
        return bool(self.cleaned_data["place"] == BESIDES)

    @property
    def source(self) -> SourceFacts:
        """Where it can be read."""
        return SourceFacts(self.cleaned_data["source_url"], SourceLabel(self.cleaned_data["source_label"]))
