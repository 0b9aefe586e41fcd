"""How allauth signs our people in, and who is let in only on the own machine."""

from contextlib import suppress
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AnonymousUser
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import (
    accept_invitation,
    bind_grants,
    change_password,
    register_person,
    settle_password,
)
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import VISITOR, Viewer
from maskinrum.organisations.queries import invitation_of_token
from maskinrum.shared.errors import DomainError

PROXY_HEADERS = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")
INVITATION = "invitation"  # where in the session the token of a link waits for who opened it to sign in
PASSWORD_OF_SIGN_UP = "password_of_sign_up"  # noqa: S105 - where in the session it waits


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """Sign in by e-mail and password; demo people only on the own machine."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Person | None:
        """Return the person whose credentials these are, or None."""
        person: Person | None = super().authenticate(request, **credentials)
        return person if person is not None and is_admitted(person, request) else None


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Our rules and our words beside allauth's."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("This account is closed."),
        "duplicate_email": gettext_lazy("This is already your address. Write another."),
        "email_taken": gettext_lazy("Somebody already uses this address. Write another."),
        "email_password_mismatch": gettext_lazy(
            "E-mail and password do not belong together. Try again, or get a code by e-mail."
        ),
        "enter_current_password": gettext_lazy("This is not your present password. Try again."),
        "incorrect_code": gettext_lazy("The code is not right. Read it once more in the e-mail."),
        "incorrect_password": gettext_lazy("The password is not right. Try again."),
        "rate_limited": gettext_lazy("That was many times in a short while. Wait a few minutes and try again."),
        "too_many_login_attempts": gettext_lazy("Too many attempts. Wait five minutes, or get a new code by e-mail."),
    }

    def save_user(self, request: HttpRequest, user: Person, form: Form, commit: bool = True) -> Person:
        """Register the person who signs up, without a password; allauth's blank ``user`` is not used.

        The password waits, hashed, in this browser's session until the address is shown to be theirs. Otherwise
        somebody could sign up with the address of another, and come in with that password when the other has
        confirmed it.
        """
        data = form.cleaned_data
        language = (get_language() or settings.LANGUAGE_CODE)[:2]
        person = register_person(data["email"], language=language, viewer=VISITOR, now=timezone.now())
        request.session[PASSWORD_OF_SIGN_UP] = {str(person.pk): make_password(data["password1"])}
        return person

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Let links in mails lead to the site's own address, whatever name the request asked for."""
        ours = {name: address_in_mail(value) for name, value in context.items() if name.endswith("_url")}
        super().send_mail(template_prefix, email, context | ours)

    def login(self, request: HttpRequest, user: Person) -> None:
        """Open the session with the password the person has now: confirming the address may just have settled it."""
        user.refresh_from_db(fields=["password"])
        super().login(request, user)

    def set_password(self, user: Person, password: str) -> None:
        """Give the person a new password, chosen by the person."""
        change_password(user, password=password, viewer=Viewer(person=user.pk), now=timezone.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to the page about oneself after a new password."""
        return reverse("organisations:me")

    def pre_login(self, request: HttpRequest, user: Person, **options: Any) -> HttpResponse | None:
        """Turn a demo person away from every way in that is not this machine's own."""
        if not is_admitted(user, request):
            clear_login(request)
            messages.error(request, _("Demo accounts work only on the machine that Maskinrum runs on."))
            return redirect("account_login")
        response: HttpResponse | None = super().pre_login(request, user, **options)
        return response


def address_in_mail(address: str) -> str:
    """The same page below ``MASKINRUM_BASE_URL``."""
    return str(settings.ENVIRONMENT.base_url) + urlsplit(address).path


def settle_first_password(request: HttpRequest, email_address: EmailAddress, **_signal: Any) -> None:
    """Let the password of a sign-up count when its own browser confirms the address; by any other way none counts.

    allauth calls this when an address has been confirmed. Somebody who changes address keeps the password.
    """
    person, now = email_address.user, timezone.now()
    if not EmailAddress.objects.filter(user=person, verified=True).exclude(pk=email_address.pk).exists():
        chosen = request.session.pop(PASSWORD_OF_SIGN_UP, {}).get(str(person.pk), "")
        settle_password(person, hashed=chosen, viewer=Viewer(person=person.pk), now=now)


def settle_what_waits(request: HttpRequest, user: Person, **_signal: Any) -> None:
    """Let in whoever came by the link of an invitation, and give what was shared with their address by name.

    allauth calls this when somebody has signed in, so the address is shown to be theirs. An invitation that no longer
    holds, or was sent to another address, changes nothing: its own page says so.
    """
    bind_grants(user)
    token = request.session.pop(INVITATION, "")
    invitation = invitation_of_token(token) if token else None
    if invitation is not None:
        with suppress(DomainError):
            accept_invitation(invitation, person=user, viewer=Viewer(person=user.pk), now=timezone.now())
            messages.success(
                request, _("You act for %(organisation)s now.") % {"organisation": invitation.organisation}
            )


def is_admitted(person: Person, request: HttpRequest | None) -> bool:
    """Demo people have a password that everybody knows: they are let in from this very machine only."""
    return not person.is_demo or (request is not None and is_from_this_machine(request))


def admitted_user(request: HttpRequest, user: Person | AnonymousUser) -> Person | AnonymousUser:
    """Return the signed-in user, or nobody, ending the session, when it is a demo person seen from elsewhere."""
    if isinstance(user, Person) and not is_admitted(user, request):
        request.session.flush()
        return AnonymousUser()
    return user


def is_from_this_machine(request: HttpRequest) -> bool:
    """Say whether nobody elsewhere can have sent the request.

    Site address, host asked for and sender are all loopback, and no proxy has left its mark. The site address is asked
    because a proxy on the same machine may pass requests on without a mark.
    """
    names = [
        urlsplit(settings.ENVIRONMENT.base_url).hostname,
        urlsplit(f"//{request.get_host()}").hostname,
        request.META.get("REMOTE_ADDR"),
    ]
    return all(map(_is_loopback, names)) and not any(header in request.headers for header in PROXY_HEADERS)


def _is_loopback(name: str | None) -> bool:
    try:
        return name == "localhost" or ip_address(name or "").is_loopback
    except ValueError:
        return False
