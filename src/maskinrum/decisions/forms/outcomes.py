"""What is typed about what became of the projects of a stored analysis."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.partnerships.enums import ProjectEnd
from maskinrum.partnerships.facts import Outcome
from maskinrum.partnerships.models import Project
from maskinrum.partnerships.queries import outcome_of

FIRST_DAY = date(1990, 1, 1)
LEAST_COST = Decimal("0.001")
PARTS = ("end", "handed_over_on", "outturn")


class OutcomesForm(forms.Form):
    """Three fields for each project, named by its id: how it ended, when, and what it cost."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *, projects: Sequence[Project], today: date) -> None:
        super().__init__(data)
        self.projects, self.today = projects, today
        for project in projects:
            told = outcome_of(project)
            self.fields[f"{project.pk}-end"] = forms.ChoiceField(
                label=gettext_lazy("What became of it"),
                choices=[("", gettext_lazy("Not known yet")), *ProjectEnd.choices],
                required=False,
                initial="" if told.end is None else told.end.value,
            )
            self.fields[f"{project.pk}-handed_over_on"] = forms.DateField(
                label=gettext_lazy("Handed over on"),
                required=False,
                initial=told.handed_over_on,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )
            self.fields[f"{project.pk}-outturn"] = forms.DecimalField(
                label=gettext_lazy("Final cost, DKK m"),
                required=False,
                initial=None if told.outturn is None else Decimal(f"{told.outturn.normalize():f}"),
                min_value=LEAST_COST,
                max_digits=9,
                decimal_places=3,
                localize=True,
            )

    def clean(self) -> dict[str, Any]:
        for project in self.projects:
            self._check(str(project.pk))
        return self.cleaned_data

    def rows(self) -> list[dict[str, Any]]:
        """Each project with its three fields."""
        return [
            {"project": project, "fields": [self[f"{project.pk}-{part}"] for part in PARTS]}
            for project in self.projects
        ]

    def outcomes(self) -> dict[uuid.UUID, Outcome]:
        """What was said of each project. Call after ``is_valid()``."""
        return {project.pk: self._outcome(str(project.pk)) for project in self.projects}

    def _outcome(self, prefix: str) -> Outcome:
        end, day, cost = (self.cleaned_data.get(f"{prefix}-{part}") for part in PARTS)
        return Outcome(ProjectEnd(end) if end else None, day, cost)

    def _check(self, prefix: str) -> None:
        told = self._outcome(prefix)
        if told.end != ProjectEnd.HANDED_OVER and (told.handed_over_on or told.outturn is not None):
            words = _(
                "Only a project that is handed over has a day and a final cost. Choose “Handed over”, or clear them."
            )
            self.add_error(f"{prefix}-end", ValidationError(words))
        if told.handed_over_on and not FIRST_DAY <= told.handed_over_on <= self.today:
            words = _("Write a day between %(first)s and today.") % {"first": str(FIRST_DAY.year)}
            self.add_error(f"{prefix}-handed_over_on", ValidationError(words))
