"""What is typed at the start-up of a project, and who is to be welcomed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import ExperienceRole, Phase
from maskinrum.partnerships.forms.entry_fields import LineField, ParagraphField, choice
from maskinrum.steering.enums import StartAnswer
from maskinrum.steering.facts.starts import AnswerFacts
from maskinrum.steering.forms.days import day_field


class ChecklistForm(forms.Form):
    """Which project starts."""

    use_required_attribute = False

    project = choice(_("Which project starts?"), ())
    meeting_on = day_field(_("When is the start-up meeting?"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, projects: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        field: Any = self.fields["project"]
        field.choices = [*field.choices, *projects]


class AnswerForm(forms.Form):
    """Develop or reuse?"""

    use_required_attribute = False

    answer = forms.ChoiceField(
        label=_("Develop or reuse?"),
        choices=StartAnswer.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose one.")),
    )
    what = ParagraphField(
        label=_("From which case, or what is new?"),
        length=2000,
        rows=3,
        hint=_("What is reused: from which case. What is new: why, and who pays."),
    )
    experience = choice(_("Which experience does it build on?"), (), required=False, empty=_("None"))
    who = LineField(label=_("Who sees to it?"), length=120, hint=_("A role, or a name where you have to."))
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**9)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        experiences: Sequence[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        field: Any = self.fields["experience"]
        field.choices = [*field.choices, *experiences]

    def facts(self) -> AnswerFacts:
        """What was typed, of a valid form."""
        return AnswerFacts(**{name: self.cleaned_data[name] for name in ("answer", "what", "who", "experience")})


class SubjectForm(forms.Form):
    """A subject that the tool does not have."""

    use_required_attribute = False

    title = LineField(label=_("What else is to be decided?"), required=True, length=120)


class NewcomerForm(forms.Form):
    """Who is new, and where the partnership stands; what cannot be read is left out."""

    use_required_attribute = False

    rolle = choice(_("Role of the newcomer"), ExperienceRole.choices, required=False, empty=_("Any role"))
    fase = choice(_("Phase"), Phase.choices, required=False, empty=_("Any phase"))
