"""What people type: to sign in, and about organisations."""

from maskinrum.organisations.forms.sign_in import (
    AddEmailForm,
    ChangePasswordForm,
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    ConfirmPasswordResetCodeForm,
    LoginForm,
    ReauthenticateForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
    SignupForm,
)

__all__ = [
    "AddEmailForm",
    "ChangePasswordForm",
    "ConfirmEmailVerificationCodeForm",
    "ConfirmLoginCodeForm",
    "ConfirmPasswordResetCodeForm",
    "LoginForm",
    "ReauthenticateForm",
    "RequestLoginCodeForm",
    "ResetPasswordForm",
    "ResetPasswordKeyForm",
    "SetPasswordForm",
    "SignupForm",
]
