"""What people type to come into the network: a CVR number, a request, an invitation and the answers."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.facts import has_right_check_digit, is_cvr_form, tidy_cvr
from maskinrum.organisations.forms.sign_in import LONGEST_EMAIL
from maskinrum.organisations.models import Organisation
from maskinrum.shared.fields import CleanLineField, CleanLinesField

ROLES_OF_MANAGERS = [(role.value, role.label) for role in (Role.MEMBER, Role.MANAGER, Role.FACILITATOR)]
ROLE_HINTS = {
    Role.MEMBER.value: _("Sees and edits what the organisation has."),
    Role.MANAGER.value: _("Also decides who acts for the organisation and who else may see what it has."),
    Role.FACILITATOR.value: _("Leads the cooperation in a partnership; otherwise as a member."),
    Role.SECRETARIAT.value: _("Also looks after the whole network."),
}
ROWS = {"rows": 3}


class CvrField(forms.CharField):
    """A CVR number, however it is typed: 12 34 56 74 and DK-12345674 are read as 12345674."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("CVR number"))
        options.setdefault("help_text", _("Eight digits. Spaces and DK before it do no harm."))
        super().__init__(**options)
        self.widget.attrs |= {"inputmode": "text", "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        """Return the eight digits, or "" where none is needed. Says what is wrong with any other text."""
        digits = tidy_cvr(str(super().clean(value)))
        if digits == "":
            return ""
        if not is_cvr_form(digits):
            raise ValidationError(_("A CVR number has eight digits and does not begin with 0. Look at it once more."))
        if not has_right_check_digit(digits):
            raise ValidationError(
                _("The last digit does not fit the seven before it, so one of the eight is wrong. Look at them again.")
            )
        return digits


def kind_field() -> forms.ChoiceField:
    """What an organisation is, in words."""
    return forms.ChoiceField(label=_("Kind of organisation"), choices=[("", _("Choose …")), *OrganisationKind.choices])


def name_field(**options: Any) -> forms.CharField:
    """What an organisation is called."""
    return CleanLineField(label=_("Name of the organisation"), max_length=200, **options)


def email_field(**options: Any) -> forms.EmailField:
    """Somebody's address."""
    return forms.EmailField(label=_("E-mail"), max_length=LONGEST_EMAIL, **options)


class JoinForm(forms.Form):
    """Which organisation a newcomer acts for."""

    cvr = CvrField()
    name = name_field()
    kind = kind_field()
    message = CleanLinesField(
        label=_("Message"),
        help_text=_("What you do there, so that whoever decides knows who you are."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs=ROWS),
    )


class InviteForm(forms.Form):
    """Whom to ask in, and to what."""

    email = email_field(help_text=_("The address from work. The invitation works for that address alone."))
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect, initial=Role.MEMBER.value)

    def __init__(self, data: Mapping[str, Any] | None = None, *, with_secretariat: bool = False) -> None:
        super().__init__(data)
        offer_roles(self.fields["role"], with_secretariat=with_secretariat)


class RoleForm(forms.Form):
    """What somebody does in the organisation."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, data: Mapping[str, Any] | None = None, *, role: str, with_secretariat: bool = False) -> None:
        super().__init__(data, initial={"role": role})
        offer_roles(self.fields["role"], with_secretariat=with_secretariat)


def offer_roles(field: forms.Field, *, with_secretariat: bool) -> None:
    """Let a field offer the roles that a manager gives; the secretariat gives its own too."""
    own = [(Role.SECRETARIAT.value, Role.SECRETARIAT.label)] if with_secretariat else []
    field.choices = [*ROLES_OF_MANAGERS, *own]  # type: ignore[attr-defined]
    field.choice_hints = ROLE_HINTS  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """Yes or no to a request, with a word to the one who asked."""

    answer = CleanLinesField(
        label=_("Answer"),
        help_text=_("Goes to the one who asked, in an e-mail."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs=ROWS),
    )
    decision = forms.ChoiceField(
        choices=[("approve", ""), ("decline", "")],
        error_messages={"required": _("Say yes or no."), "invalid_choice": _("Say yes or no.")},
    )


class MatchForm(AnswerForm):
    """As ``AnswerForm``, and which organisation of the register the newcomer's is, where nobody has the number."""

    match = forms.ModelChoiceField(
        label=_("Is it one that already stands in the register?"),
        help_text=_("It then takes the CVR number and keeps its name, its page and its place in the partnerships."),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("No, add a new organisation"),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, organisations: Any) -> None:
        super().__init__(data)
        self.fields["match"].queryset = organisations  # type: ignore[attr-defined]
