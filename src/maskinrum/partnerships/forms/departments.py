"""Which department each project of the list is about."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.models import Department
from maskinrum.partnerships.models import Project


class DepartmentsForm(forms.Form):
    """One choice for each project, by its id."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        projects: Sequence[Project],
        departments: Sequence[Department],
        several: bool,
    ) -> None:
        super().__init__(data)
        self.departments = {str(one.pk): one for one in departments}
        self.departments |= {str(one.department_id): one.department for one in projects if one.department}
        words = {key: f"{one} ({one.organisation})" if several else str(one) for key, one in self.departments.items()}
        choices = [("", _("None")), *words.items()]
        for project in projects:
            self.fields[str(project.pk)] = forms.ChoiceField(
                label=project.name, choices=choices, required=False, initial=str(project.department_id or "")
            )

    def chosen(self) -> dict[uuid.UUID, Department | None]:
        """The department of each project. Call after ``is_valid()``."""
        return {uuid.UUID(key): self.departments.get(value) for key, value in self.cleaned_data.items()}
