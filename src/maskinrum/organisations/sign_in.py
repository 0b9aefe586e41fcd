"""How allauth signs our people in."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """Sign in by e-mail and password."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Our rules beside allauth's."""
