"""What a reader of the list of organisations may ask for."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from maskinrum.partnerships.enums import Discipline
from maskinrum.partnerships.forms.filtering import LONGEST_WORDS

UNKNOWN_DISCIPLINE = "unknown"


class PartiesForm(forms.Form):
    """Words of a name, and what the organisation does."""

    q = forms.CharField(
        label=gettext_lazy("Name"), max_length=LONGEST_WORDS, required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    discipline = forms.ChoiceField(
        label=gettext_lazy("Discipline"),
        choices=[("", gettext_lazy("All")), *Discipline.choices, (UNKNOWN_DISCIPLINE, gettext_lazy("Not known"))],
        required=False,
    )


@dataclass(frozen=True)
class PartiesAsked:
    """What is asked for, and the form as it was sent; ``discipline`` is empty for all."""

    word: str
    discipline: str
    examples: bool
    form: PartiesForm


def read_parties_filter(data: QueryDict) -> PartiesAsked:
    """Return what is asked for; what makes no sense is left out, and the form says so."""
    form = PartiesForm(data, auto_id="parties-%s")
    form.is_valid()
    cleaned = form.cleaned_data
    return PartiesAsked(
        word=str(cleaned.get("q") or ""),
        discipline=str(cleaned.get("discipline") or ""),
        examples=data.get("examples") == "1",
        form=form,
    )
