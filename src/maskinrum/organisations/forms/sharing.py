"""Let others see one object by name."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.organisations.models import Organisation


class ShareForm(forms.Form):
    """Who may read an object, an organisation or a person, and until when."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Whom do you let in?"),
        choices=[("organisation", gettext_lazy("An organisation")), ("person", gettext_lazy("One person"))],
        initial="organisation",
        required=False,
        widget=forms.RadioSelect,
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"),
        help_text=gettext_lazy("Everybody who acts for it may read."),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("Choose …"),
    )
    email = forms.EmailField(
        label=gettext_lazy("The person's e-mail"),
        help_text=gettext_lazy("Whoever signs in with the address may read. No account is needed beforehand."),
        required=False,
        max_length=254,
    )
    until = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("Empty: until you stop it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, organisations: Any, today: date) -> None:
        super().__init__(data)
        self.today = today
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def clean_kind(self) -> str:
        """Without script nothing may be chosen: what was written says what is meant."""
        return self.cleaned_data["kind"] or ("person" if self.data.get("email") else "organisation")

    def clean_until(self) -> date | None:
        """The last day is still to come."""
        value: date | None = self.cleaned_data["until"]
        if value is not None and value <= self.today:
            raise ValidationError(_("Choose a day after today."))
        return value

    def clean(self) -> dict[str, Any]:
        """Ask for the one that is meant."""
        kind = self.cleaned_data.get("kind")
        if kind == "organisation" and not self.cleaned_data.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _("Choose the organisation."))
        if kind == "person" and not self.cleaned_data.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write the person's e-mail address."))
        return self.cleaned_data

    def receiver(self) -> dict[str, Any]:
        """Whom to let in, as the action takes it; what stands in the other field counts for nothing."""
        name = "organisation" if self.cleaned_data["kind"] == "organisation" else "email"
        return {name: self.cleaned_data[name]}
