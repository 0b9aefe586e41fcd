"""What a person types or shows beside the password: codes of an app, recovery codes and passkeys."""

import struct
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkeys
from cryptography.exceptions import InvalidSignature
from django.core.cache import cache
from django.core.validators import MaxLengthValidator
from django.forms import Form, HiddenInput, JSONField, TextInput
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.forms.sign_in import Wording, in_our_words
from maskinrum.organisations.models import Person
from maskinrum.shared.fields import CleanLineField
from maskinrum.shared.tables import clean_text

WRONG_CODES_A_DAY = {"code": "20/d/key"}
CODE_CAN_BE_RIGHT = 120  # seconds; longer than the clocks of app and site are allowed to differ
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, IndexError, struct.error, InvalidSignature)
LONGEST_NAME = 60  # characters of the name of a passkey

_PASSKEY = Wording(_("Passkey"), _("Press the button and let your device say that it is you."))
_APP_CODE = Wording(_("Code from the app"), _("Write the six digits that the app shows."), _("Six digits, 123 456."))
_ANY_CODE = Wording(
    _("Code"),
    _("Write the code that the app shows, or one of your recovery codes."),
    _("Six digits from the app, or a recovery code of eight digits."),
)
_KEY_NAME = Wording(_("Name"), _("Give the passkey a name."), _("So that you know it again: My telephone."))


def forget_wrong_codes(person: Person) -> None:
    """Let the person begin anew: whoever has tried until now does not have the new password."""
    ratelimit.clear(context.request, app="maskinrum", action="code", config=WRONG_CODES_A_DAY, key=f"code-{person.pk}")


def _once_only(form: type[Form]) -> type[Form]:
    """Return a form for codes in which none counts twice, and few wrong ones can be tried in a day.

    Whoever comes here knows the password or reads the mail already, so a count by the person shuts nobody out who has
    not lost one of these; a new password begins it anew.
    """

    class OnceOnly(form):  # type: ignore[misc, valid-type]
        def clean_code(self) -> str:
            usage = _count_code(self.user)
            code: str = super().clean_code()
            if not _is_first_use(self.user, code):
                raise get_adapter().validation_error("code_used")
            usage.rollback()
            return code

    return OnceOnly


def _count_code(person: Person) -> ratelimit.RateLimitUsage:
    usage = ratelimit.consume(
        context.request, app="maskinrum", action="code", config=WRONG_CODES_A_DAY, key=f"code-{person.pk}"
    )
    if usage is None:
        raise get_adapter().validation_error("too_many_codes")
    return usage


def _is_first_use(person: Person, code: str) -> bool:
    trace = salted_hmac("code used", f"{person.pk} {normalize_user_code(code)}").hexdigest()
    return cache.add(f"code-used:{trace}", 1, timeout=CODE_CAN_BE_RIGHT)


class _SentByDevice(JSONField):
    """What a device answered. Anybody can send anything in its place."""

    def to_python(self, value: Any) -> Any:
        """Give an object, or refuse; Python alone refuses a number that is too long and lists within lists."""
        try:
            found = super().to_python(value)
        except (ValueError, RecursionError):
            found = None
        if found is not None and not isinstance(found, dict):
            raise get_adapter().validation_error("incorrect_code")
        return found


def _whatever_is_sent(form: type[Form]) -> type[Form]:
    """Return a form for passkeys that says no to what no device would send, where reading it fails in any way."""

    class Guarded(form):  # type: ignore[misc, valid-type]
        credential = _SentByDevice(widget=HiddenInput)

        def clean(self) -> dict[str, Any]:
            return dict(_refused_if_unreadable(super().clean) or {})

        if hasattr(form, "clean_credential"):

            def clean_credential(self) -> Any:
                return _refused_if_unreadable(super().clean_credential)

    return Guarded


def _refused_if_unreadable(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except UNREADABLE as error:
        raise get_adapter().validation_error("incorrect_code") from error


class _NamedPasskeyForm(passkeys.AddWebAuthnForm):  # type: ignore[misc]
    """A passkey that alone lets its owner in, so the device must have asked who holds it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]
        name = self.fields["name"]
        name.validators.append(MaxLengthValidator(LONGEST_NAME, _("This is too long. 60 characters are enough.")))
        name.widget.attrs["maxlength"] = LONGEST_NAME

    def clean_name(self) -> str:
        """Give the name without signs that nobody sees."""
        return clean_text(super().clean_name())

    def clean(self) -> dict[str, Any]:
        """Hold the passkey to what signing in with it alone asks for."""
        self.cleaned_data["passwordless"] = True
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class PasskeyNameForm(Form):
    """What the owner calls a passkey."""

    name = CleanLineField(
        label=_KEY_NAME.label,
        help_text=_KEY_NAME.hint,
        max_length=LONGEST_NAME,
        error_messages={
            "required": _KEY_NAME.when_empty,
            "max_length": _("This is too long. 60 characters are enough."),
        },
        widget=TextInput(attrs={"dir": "auto"}),
    )


AuthenticateForm = in_our_words(_once_only(codes.AuthenticateForm), code=_ANY_CODE)
ReauthenticateByCodeForm = in_our_words(_once_only(codes.ReauthenticateForm), code=_ANY_CODE)
ActivateAppForm = in_our_words(_once_only(app.ActivateTOTPForm), code=_APP_CODE)
AddPasskeyForm = in_our_words(_whatever_is_sent(_NamedPasskeyForm), credential=_PASSKEY, name=_KEY_NAME)
AuthenticateByPasskeyForm = in_our_words(_whatever_is_sent(passkeys.AuthenticateWebAuthnForm), credential=_PASSKEY)
ReauthenticateByPasskeyForm = in_our_words(_whatever_is_sent(passkeys.ReauthenticateWebAuthnForm), credential=_PASSKEY)
LogInByPasskeyForm = in_our_words(_whatever_is_sent(passkeys.LoginWebAuthnForm), credential=_PASSKEY)
