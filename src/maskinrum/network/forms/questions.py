"""Ask a question, answer one, and what the list may be asked for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import Phase
from maskinrum.knowledge.facts import MOST_THEMES, theme_groups
from maskinrum.knowledge.forms.telling import theme_choices
from maskinrum.network.enums import OrganisationSize, QuestionState
from maskinrum.network.facts.questions import QuestionFacts
from maskinrum.network.models import Question
from maskinrum.network.queries import ListFilter
from maskinrum.organisations.enums import Visibility
from maskinrum.partnerships.enums import PartnershipType
from maskinrum.partnerships.forms.entry_fields import LineField, ParagraphField, choice

THEME_FIELDS = tuple(f"theme_{number}" for number in range(1, MOST_THEMES + 1))
READERS = {
    Visibility.NETWORK: _("Everybody who acts for an organisation of the network"),
    Visibility.OPEN: _("Also without an account"),
    Visibility.PARTNERSHIP: _("Only the parties of the partnership you choose"),
    Visibility.ORGANISATION: _("Only your own organisation"),
}
NAMED, UNNAMED = "named", "unnamed"
NAMES = {NAMED: _("With the name of the organisation"), UNNAMED: _("Without a name")}
NAME_HINTS = {
    NAMED: _("Others see which organisation asks, but not who."),
    UNNAMED: _(
        "Nobody in the network sees who asks, your colleagues neither. The secretariat can reach you; the log says when"
        " it looks, and when it reads your e-mails where no mail server is set up."
    ),
}
ALL, AGREEMENT = _("All"), pgettext_lazy("question", "Type of agreement")


class WordsForm(forms.Form):
    """One sentence is enough; what helps the question to the right ones can be added."""

    use_required_attribute = False

    title = LineField(
        label=_("Your question"), required=True, hint=_("In one sentence, for example: Who pays for the sample home?")
    )
    text = ParagraphField(
        label=_("What lies behind it"), rows=4, hint=_("What have you tried, and when do you need the answer?")
    )
    theme_1 = choice(_("Theme"), (), required=False)
    theme_2 = choice(_("A second theme"), (), required=False, empty=_("None"))
    theme_3 = choice(_("A third theme"), (), required=False, empty=_("None"))
    phase = choice(_("Phase"), Phase.choices, required=False, empty=_("None in particular"))
    agreement = choice(AGREEMENT, PartnershipType.choices, required=False, empty=_("None in particular"))
    size = choice(_("Your size"), OrganisationSize.choices, required=False, empty=_("Does not matter"))

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields["title"].error_messages["required"] = _("Write your question in one sentence.")
        for name in THEME_FIELDS:
            self._offer(name, theme_choices())

    def _offer(self, name: str, offered: Sequence[Any]) -> None:
        field = self.fields[name]
        field.choices = [*field.choices, *offered]  # type: ignore[attr-defined]

    def facts(self) -> QuestionFacts:
        """What was typed."""
        given = self.cleaned_data
        return QuestionFacts(
            title=given["title"],
            text=given["text"],
            themes=tuple(dict.fromkeys(given[name] for name in THEME_FIELDS if given[name])),
            phase=given["phase"],
            agreement=given["agreement"],
            size=given["size"],
            language=(get_language() or "da")[:2],
        )


class QuestionForm(WordsForm):
    """A new question: its words, whether a name stands on it, and who reads it."""

    name = forms.ChoiceField(
        label=_("Does your name stand on it?"),
        choices=list(NAMES.items()),
        initial=NAMED,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose whether your name stands on it.")),
    )
    visibility = forms.ChoiceField(
        label=_("Who may read the question?"),
        choices=[(value.value, value.label) for value in READERS],
        initial=Visibility.NETWORK,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose who may read it.")),
    )
    partnership = choice(
        _("Partnership"), (), required=False, empty=_("None, or not in the register"), hint=_("If it is about one.")
    )
    writer = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    once = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        partnerships: Sequence[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self._offer("partnership", partnerships)
        self.fields["visibility"].choice_hints = {value.value: words for value, words in READERS.items()}  # type: ignore[attr-defined]
        self.fields["name"].choice_hints = NAME_HINTS  # type: ignore[attr-defined]

    @property
    def is_anonymous(self) -> bool:
        """Whether no name stands on it."""
        return bool(self.cleaned_data["name"] == UNNAMED)

    def facts(self) -> QuestionFacts:
        """What was typed."""
        given = self.cleaned_data
        return replace(super().facts(), visibility=given["visibility"], partnership=given["partnership"])


class EditQuestionForm(WordsForm):
    """A question that is there. Who reads it and whose name stands on it was settled when it was asked."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    writer = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


def initial_of_question(row: Question) -> dict[str, Any]:
    """What is stored, as the form shows it."""
    told = {name: getattr(row, name) for name in ("title", "text", "phase", "agreement", "size", "revision")}
    return told | dict(zip(THEME_FIELDS, row.theme_codes.split(), strict=False))


class ContributionForm(forms.Form):
    """An answer, or what makes a question clearer."""

    use_required_attribute = False

    text = ParagraphField(label=_("Your answer"), required=True, rows=5)
    writer = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, label: Any, hint: Any, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields["text"].label, self.fields["text"].help_text = label, hint
        self.fields["text"].error_messages["required"] = _("Write something first.")


class QuestionFilterForm(forms.Form):
    """One word, and one choice of each kind; each choice says how many there are. What is chosen is always offered."""

    use_required_attribute = False

    q = LineField(label=_("Words"), length=200)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    phase = forms.ChoiceField(label=_("Phase"), required=False)
    state = forms.ChoiceField(label=_("Answered?"), required=False)
    agreement = forms.ChoiceField(label=AGREEMENT, required=False)
    size = forms.ChoiceField(label=_("Size"), required=False)

    def __init__(self, data: Mapping[str, Any], *, counts: Mapping[str, Counter[str]]) -> None:
        super().__init__(data)
        kinds: dict[str, Iterable[tuple[str, Any]]] = {
            "phase": Phase.choices,
            "state": QuestionState.choices,
            "agreement": PartnershipType.choices,
            "size": OrganisationSize.choices,
        }
        for name, choices in kinds.items():
            chosen = {str(data.get(name, ""))} | {value for value in counts[name] if value}
            offered = [(value, f"{words} ({counts[name][value]})") for value, words in choices if value in chosen]
            self._offer(name, offered)
        self._offer("theme", counted_themes(counts["theme"], str(data.get("theme", ""))))

    def _offer(self, name: str, offered: list[Any]) -> None:
        self.fields[name].choices = [("", ALL), *offered]  # type: ignore[attr-defined]


def counted_themes(counts: Counter[str], chosen: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The themes by their groups, each with how many there are; those without any are left out, but not the chosen."""
    code = (get_language() or "da")[:2]
    groups = [
        (
            group.name[code],
            [
                (one.code, f"{one.name[code]} ({counts[one.code]})")
                for one in group.themes
                if counts[one.code] or one.code == chosen
            ],
        )
        for group in theme_groups()
    ]
    return [(name, themes) for name, themes in groups if themes]


def read_list_filter(form: QuestionFilterForm) -> ListFilter:
    """What is asked for; what cannot be answered is left out, so that an old address still shows a list."""
    form.is_valid()
    return ListFilter(**{name: form.cleaned_data.get(name, "") for name in form.fields})
