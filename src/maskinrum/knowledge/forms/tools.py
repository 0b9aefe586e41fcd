"""Say that a tool was used, and bring one's own."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import UseOutcome
from maskinrum.organisations.enums import Visibility
from maskinrum.partnerships.forms.entry_fields import LineField, ParagraphField

READERS = {
    Visibility.NETWORK: _("Everybody who acts for an organisation of the network"),
    Visibility.ORGANISATION: _("Only your own organisation"),
}


class ToolUseForm(forms.Form):
    """One click and one sentence are enough."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        choices=UseOutcome.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose how it went.")),
    )
    text = ParagraphField(label=_("What did it change?"), length=2000, hint=_("One sentence is enough."))
    place = LineField(label=_("Where, in words others may read"), hint=_("For example: renovation of 112 homes."))


class BringToolForm(forms.Form):
    """A file, what is new in it, and who may see it."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("File"),
        help_text=_("Word, Excel or PDF, at most 5 MB and without macros."),
        error_messages={"required": _("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.pdf"}),
    )
    title = LineField(label=_("Title"), required=True)
    note = ParagraphField(label=_("What is different, and why?"), length=1000, required=True)
    language = forms.ChoiceField(label=_("Written in"), choices=[("da", _("Danish")), ("en", _("English"))])
    visibility = forms.ChoiceField(
        label=_("Who may see it?"),
        choices=[(value.value, value.label) for value in READERS],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose who may see it.")),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, files, initial=dict(initial))
        self.fields["visibility"].choice_hints = {value.value: words for value, words in READERS.items()}  # type: ignore[attr-defined]
