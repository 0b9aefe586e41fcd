"""Sign up for a salon, change it, and say what one thought of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maskinrum.meetings.actions.signing_up import SAY_YES
from maskinrum.meetings.enums import Presence, Usefulness
from maskinrum.meetings.facts.salons import SignUpFacts
from maskinrum.meetings.models import Salon, SignUp
from maskinrum.organisations.forms.joining import email_field
from maskinrum.partnerships.forms.entry_fields import LineField, ParagraphField

WRITE_NAME = _("Write your name.")
WRITE_EMAIL = _("Write your e-mail address, such as anna@example.dk.")


class SignUpForm(forms.Form):
    """Name, address and organisation; how one takes part only where one can choose."""

    use_required_attribute = False

    name = LineField(label=_("Name"), required=True, length=120)
    email = email_field(
        help_text=_("Confirmation, calendar file and a link to sign off."),
        error_messages=dict.fromkeys(("required", "invalid", "max_length"), WRITE_EMAIL),
    )
    organisation_name = LineField(label=_("Organisation"), length=120)
    presence = forms.ChoiceField(
        label=_("How do you take part?"),
        choices=Presence.choices,
        initial=Presence.IN_ROOM.value,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose how you take part.")),
    )
    is_on_list = forms.BooleanField(
        label=_("Show my name and my organisation on the list of participants"), required=False
    )

    def __init__(self, data: Any = None, *, salon: Salon, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["name"].error_messages["required"] = WRITE_NAME
        for name, fill in (("name", "name"), ("email", "email"), ("organisation_name", "organization")):
            if name in self.fields:
                self.fields[name].widget.attrs["autocomplete"] = fill
        if not salon.is_hybrid:
            del self.fields["presence"]

    def facts(self, *, email: str = "") -> SignUpFacts:
        """What was written; ``email`` where the form does not ask for it."""
        return SignUpFacts(**({"email": email} | self.cleaned_data))


class AddressForm(forms.Form):
    """The right address of somebody whose letter came back."""

    use_required_attribute = False

    email = email_field(error_messages=dict.fromkeys(("required", "invalid", "max_length"), WRITE_EMAIL))


class OwnSignUpForm(SignUpForm):
    """The same without the address, and with what is needed of food and access."""

    needs = ParagraphField(
        label=_("Food and access"),
        length=500,
        hint=_(
            "What you do not eat and what you need. Read by those who plan the salon and the secretariat; then deleted."
        ),
    )
    agrees = forms.BooleanField(
        label=_("Keep it until the day after the salon, also where it tells of my health"), required=False
    )

    def __init__(self, data: Any = None, *, salon: Salon, initial: Any = None) -> None:
        super().__init__(data, salon=salon, initial=initial)
        del self.fields["email"]

    def clean(self) -> dict[str, Any]:
        """Ask for the yes at its own box, only where there is something to keep."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("needs") and not given.get("agrees"):
            self.add_error("agrees", str(SAY_YES))
        return given


def initial_of_own(row: SignUp) -> dict[str, Any]:
    """What the form shows of a stored sign-up."""
    given = {name: getattr(row, name) for name in ("name", "organisation_name", "presence", "is_on_list", "needs")}
    return given | {"agrees": row.needs_agreed_at is not None}


class FeedbackForm(forms.Form):
    """Three questions."""

    use_required_attribute = False

    useful = forms.ChoiceField(
        label=_("Did you get something you can use?"),
        choices=Usefulness.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose an answer.")),
    )
    takes_along = ParagraphField(label=_("What do you take along?"), length=1000)
    other_next_time = ParagraphField(label=_("What should we do otherwise next time?"), length=1000)
