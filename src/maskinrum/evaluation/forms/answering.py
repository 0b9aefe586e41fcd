"""The sheet that is answered on a phone, and the maturity of a party."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maskinrum.evaluation.enums import Aspect, TextFor
from maskinrum.evaluation.facts.answers import LEVELS, UNKNOWN, Asked, Sheet
from maskinrum.evaluation.models import MaturityAnswer, ModelItem
from maskinrum.evaluation.queries.questions import words_of
from maskinrum.partnerships.forms.entry_fields import ParagraphField
from maskinrum.shared.domain import load

MISSING = _("Statement %(number)s: choose a number, or “Don't know”.")
IMPORTANT = {1: _("Not important"), 5: _("Very important")}


def _language() -> str:
    return "da" if (get_language() or "da").startswith("da") else "en"


def scale_words() -> dict[int, str]:
    """What each level of the pulse is called, and not knowing."""
    return {one["value"] or UNKNOWN: one[_language()] for one in load("evaluation")["pulse"]["scale"]}


def one_thing() -> dict[str, Any]:
    """The words of the one free question: text, warning and the most characters."""
    shipped = load("evaluation")["pulse"]["free_text"]
    return {
        "text": shipped[_language()],
        "warning": shipped["warning"][_language()],
        "most": shipped["max_chars"],
    }


@dataclass(frozen=True)
class Statement:
    """One statement as the page shows it: the words, its field, and that of how much it matters, if asked."""

    words: str
    field: BoundField
    importance: BoundField | None


class AnswerForm(forms.Form):
    """A choice for each statement, and what one wants to say besides."""

    use_required_attribute = False

    text_for = forms.ChoiceField(
        label=_("Who may read what you write?"),
        help_text=_(
            "It is read when the round is closed, without your name, and only if five or more have answered. It is "
            "deleted 13 months later."
        ),
        choices=TextFor.choices,
        initial=TextFor.NOBODY.value,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, items: Sequence[ModelItem], asks_importance: bool, asks_text: bool) -> None:
        super().__init__(data)
        self.asked: dict[str, Asked] = {}
        self.items = items
        for number, item in enumerate(items, start=1):
            self._ask(item, Aspect.AGREEMENT, number)
            if asks_importance:
                self._ask(item, Aspect.IMPORTANCE, number)
        if asks_text:
            shipped = one_thing()
            self.fields["text"] = ParagraphField(
                label=shipped["text"], length=shipped["most"], hint=shipped["warning"], rows=3
            )
        else:
            del self.fields["text_for"]

    def _ask(self, item: ModelItem, aspect: Aspect, number: int) -> None:
        name = _name(item, aspect)
        self.asked[name] = (item.wording_id, aspect)
        words = scale_words()
        labels = words if aspect == Aspect.AGREEMENT else {UNKNOWN: words[UNKNOWN], **IMPORTANT}
        label = words_of(item.wording) if aspect == Aspect.AGREEMENT else _("How much does it matter?")
        self.fields[name] = forms.TypedChoiceField(
            label=label,
            choices=[(str(level), labels.get(level, str(level))) for level in (*LEVELS, UNKNOWN)],
            coerce=int,
            widget=forms.RadioSelect,
            error_messages=dict.fromkeys(("required", "invalid_choice"), MISSING % {"number": number}),
        )

    def statements(self) -> Iterator[Statement]:
        """The statements in the order they are asked."""
        for item in self.items:
            name = _name(item, Aspect.IMPORTANCE)
            importance = self[name] if name in self.fields else None
            yield Statement(words_of(item.wording), self[_name(item, Aspect.AGREEMENT)], importance)

    def sheet(self) -> Sheet:
        """What was chosen. Who writes nothing has chosen nothing; who writes and chooses nothing is not passed on."""
        levels = {asked: self.cleaned_data[name] for name, asked in self.asked.items()}
        chosen = self.cleaned_data.get("text_for") or TextFor.NOBODY.value
        return Sheet(levels, text=self.cleaned_data.get("text", ""), text_for=TextFor(chosen))

    def clean(self) -> dict[str, Any]:
        """Ask who may read a text where that is not chosen."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("text") and cleaned.get("text_for") in {"", TextFor.NOBODY, None}:
            self.add_error("text_for", _("Choose who may read it, or clear the text."))
        return cleaned


def _name(item: ModelItem, aspect: Aspect) -> str:
    return f"{'a' if aspect == Aspect.AGREEMENT else 'w'}_{item.wording_id.hex}"


class MaturityForm(forms.Form):
    """A level for each theme, and why."""

    use_required_attribute = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        items: Sequence[ModelItem],
        stored: Mapping[uuid.UUID, MaturityAnswer],
    ) -> None:
        super().__init__(data)
        self.items = items
        for item in items:
            level, note = _name(item, Aspect.AGREEMENT), f"n_{item.wording_id.hex}"
            mine = stored.get(item.wording_id)
            field = forms.TypedChoiceField(
                label=words_of(item.wording),
                choices=[*_levels(item), ("0", _("We do not know"))],
                coerce=int,
                required=False,
                empty_value=None,
                widget=forms.RadioSelect,
                initial=None if mine is None else str(mine.level or 0),
                error_messages={"invalid_choice": _("Choose one of the levels.")},
            )
            self.fields[level] = field
            self.fields[note] = ParagraphField(label=_("Why"), length=500, rows=2)
            self.fields[note].initial = mine.note if mine else ""

    def themes(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Each theme with its note."""
        for item in self.items:
            yield self[_name(item, Aspect.AGREEMENT)], self[f"n_{item.wording_id.hex}"]

    def answers(self) -> dict[uuid.UUID, tuple[int | None, str]]:
        """The themes that were answered; 0 is that the party does not know."""
        found = {}
        for item in self.items:
            level = self.cleaned_data[_name(item, Aspect.AGREEMENT)]
            note = self.cleaned_data[f"n_{item.wording_id.hex}"]
            if level is not None or note:
                found[item.wording_id] = (level or None, note)
        return found


def _levels(item: ModelItem) -> list[tuple[str, str]]:
    named = load("evaluation")["maturity"]["levels"]
    language = _language()
    return [
        (level, f"{level} · {named[int(level)][language]}: {words.get(language, '')}")
        for level, words in sorted(item.wording.levels.items())
    ]
