"""What people type: to sign in, and about organisations."""

from maskinrum.organisations.forms.joining import (
    AnswerForm,
    CvrField,
    InviteForm,
    JoinForm,
    MatchForm,
    RoleForm,
)
from maskinrum.organisations.forms.organisations import (
    AdministrationForm,
    DepartmentForm,
    LogForm,
    MergeForm,
    OrganisationForm,
)
from maskinrum.organisations.forms.outbox import OutboxForm
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
    "AdministrationForm",
    "AnswerForm",
    "ChangePasswordForm",
    "ConfirmEmailVerificationCodeForm",
    "ConfirmLoginCodeForm",
    "ConfirmPasswordResetCodeForm",
    "CvrField",
    "DepartmentForm",
    "InviteForm",
    "JoinForm",
    "LogForm",
    "LoginForm",
    "MatchForm",
    "MergeForm",
    "OrganisationForm",
    "OutboxForm",
    "ReauthenticateForm",
    "RequestLoginCodeForm",
    "ResetPasswordForm",
    "ResetPasswordKeyForm",
    "RoleForm",
    "SetPasswordForm",
    "SignupForm",
]
