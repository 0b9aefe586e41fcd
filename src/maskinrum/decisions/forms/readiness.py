"""What is typed about readiness: joint answers, points of one person, and weights."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.decisions.actions import Answered, Scored, check_sum
from maskinrum.decisions.analysis.readiness import (
    ScoredCriterion,
    answered_gates,
    criteria,
    questions,
)
from maskinrum.decisions.enums import GateAnswer
from maskinrum.decisions.models import ReadinessScore
from maskinrum.decisions.queries import Said
from maskinrum.shared.errors import DomainError
from maskinrum.shared.fields import CleanLinesField
from maskinrum.shared.templatetags.maskinrum.wording import localised

TEAMS, SUPPLIER = "expected_teams", "group_supplier_share"
LONGEST_NUMBER = 9  # digits; Python refuses thousands


class LaterField(forms.ChoiceField):
    """A choice that is asked for and may wait: an empty one is no error."""

    widget = forms.RadioSelect

    def validate(self, value: Any) -> None:
        """Accept an empty choice."""
        if value:
            super().validate(value)


class AnswersForm(forms.Form):
    """The gates that no data answer, the questions behind warning signs, and two figures that no portfolio tells."""

    use_required_attribute = False

    expected_teams = forms.IntegerField(
        label=gettext_lazy("How many teams do you expect to bid?"),
        help_text=gettext_lazy("Empty: not known yet."),
        min_value=0,
        max_value=99,
        required=False,
    )
    group_supplier_share = forms.DecimalField(
        label=gettext_lazy("How much of your contracts of the last five years has one group of companies?"),
        help_text=gettext_lazy("Of the value. Empty: not known."),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=1,
        required=False,
        localize=True,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, said: Said) -> None:
        share = said.figures.get(SUPPLIER)
        shown = {TEAMS: said.figures.get(TEAMS), SUPPLIER: None if share is None else round(share * 100, 1)}
        super().__init__(data, initial=shown)
        for gate in answered_gates():
            self.fields[gate.slug] = _answer_field(localised(gate.question), said, gate.slug, localised(gate.why))
            self.fields[f"{gate.slug}-note"] = CleanLinesField(
                label=_("Note"),
                help_text=_("What the answer rests on: who, what, when."),
                max_length=2000,
                required=False,
                initial=said.notes.get(gate.slug, ""),
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        for rule in questions():
            self.fields[rule.slug] = _answer_field(localised(rule.question), said, rule.slug)

    def answers(self) -> dict[str, Answered]:
        """Every answer by its question. Call after ``is_valid()``."""
        gates = {
            gate.slug: Answered(self.cleaned_data[gate.slug], self.cleaned_data[f"{gate.slug}-note"])
            for gate in answered_gates()
        }
        return gates | {rule.slug: Answered(self.cleaned_data[rule.slug]) for rule in questions()}

    def figures(self) -> dict[str, float]:
        """The figures that were typed. Call after ``is_valid()``."""
        teams, share = self.cleaned_data[TEAMS], self.cleaned_data[SUPPLIER]
        found = {TEAMS: teams, SUPPLIER: None if share is None else float(share) / 100}
        return {name: value for name, value in found.items() if value is not None}


class PointsForm(forms.Form):
    """The points of one person: 0 to 4 or none for each criterion, and what they rest on."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *, own: Mapping[str, ReadinessScore]) -> None:
        super().__init__(data)
        for one in criteria():
            row = own.get(one.slug)
            self.fields[one.slug] = _points_field(one, row)
            self.fields[f"{one.slug}-evidence"] = CleanLinesField(
                label=_("What your points rest on"),
                max_length=1000,
                required=False,
                initial=row.evidence if row else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        for one in criteria():
            if self.cleaned_data.get(f"{one.slug}-evidence") and self.cleaned_data.get(one.slug) == "":
                self.add_error(one.slug, _("Give points too, or take the words below away. They still stand here."))
        return self.cleaned_data

    def scores(self) -> dict[str, Scored]:
        """Points by criterion. Call after ``is_valid()``."""
        return {
            one.slug: Scored(
                int(typed) if (typed := self.cleaned_data[one.slug]) else None,
                self.cleaned_data[f"{one.slug}-evidence"],
            )
            for one in criteria()
        }


class WeightsForm(forms.Form):
    """How much each criterion counts. Together they make a hundred."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, weights: Mapping[str, int]) -> None:
        super().__init__(data)
        for one in criteria():
            self.fields[one.slug] = forms.IntegerField(
                label=localised(one.name),
                min_value=0,
                max_value=100,
                initial=weights[one.slug],
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            try:
                check_sum(self.cleaned_data)
            except DomainError as error:
                raise ValidationError(error.message) from error
        return self.cleaned_data

    @property
    def total(self) -> int | None:
        """What stands in the fields, or None where one of them holds no number."""
        values = [self[name].value() for name in self.fields]
        texts = [str(value).strip() for value in values]
        are_numbers = all(one.isascii() and one.isdecimal() and len(one) <= LONGEST_NUMBER for one in texts)
        return sum(map(int, texts)) if are_numbers else None


def _answer_field(label: str, said: Said, question: str, hint: str = "") -> forms.ChoiceField:
    return LaterField(label=label, help_text=hint, choices=GateAnswer.choices, initial=said.answers.get(question, ""))


def _points_field(one: ScoredCriterion, row: ReadinessScore | None) -> forms.ChoiceField:
    choices = [(str(points), f"{points} · {localised(anchor)}") for points, anchor in enumerate(one.anchors)]
    return LaterField(
        label=localised(one.name),
        help_text=localised(one.note),
        choices=[*choices, ("", _("No points yet"))],
        initial=str(row.score) if row else "",
    )
