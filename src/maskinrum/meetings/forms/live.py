"""What is typed while a meeting runs."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maskinrum.meetings.actions import ActionFacts
from maskinrum.meetings.forms.meetings import day_field, offer_choices
from maskinrum.partnerships.forms.entry_fields import FigureField, LineField, ParagraphField, choice
from maskinrum.shared.tables import clean_text

FILL = _("Write something first.")


class TypedField(forms.CharField):
    """A text as it is typed, with its empty lines and indents; what nobody sees is left out of every line."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Clean each line behind its indent, and let one kind of line end remain."""
        lines = (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return "\n".join(_indent(line) + clean_text(line) for line in lines).rstrip()


def _indent(line: str) -> str:
    line = line.expandtabs(4)
    return " " * (len(line) - len(line.lstrip(" ")))


def writer_field() -> forms.CharField:
    """Who opened the form: what is sent when the session has run out comes back to nobody else."""
    return forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """A note, under the key the page chose and on top of the version it showed."""

    use_required_attribute = False

    text = TypedField(
        label=_("Your note"),
        error_messages={"required": FILL},
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    note = forms.UUIDField(widget=forms.HiddenInput)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    writer = writer_field()


class SettleForm(forms.Form):
    """The text that is to count, and the last one that was seen."""

    use_required_attribute = False

    text = TypedField(
        label=_("The text that counts"),
        error_messages={"required": FILL},
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
    writer = writer_field()


class DecisionForm(forms.Form):
    """What was decided."""

    use_required_attribute = False

    text = LineField(label=_("What was decided?"), required=True, length=1000)
    writer = writer_field()


class ActionForm(forms.Form):
    """Who does what, by when."""

    use_required_attribute = False

    text = LineField(label=_("What is to be done?"), required=True, length=1000)
    owner = choice(_("Who does it?"), ())
    due_on = day_field(_("By when?"))
    writer = writer_field()

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, owners: Sequence[tuple[str, str]], initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        offer_choices(self, "owner", owners)

    def facts(self) -> ActionFacts:
        """What was typed, of a valid form."""
        given = self.cleaned_data
        return ActionFacts(given["text"], uuid.UUID(given["owner"]), given["due_on"])


class RoundForm(forms.Form):
    """What is chosen among, and how many dots each has."""

    use_required_attribute = False

    question = LineField(label=_("What is to be chosen?"), required=True, length=300)
    options = ParagraphField(label=_("Options"), required=True, hint=_("One on each line."), rows=4)
    dots = FigureField(label=_("Dots a person"), least=1, most=10)
    writer = writer_field()

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"dots": "3"})


class DotsForm(forms.Form):
    """How many dots each option gets; nothing written is none."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *, options: Sequence[tuple[uuid.UUID, str]], most: int):
        super().__init__(data)
        for key, words in options:
            self.fields[str(key)] = FigureField(label=words, least=0, most=most)

    def given(self) -> dict[uuid.UUID, int]:
        """The dots by option."""
        return {uuid.UUID(key): int(dots or 0) for key, dots in self.cleaned_data.items()}


class CaptureForm(forms.Form):
    """A few words that become a draft."""

    use_required_attribute = False

    happened = ParagraphField(
        label=_("What happened?"),
        required=True,
        rows=3,
        hint=_("A few words. You get the draft afterwards, and nobody else reads it before you send it on."),
    )
    writer = writer_field()
