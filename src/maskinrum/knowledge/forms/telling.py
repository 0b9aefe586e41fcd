"""Tell an experience: one short form, of which only a few words are needed to begin with."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import Effect, EvidenceKind, ExperienceRole, Phase, WorksKind
from maskinrum.knowledge.facts import MOST_THEMES, ExperienceFacts, theme_groups
from maskinrum.organisations.enums import Visibility
from maskinrum.partnerships.forms.entry_fields import LineField, ParagraphField, WebAddressField, choice

LONGEST = 4000
THEME_FIELDS = tuple(f"theme_{number}" for number in range(1, MOST_THEMES + 1))
READERS = {
    Visibility.NETWORK: _("Everybody who acts for an organisation of the network"),
    Visibility.PARTNERSHIP: _("Only the parties of the partnership you choose"),
    Visibility.ORGANISATION: _("Only your own organisation; your managers read it first"),
    Visibility.OPEN: _("Also without an account"),
}
FILL_IN = {
    "context": _("Write where you were, and what the plan was."),
    "happened": _("Write what happened."),
    "effect_text": _("Write what came of it. “We do not know yet” will do."),
    "effect": _("Choose how it went."),
    "advice": _("Write an advice. “Ask us” is an advice too."),
}


class ExperienceForm(forms.Form):
    """Four short texts, how it went and who may read it; what helps others to find it can come later."""

    use_required_attribute = False

    context = ParagraphField(
        label=_("Context"), length=LONGEST, rows=2, hint=_("Where were you, and what was the plan?")
    )
    happened = ParagraphField(
        label=_("What happened?"), length=LONGEST, rows=3, hint=_("As you would tell it over lunch.")
    )
    effect_text = ParagraphField(
        label=_("What came of it?"), length=LONGEST, rows=2, hint=_("It is fine to write “we do not know yet”.")
    )
    effect = forms.ChoiceField(
        label=_("How did it go?"), choices=Effect.choices, required=False, widget=forms.RadioSelect
    )
    advice = ParagraphField(
        label=_("Your advice to the next"), length=LONGEST, rows=2, hint=_("One sentence that begins with a verb.")
    )
    visibility = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[(value.value, value.label) for value in READERS],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose who may read it.")),
    )
    partnership = choice(
        _("Partnership"), (), required=False, empty=_("None, or not in the register"), hint=_("If it comes from one.")
    )
    theme_1 = choice(_("Theme"), (), required=False)
    theme_2 = choice(_("A second theme"), (), required=False, empty=_("None"))
    theme_3 = choice(_("A third theme"), (), required=False, empty=_("None"))
    phase = choice(_("Phase"), Phase.choices, required=False)
    role = choice(_("Told from the side of"), ExperienceRole.choices, required=False)
    evidence = choice(_("What does it rest on?"), EvidenceKind.choices, required=False)
    works = choice(_("Kind of project"), WorksKind.choices, required=False, empty=_("All, or none in particular"))
    project = choice(
        _("Project of yours"), (), required=False, empty=_("None"), hint=_("Only your own organisation sees which.")
    )
    title = LineField(label=_("Title"), length=200, hint=_("Left empty, it is the first words of the advice."))
    source_url = WebAddressField(label=_("Where it can be read"), hint=_("The address of a page, if there is one."))
    language = forms.ChoiceField(label=_("Written in"), choices=[("da", _("Danish")), ("en", _("English"))])
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    writer = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        partnerships: Sequence[tuple[str, str]],
        projects: Sequence[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
        to_send: bool = False,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.to_send = to_send
        for name, words in FILL_IN.items():
            # A form that is only shown says what is needed in the end; a draft is kept without it.
            self.fields[name].required = data is None or to_send
            self.fields[name].error_messages["required"] = words
        self._offer("partnership", partnerships)
        self._offer("project", projects)
        themes = theme_choices()
        for name in THEME_FIELDS:
            self.fields[name].choices = [*self.fields[name].choices, *themes]  # type: ignore[attr-defined]
        self.fields["visibility"].choice_hints = {value.value: words for value, words in READERS.items()}  # type: ignore[attr-defined]

    def _offer(self, name: str, offered: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        field.choices = [*field.choices, *offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What is for a partnership says which, before it is sent on."""
        given = super().clean() or {}
        is_nowhere = given.get("visibility") == Visibility.PARTNERSHIP and not given.get("partnership")
        if self.to_send and is_nowhere and "partnership" not in self.errors:
            words = _("Say which partnership, or choose that others may read it.")
            self.add_error("partnership", ValidationError(words, code="required"))
        return given

    @property
    def only_lacks(self) -> bool:
        """Whether all that is wrong is that something is missing before it can be sent on."""
        found = self.errors.as_data().values()
        return all(error.code == "required" for errors in found for error in errors)

    def facts(self, before: ExperienceFacts) -> ExperienceFacts:
        """What was typed; what the form does not ask for stays as it was."""
        given = dict.fromkeys(self.fields, "") | self.cleaned_data
        chosen = [given[name] for name in THEME_FIELDS if given[name]]
        return ExperienceFacts(
            title=given["title"],
            title_en=before.title_en,
            context=given["context"],
            happened=given["happened"],
            effect_text=given["effect_text"],
            advice=given["advice"],
            themes=tuple(dict.fromkeys(chosen)),
            phase=given["phase"],
            role=given["role"],
            works=given["works"],
            effect=given["effect"],
            evidence=given["evidence"],
            visibility=given["visibility"],
            partnership=given["partnership"],
            project=given["project"],
            source_url=given["source_url"],
            source_label=before.source_label,
            language=given["language"],
        )


def initial_of(facts: ExperienceFacts, *, revision: int | None, writer: object) -> dict[str, Any]:
    """A stored experience as the form shows it."""
    themes = dict(zip(THEME_FIELDS, facts.themes, strict=False))
    return facts.to_json() | themes | {"revision": revision, "writer": str(writer)}


def theme_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The themes by their groups, in the language of the page."""
    code = (get_language() or "da")[:2]
    return [(group.name[code], [(theme.code, theme.name[code]) for theme in group.themes]) for group in theme_groups()]
