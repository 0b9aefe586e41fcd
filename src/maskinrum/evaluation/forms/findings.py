"""What a person types about findings, charts that begin anew, and releases."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maskinrum.evaluation.actions.findings import FindingWords
from maskinrum.evaluation.enums import ReportSection
from maskinrum.evaluation.facts.signals import ActionFacts
from maskinrum.partnerships.forms.entry_fields import LineField, ParagraphField, choice

WRONG_DAY = _("Write a day, for example 2027-02-10.")


class FindingForm(forms.Form):
    """What is seen, and what is thought to be behind it."""

    use_required_attribute = False

    title = LineField(
        label=_("What do you see?"),
        missing=_("Write what you see, in one sentence."),
        hint=_("One sentence that everybody can check."),
    )
    text = ParagraphField(label=_("What do you think is behind it?"), rows=4)

    def words(self) -> FindingWords:
        """What was typed, of a valid form."""
        return FindingWords(self.cleaned_data["title"], self.cleaned_data["text"])


class NewFindingForm(FindingForm):
    """The same, and which question it is about."""

    question = choice(_("What does it concern?"), (), required=False, empty=_("None of the statements"))

    def __init__(self, data: Mapping[str, Any] | None = None, *, questions: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        field: Any = self.fields["question"]
        field.choices = [*field.choices, *questions]


class AsideForm(forms.Form):
    """Why a finding is put aside."""

    use_required_attribute = False

    because = LineField(
        label=_("Why is it put aside?"),
        length=300,
        missing=_("Write why it is put aside, so that nobody has to find out again."),
        hint=_("It stays beside the finding."),
    )


class FindingActionForm(forms.Form):
    """What is done, by whom and by when."""

    use_required_attribute = False

    text = LineField(label=_("What is to be done?"), length=300, missing=_("Write what is to be done."))
    owner = choice(
        _("Who does it?"),
        (),
        required=False,
        empty=_("Somebody of another organisation"),
        hint=_("A colleague gets a reminder by e-mail."),
    )
    owner_name = LineField(label=_("Name, if it is not a colleague"), length=120)
    due_on = forms.DateField(
        label=_("By when?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": WRONG_DAY, "required": _("Give a day that has not passed.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, people: Mapping[str, str]) -> None:
        super().__init__(data)
        field: Any = self.fields["owner"]
        field.choices = [*field.choices, *people.items()]

    def facts(self) -> ActionFacts:
        """What was typed, of a valid form."""
        return ActionFacts(**self.cleaned_data)


class OutcomeForm(forms.Form):
    """What came of a finding."""

    use_required_attribute = False

    outcome = ParagraphField(
        label=_("What came of it?"),
        rows=4,
        missing=_("Write what came of it, also when it is nothing."),
        hint=_("Also when nothing did."),
    )


class NewBasisForm(forms.Form):
    """From which round a chart begins anew, and why."""

    use_required_attribute = False

    round = choice(_("From which round?"), (), empty=_("Choose"))
    reason = LineField(
        label=_("What has changed?"),
        length=300,
        hint=_("For example: new steering group from May. Everybody who reads the chart sees it."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, rounds: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        field: Any = self.fields["round"]
        field.choices = [*field.choices, *rounds]


class ReleaseForm(forms.Form):
    """What of the yearly report one's own organisation lets boards read."""

    use_required_attribute = False

    sections = forms.MultipleChoiceField(
        label=_("What may boards read?"),
        help_text=_("A section is in the report when every party has released it. You can take it back."),
        choices=ReportSection,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Choose among the sections.")},
    )
