"""Say that an experience was used, and add what makes it clearer."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import UseOutcome
from maskinrum.partnerships.forms.entry_fields import LineField, ParagraphField, choice


class ToldAgain(forms.Form):
    """A form that shows what was told before. ``seen`` is the mark of what whoever writes has seen of that."""

    use_required_attribute = False

    seen = LineField(label="", widget=forms.HiddenInput)

    def has_shown(self, mark: str) -> None:
        """What was told meanwhile stands on the page now: whoever saves again has seen it."""
        self.data = {**self.data, "seen": mark}


class UseForm(ToldAgain):
    """One click and one sentence are enough."""

    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        choices=UseOutcome.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose how it went.")),
    )
    text = ParagraphField(label=_("What did it change?"), length=2000, hint=_("One sentence is enough."))
    partnership = choice(_("In which partnership?"), (), required=False, empty=_("None, or not in the register"))
    project = choice(
        _("On which project of yours?"),
        (),
        required=False,
        empty=_("None in particular"),
        hint=_("Only your own organisation sees which."),
    )
    place = LineField(label=_("Where, in words others may read"), hint=_("For example: renovation of 112 homes."))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        initial: dict[str, Any] | None = None,
        partnerships: Sequence[tuple[str, str]],
        projects: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(data, initial=initial)
        for name, offered in (("partnership", partnerships), ("project", projects)):
            field = self.fields[name]
            field.choices = [*field.choices, *offered]  # type: ignore[attr-defined]


class CommentForm(forms.Form):
    """Something that makes it clearer."""

    use_required_attribute = False

    text = ParagraphField(
        label=_("What makes it clearer?"),
        length=2000,
        hint=_("A detail, a question or a correction, in the name of your organisation."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["text"].required = True
        self.fields["text"].error_messages["required"] = _("Write what makes it clearer.")
