"""Forms of joint portfolios: whom to invite, and which file one agrees with."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.decisions.models import DecisionFile
from maskinrum.organisations.models import Organisation

USUAL, LONGEST = timedelta(days=90), timedelta(days=365)


class InviteForm(forms.Form):
    """Whom to invite, and until when it holds."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"),
        help_text=gettext_lazy("Its managers get an e-mail and can agree or decline."),
        queryset=Organisation.objects.none(),
        empty_label=gettext_lazy("Choose …"),
        error_messages={"required": gettext_lazy("Choose the organisation.")},
    )
    until = forms.DateField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("Invitation and result are gone for both after this day. At most a year."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    agreed = forms.BooleanField(
        label=gettext_lazy(
            "We agree to these terms, and that the other organisation sees the joint result if it agrees"
        ),
        error_messages={"required": gettext_lazy("Say that you agree, or do not invite.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, organisations: Any, today: date) -> None:
        super().__init__(data, initial={"until": today + USUAL})
        self.today = today
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def clean_until(self) -> date:
        """A day that is still to come, and not too far off."""
        value: date = self.cleaned_data["until"]
        if not self.today < value <= self.today + LONGEST:
            raise ValidationError(_("Choose a day within the coming year."))
        return value


class AgreeForm(forms.Form):
    """Which of the own files takes part, and that the assumptions are agreed to."""

    file: forms.ModelChoiceField[DecisionFile] = forms.ModelChoiceField(
        label=gettext_lazy("Your decision file"),
        help_text=gettext_lazy("Its projects count as they stand in the file now, whatever you change later."),
        queryset=DecisionFile.objects.none(),
        empty_label=gettext_lazy("Choose …"),
        error_messages={"required": gettext_lazy("Choose one of your decision files.")},
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("We agree to these assumptions, and that the other organisation sees the joint result"),
        error_messages={"required": gettext_lazy("Say that you agree, or decline.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, files: Any) -> None:
        super().__init__(data)
        self.fields["file"].queryset = files  # type: ignore[attr-defined]
