"""Which two stored analyses are held against each other."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.decisions.enums import Alternative
from maskinrum.decisions.models import Analysis


class VersionsForm(forms.Form):
    """An earlier and a later version of one file; at first the two latest."""

    before = forms.ChoiceField(label=gettext_lazy("From"))
    after = forms.ChoiceField(label=gettext_lazy("To"))

    def __init__(self, data: Mapping[str, Any] | None = None, *, versions: Sequence[Analysis]) -> None:
        self.by_id = {str(one.pk): one for one in versions}
        latest = list(self.by_id)[:2]
        super().__init__(data, initial={"before": latest[-1], "after": latest[0]} if latest else None)
        for name in ("before", "after"):
            self.fields[name].choices = [(pk, _said(one)) for pk, one in self.by_id.items()]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[Analysis, Analysis]:
        """The two. There must be two at least, and what was sent must be valid."""
        given = self.cleaned_data if self.is_bound else self.initial
        return self.by_id[given["before"]], self.by_id[given["after"]]


class ForecastForm(forms.Form):
    """Under which alternative the projects were forecast; at first the usual one, where it was."""

    alternative = forms.ChoiceField(label=gettext_lazy("If the projects were carried out by"))

    def __init__(self, data: Mapping[str, Any] | None = None, *, alternatives: Sequence[str], usual: str) -> None:
        self.usual = usual if usual in alternatives else alternatives[0]
        super().__init__(data, initial={"alternative": self.usual})
        choices = [(one.value, one.label) for one in Alternative if one in alternatives]
        self.fields["alternative"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> str:
        """The alternative; the usual one where none, or none that there is, was chosen."""
        if self.is_bound and self.is_valid():
            return str(self.cleaned_data["alternative"])
        return self.usual


def _said(one: Analysis) -> str:
    return _("Version %(number)s, %(day)s") % {"number": one.number, "day": formats.date_format(one.created_at)}
