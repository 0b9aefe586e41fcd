"""How allauth signs our people in, what it keeps of their second factors, and who is let in only on the own machine."""

import base64
import uuid
from contextlib import suppress
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AnonymousUser
from django.dispatch import Signal
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import (
    accept_invitation,
    bind_grants,
    change_password,
    note_second_factor,
    register_person,
    settle_password,
    tell_of_new_browser,
)
from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import Invitation, Membership, Person
from maskinrum.organisations.permissions import VISITOR, Viewer
from maskinrum.organisations.queries import carried_on_by, deciders_of, invitation_of_token, language_of, person_of_key
from maskinrum.shared.browsers import counted_as, remember_browser
from maskinrum.shared.devices import device_in_words
from maskinrum.shared.errors import DomainError
from maskinrum.shared.qr import qr_code

PROXY_HEADERS = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")
INVITATION = "invitation"  # where in the session the token of a link waits for who opened it to sign in
PASSWORD_OF_SIGN_UP = "password_of_sign_up"  # noqa: S105 - where in the session it waits


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """Sign in by e-mail and password; demo people only on the own machine."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Person | None:
        """Return the person whose credentials these are, or None."""
        person: Person | None = super().authenticate(request, **credentials)
        return person if person is not None and is_admitted(person, request) else None

    def get_user(self, user_id: uuid.UUID) -> Person | None:
        """Return the person who is signed in, or None when the account is closed."""
        person = person_of_key(user_id)
        return person if person is not None and self.user_can_authenticate(person) else None


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
        "too_many_mails": gettext_lazy(
            "This address has been sent several e-mails in a short while. Look for them, or wait an hour."
        ),
        "code_used": gettext_lazy("This code has been used. Wait until the app shows the next one."),
        "too_many_codes": gettext_lazy(
            "Too many wrong codes today. Use a passkey, or choose a new password and try again."
        ),
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
        """Write in the language of the one who is written to, with links that lead to the site's own address."""
        ours = {name: address_in_mail(value) for name, value in context.items() if name.endswith("_url")}
        with override(language_of(email) or get_language()):
            super().send_mail(template_prefix, email, context | ours)

    def login(self, request: HttpRequest, user: Person) -> None:
        """Open the session with the password the person has now: confirming the address may just have settled it."""
        user.refresh_from_db(fields=["password"])
        super().login(request, user)

    def set_password(self, user: Person, password: str) -> None:
        """Give the person a new password, chosen by the person."""
        # The forms bring all libraries of signing in along, and every process listens here for who has.
        from maskinrum.organisations.forms.second_factors import forget_wrong_codes  # noqa: PLC0415

        change_password(user, password=password, viewer=Viewer(person=user.pk), now=timezone.now())
        forget_wrong_codes(user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Greet the person in their own language, unless another page was asked for."""
        user: Person = request.user  # type: ignore[assignment] # only called for somebody signed in
        with override(user.language):
            address: str = super().get_login_redirect_url(request)
        return address

    def get_reauthentication_methods(self, user: Person | AnonymousUser) -> list[dict[str, Any]]:
        """How a person can show once more who it is, in our words."""
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code from the app, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [way | {"description": words[way["id"]]} for way in ways]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong passwords by address, whatever name the site was asked by, and those of a known browser apart."""
        return counted_as(request, credentials.get("email", ""))

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

    def post_login(self, request: HttpRequest, user: Person, **options: Any) -> HttpResponse:
        """Know the browser again, and tell the person of one that was not known."""
        response: HttpResponse = super().post_login(request, user, **options)
        is_known = counted_as(request, user.email) != user.email
        remember_browser(request, response, user.email)
        if not (is_known or options["signup"]):
            device = device_in_words(request.headers.get("User-Agent", ""))
            tell_of_new_browser(user, device=device, now=timezone.now())
        return response


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Our words and drawings beside allauth's, and secrets that a copy of the database alone does not give away."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This did not fit. Try again, or use another way."),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Add a passkey or an app first. Recovery codes stand in for it."
        ),
        "unverified_email": gettext_lazy("Confirm your e-mail address first. Then add a passkey or an app."),
    }

    def build_totp_svg(self, url: str) -> str:
        """Draw the address that the app reads, dark on light whatever the colours of the page."""
        return qr_code(url)

    def encrypt(self, text: str) -> str:
        """Lock a secret with the key of the site."""
        return _lock().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret. One that was locked with another key gives a new secret, which nothing fits."""
        try:
            return _lock().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return str(generate_totp_secret())

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        """Name a passkey by the device it is made on."""
        return device_in_words(context.request.headers.get("User-Agent", ""))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Bind passkeys to the site's own name, whatever name the request asked for."""
        return {"id": str(urlsplit(settings.ENVIRONMENT.base_url).hostname), "name": "Maskinrum"}


def _lock() -> Fernet:
    derived = salted_hmac("maskinrum.second_factors", "key", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(derived))


def log_second_factor(signal: Signal, user: Person, authenticator: Authenticator, **_other: Any) -> None:
    """Log what allauth did to a way to sign in."""
    verbs = {
        authenticator_added: "add_second_factor",
        authenticator_removed: "remove_second_factor",
        authenticator_reset: "renew_second_factor",
    }
    viewer, now = Viewer(person=user.pk), timezone.now()
    note_second_factor(verbs[signal], user, kind=authenticator.type, viewer=viewer, now=now)


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
            viewer = Viewer(person=user.pk)
            membership = accept_invitation(invitation, person=user, viewer=viewer, now=timezone.now())
            messages.success(request, words_of_welcome(membership, invitation))


def words_of_welcome(membership: Membership, invitation: Invitation) -> str:
    """What is said to somebody who has taken up an invitation; also that they decide, where they were not asked to."""
    words = _("You act for %(organisation)s now.")
    others = deciders_of(membership.organisation_id).exclude(pk=membership.person_id)
    if membership.role == Role.MANAGER != invitation.role and not others.exists():
        words = _("You act for %(organisation)s now, as its manager: nobody else decides for it.")
    return words % {"organisation": carried_on_by(membership.organisation)}


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
