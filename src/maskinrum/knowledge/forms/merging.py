"""Choose which of two experiences stays."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class MergeForm(forms.Form):
    """One of the two stays; the other leads to it."""

    use_required_attribute = False

    stays = forms.ChoiceField(
        label=_("Which of the two stays?"),
        help_text=_("Use, comments and links move to it. The other is replaced and leads to it."),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose which of the two stays.")),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, two: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["stays"].choices = list(two)  # type: ignore[attr-defined]
