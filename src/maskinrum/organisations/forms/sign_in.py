"""What a person types to sign in: allauth's forms, with one way of saying things.

Labels, hints and what to do about an empty field stand here once, by the name of the field.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from allauth.account import forms
from django.contrib.auth.hashers import make_password
from django.core.validators import MaxLengthValidator
from django.forms import CharField, EmailField, Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.models import Person

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


LONGEST_EMAIL = 254  # characters, as the database holds them


@dataclass(frozen=True)
class Wording:
    """The label of a field, what to do when it is empty, and a hint in one line."""

    label: "StrOrPromise"
    when_empty: "StrOrPromise"
    hint: "StrOrPromise" = ""


_EMAIL = Wording(_("E-mail"), _("Write your e-mail address."))
_PASSWORD = Wording(_("Password"), _("Write your password."))
_NEW_PASSWORD = Wording(
    _("New password"), _("Choose a password."), _("At least 12 characters. A short sentence is easy to remember.")
)
_CODE = Wording(_("Code"), _("Write the code from the e-mail."), _("Eight letters, for example BCDF-GHJK."))

WORDINGS: Mapping[str, Wording] = {
    "login": _EMAIL,
    "email": _EMAIL,
    "password": _PASSWORD,
    "oldpassword": Wording(_("Present password"), _("Write the password you have now.")),
    "password1": _NEW_PASSWORD,
    "code": _CODE,
}


def _in_our_words(form: type[Form]) -> type[Form]:
    """Return the form with our wording, and with the new password asked for once: a reset mends a typing error."""

    class Reworded(form):  # type: ignore[misc, valid-type]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields.pop("password2", None)
            for name, field in self.fields.items():
                _reword(field, WORDINGS[name])

    return Reworded


def _reword(field: CharField, wording: Wording) -> None:
    field.label, field.help_text = wording.label, wording.hint
    field.error_messages["required"] = wording.when_empty
    field.widget.attrs.pop("placeholder", None)
    if isinstance(field, EmailField):
        others = [validator for validator in field.validators if not isinstance(validator, MaxLengthValidator)]
        field.validators = [*others, MaxLengthValidator(LONGEST_EMAIL, _("This is too long for an e-mail address."))]


class _EquallySlowSignupForm(forms.SignupForm):  # type: ignore[misc]
    """Takes as long for an address that has an account as for another: hashing is what takes long."""

    def try_save(self, request: HttpRequest) -> tuple[Person | None, HttpResponse | None]:
        """Register the person; where there is an account, answer as if the person had been registered."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        saved: tuple[Person | None, HttpResponse | None] = super().try_save(request)
        return saved


LoginForm = _in_our_words(forms.LoginForm)
SignupForm = _in_our_words(_EquallySlowSignupForm)
RequestLoginCodeForm = _in_our_words(forms.RequestLoginCodeForm)
ConfirmLoginCodeForm = _in_our_words(forms.ConfirmLoginCodeForm)
ConfirmEmailVerificationCodeForm = _in_our_words(forms.ConfirmEmailVerificationCodeForm)
ResetPasswordForm = _in_our_words(forms.ResetPasswordForm)
ConfirmPasswordResetCodeForm = _in_our_words(forms.ConfirmPasswordResetCodeForm)
ResetPasswordKeyForm = _in_our_words(forms.ResetPasswordKeyForm)
ChangePasswordForm = _in_our_words(forms.ChangePasswordForm)
SetPasswordForm = _in_our_words(forms.SetPasswordForm)
AddEmailForm = _in_our_words(forms.AddEmailForm)
ReauthenticateForm = _in_our_words(forms.ReauthenticateForm)
