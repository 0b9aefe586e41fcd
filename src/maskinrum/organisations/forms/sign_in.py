"""What a person types to sign in: allauth's forms, with one way of saying things.

Labels, hints and what to do about an empty field stand here once, by the name of the field. Nobody who is not signed
in can have us write to one address again and again, whatever the form and wherever the requests come from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from allauth.account import forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.core.internal import ratelimit
from django.contrib.auth.hashers import make_password
from django.core.validators import MaxLengthValidator
from django.forms import CharField, EmailField, Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.models import Person
from maskinrum.shared.browsers import counted_as

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


LONGEST_EMAIL = 254  # characters, as the database holds them
MAILS_TO_ONE_ADDRESS = {"mail": "3/m/key,10/h/key"}


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


def in_our_words(form: type[Form], **other: Wording) -> type[Form]:
    """Return the form with our wording, and with the new password asked for once: a reset mends a typing error.

    ``other`` says it otherwise, by the name of the field.
    """

    class Reworded(form):  # type: ignore[misc, valid-type]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields.pop("password2", None)
            for name, field in self.fields.items():
                _reword(field, other.get(name) or WORDINGS[name])

    return Reworded


def _reword(field: CharField, wording: Wording) -> None:
    field.label, field.help_text = wording.label, wording.hint
    field.error_messages["required"] = wording.when_empty
    field.widget.attrs.pop("placeholder", None)
    if isinstance(field, EmailField):
        others = [validator for validator in field.validators if not isinstance(validator, MaxLengthValidator)]
        field.validators = [*others, MaxLengthValidator(LONGEST_EMAIL, _("This is too long for an e-mail address."))]


def _with_few_mails(form: type[Form]) -> type[Form]:
    """Return the form, which refuses when the address has got enough mail, before it is known whether it is ours."""

    class Rationed(form):  # type: ignore[misc, valid-type]
        def clean(self) -> dict[str, Any] | None:
            cleaned: dict[str, Any] | None = super().clean()
            email = self.cleaned_data.get("email", "")
            if not self.errors and not _may_get_mail(email):
                raise get_adapter().validation_error("too_many_mails")
            return cleaned

    return Rationed


def _may_get_mail(email: str) -> bool:
    key = counted_as(context.request, email)
    usage = ratelimit.consume(context.request, app="maskinrum", action="mail", config=MAILS_TO_ONE_ADDRESS, key=key)
    return usage is not None


class _EquallySlowSignupForm(forms.SignupForm):  # type: ignore[misc]
    """Takes as long for an address that has an account as for another: hashing is what takes long."""

    def try_save(self, request: HttpRequest) -> tuple[Person | None, HttpResponse | None]:
        """Register the person; where there is an account, answer as if the person had been registered."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        saved: tuple[Person | None, HttpResponse | None] = super().try_save(request)
        return saved


LoginForm = in_our_words(forms.LoginForm)
SignupForm = in_our_words(_with_few_mails(_EquallySlowSignupForm))
RequestLoginCodeForm = in_our_words(_with_few_mails(forms.RequestLoginCodeForm))
ConfirmLoginCodeForm = in_our_words(forms.ConfirmLoginCodeForm)
ConfirmEmailVerificationCodeForm = in_our_words(forms.ConfirmEmailVerificationCodeForm)
ResetPasswordForm = in_our_words(_with_few_mails(forms.ResetPasswordForm))
ConfirmPasswordResetCodeForm = in_our_words(forms.ConfirmPasswordResetCodeForm)
ResetPasswordKeyForm = in_our_words(forms.ResetPasswordKeyForm)
ChangePasswordForm = in_our_words(forms.ChangePasswordForm)
SetPasswordForm = in_our_words(forms.SetPasswordForm)
AddEmailForm = in_our_words(forms.AddEmailForm)
ReauthenticateForm = in_our_words(forms.ReauthenticateForm)
