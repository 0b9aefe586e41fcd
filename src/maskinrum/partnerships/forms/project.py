"""The form for one project."""

from datetime import date
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from maskinrum.partnerships.enums import ApprovalState, Field, ProjectKind
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.partnerships.forms.columns import DELAYS
from maskinrum.partnerships.forms.portfolio import read_portfolio
from maskinrum.partnerships.forms.posted import form_table, typed_values
from maskinrum.partnerships.forms.rules import missing
from maskinrum.partnerships.forms.values import example
from maskinrum.partnerships.phrases import label
from maskinrum.shared.tables import Note

_label = lazy(label, str)
_example = lazy(example, str)
_OVERRIDES = (Field.REALISATION, *DELAYS)


def _empty_sentence(field: Field) -> str:
    refused = missing(field)
    return f"{refused.message} {refused.advice}"


_empty = lazy(_empty_sentence, str)


def _text(field: Field, *, required: bool = False, mode: str = "", choices: Any = None) -> forms.CharField:
    """A field that only takes text: the rules of the file say whether the text holds."""
    attributes = {"inputmode": mode} if mode else {}
    return forms.CharField(
        label=_label(field),
        help_text=_example(field),
        required=required,
        error_messages={"required": _empty(field)},
        widget=forms.TextInput(attributes) if choices is None else forms.Select(choices=choices),
    )


class ProjectForm(forms.Form):
    """One project as a person types it. ``facts`` holds the project once the form is valid; ``notes`` what to tell.

    An approval must be chosen unless realisation and all three delays are given, as in a file.
    """

    name = _text(Field.NAME, required=True)
    kind = _text(Field.KIND, required=True, choices=ProjectKind.choices)
    group = _text(Field.GROUP)
    homes = _text(Field.HOMES, mode="numeric")
    budget = _text(Field.BUDGET, required=True, mode="decimal")
    planned_start = _text(Field.START, required=True)
    duration = _text(Field.DURATION, required=True, mode="decimal")
    approval = _text(Field.APPROVAL, required=True, choices=[("", _("Choose")), *ApprovalState.choices])
    problem_project = forms.BooleanField(label=_label(Field.PROBLEM), required=False)
    eligible = forms.BooleanField(label=_label(Field.ELIGIBLE), required=False, initial=True)
    realisation = _text(Field.REALISATION, mode="decimal")
    delay_a = _text(Field.DELAY_LEAST, mode="decimal")
    delay_m = _text(Field.DELAY_TYPICAL, mode="decimal")
    delay_b = _text(Field.DELAY_MOST, mode="decimal")

    def __init__(self, *args: Any, case_date: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case_date = case_date
        self.facts: ProjectFacts | None = None
        self.notes: tuple[Note, ...] = ()
        if all(self.data.get(self.add_prefix(field), "").strip() for field in _OVERRIDES):
            self.fields["approval"].required = False

    def clean(self) -> dict[str, Any]:
        """Read the row as a file is read, and put every problem at its field."""
        reading = read_portfolio(form_table([(1, self._typed())]), case_date=self.case_date)
        for problem in reading.problems:
            at = problem.field if problem.field in self.fields else None
            if at is None and self.errors:
                continue
            if at is None or not self.has_error(at):
                self.add_error(at, problem.sentence)
        if not self.errors:
            (self.facts,), self.notes = reading.facts, reading.notes
        return self.cleaned_data

    def _typed(self) -> dict[str, str]:
        words = {True: "yes", False: "no"}
        return {name: words.get(value, value) for name, value in self.cleaned_data.items()}


def project_values(facts: ProjectFacts) -> dict[str, Any]:
    """Return the initial values of the form for a project that exists."""
    ticked = {Field.PROBLEM: facts.problem_project, Field.ELIGIBLE: facts.eligible}
    return {str(field): value for field, value in (typed_values(facts) | ticked).items()}
