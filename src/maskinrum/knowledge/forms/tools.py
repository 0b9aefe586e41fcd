"""Say that a tool was used, and bring one's own."""

import uuid
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import UseOutcome
from maskinrum.knowledge.forms.tool_files import ChosenFiles, file_fields
from maskinrum.knowledge.forms.use import ToldAgain
from maskinrum.knowledge.models import ToolFile
from maskinrum.organisations.enums import Visibility
from maskinrum.partnerships.forms.entry_fields import LineField, ParagraphField

NOTHING: Mapping[str, Sequence[ToolFile]] = MappingProxyType({})
READERS = {
    Visibility.NETWORK: _("Everybody who acts for an organisation of the network"),
    Visibility.ORGANISATION: _("Only your own organisation"),
}


class ToolUseForm(ToldAgain):
    """One click and one sentence are enough."""

    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        choices=UseOutcome.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose how it went.")),
    )
    text = ParagraphField(label=_("What did it change?"), length=2000, hint=_("One sentence is enough."))
    place = LineField(label=_("Where, in words others may read"), hint=_("For example: renovation of 112 homes."))


class BringToolForm(forms.Form):
    """Files in places, what is new in them, and who may see them.

    ``kept`` are the files of the version before by language, which stay unless they are left out. ``files_chosen`` are
    those that hold, also where something else is wrong.
    """

    use_required_attribute = False

    title = LineField(label=_("Title"), required=True)
    note = ParagraphField(label=_("What is different, and why?"), length=1000, required=True)
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
        kept: Mapping[str, Sequence[ToolFile]] = NOTHING,
        person: uuid.UUID | None = None,
        may_read: bool = True,
    ) -> None:
        super().__init__(data, files, initial=dict(initial))
        self.fields = file_fields() | self.fields
        self.files_chosen = ChosenFiles(self, kept, person)
        self._may_read = may_read
        self.fields["visibility"].choice_hints = {value.value: words for value, words in READERS.items()}  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Read the files."""
        if not self._may_read:
            raise forms.ValidationError(
                _("That was many files in a short while. Wait a minute and choose this one again.")
            )
        self.files_chosen.read()
