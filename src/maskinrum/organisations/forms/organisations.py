"""What is typed about organisations, their departments, and who runs whose housing."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.forms.joining import CvrField, kind_field, name_field
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.phrases import type_in_words, verb_in_words
from maskinrum.organisations.queries import Wanted
from maskinrum.shared.fields import CleanLineField

A_DAY = timedelta(days=1)
# No line is older or newer, and of the first and the last day there are there is no other in another time zone.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
CHOOSE = _("Choose …")


class OrganisationForm(forms.Form):
    """What is known of an organisation."""

    name = name_field()
    kind = kind_field()
    cvr = CvrField(required=False)
    group = forms.ModelChoiceField(
        label=_("Corporate group"),
        help_text=_("The organisation that owns it, if one does."),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("None"),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        organisations: Any,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields["group"].queryset = organisations  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """Which organisation carries on."""

    into = forms.ModelChoiceField(
        label=_("Which organisation carries on?"), queryset=Organisation.objects.none(), empty_label=CHOOSE
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, organisations: Any) -> None:
        super().__init__(data)
        self.fields["into"].queryset = organisations  # type: ignore[attr-defined]


class DepartmentForm(forms.Form):
    """What a department is called."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    number = CleanLineField(label=_("Number"), max_length=20, required=False)
    name = CleanLineField(label=_("Name"), max_length=200)
    homes = forms.IntegerField(label=_("Homes"), required=False, min_value=0, max_value=99_999)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, organisations: Any, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        if organisations is None:
            del self.fields["organisation"]
        self.fields["homes"].widget.attrs |= {"inputmode": "numeric"}


class AdministrationForm(forms.Form):
    """Who runs whom: the own organisation and another, one way or the other."""

    side = forms.ChoiceField(
        label=_("Who runs whom?"),
        widget=forms.RadioSelect,
        choices=[("administrator", _("We run the other")), ("administered", _("The other runs us"))],
        error_messages={"required": _("Choose one of the two.")},
    )
    organisation = forms.ModelChoiceField(
        label=_("The other organisation"), queryset=Organisation.objects.none(), empty_label=CHOOSE
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, organisations: Any) -> None:
        super().__init__(data)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class LogForm(forms.Form):
    """Which lines of the log to show."""

    who = forms.CharField(
        label=_("Who"), required=False, max_length=254, help_text=_("An e-mail address, or the number from a line.")
    )
    organisation = forms.ModelChoiceField(
        label=_("Acted for"), queryset=Organisation.objects.none(), required=False, empty_label=_("All")
    )
    verb = forms.ChoiceField(label=_("Did what"), required=False)
    object_type = forms.ChoiceField(label=_("To what"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    until = forms.DateField(
        label=_("To and including"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def __init__(self, data: Mapping[str, Any], *, organisations: Any, verbs: list[str], types: list[str]) -> None:
        super().__init__(data)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["verb"].choices = [("", _("All")), *((verb, verb_in_words(verb)) for verb in verbs)]  # type: ignore[attr-defined]
        self.fields["object_type"].choices = [("", _("All")), *((kind, type_in_words(kind)) for kind in types)]  # type: ignore[attr-defined]

    def clean_who(self) -> Any:
        """Return the opaque id behind an address or an id; nobody else is looked for by name."""
        typed = self.cleaned_data["who"].strip().lower()
        if not typed:
            return None
        if "@" in typed:
            found = Person.objects.filter(email=typed).values_list("pk", flat=True).first()
            if found is None:
                raise ValidationError(_("Nobody with an account has this address."))
            return found
        return forms.UUIDField(
            error_messages={"invalid": _("Write an e-mail address, or the number as it stands in a line.")}
        ).clean(typed)

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day is before the first. Choose a later one."))
        return given

    def wanted(self) -> Wanted:
        """The lines asked for; what could not be read asks for nothing in particular."""
        cleaned = self.cleaned_data if self.is_valid() else {}
        organisation, since, until = (cleaned.get(name) for name in ("organisation", "since", "until"))
        return Wanted(
            who=cleaned.get("who"),
            organisation=organisation.pk if organisation else None,
            verb=cleaned.get("verb", ""),
            object_type=cleaned.get("object_type", ""),
            since=_midnight(max(since, FIRST_DAY)) if since else None,
            until=_midnight(min(until, LAST_DAY) + A_DAY) if until else None,
        )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
