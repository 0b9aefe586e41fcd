"""Second factors and sessions as tests need them: an app, a passkey row, codes as an app computes them."""

import base64
import hashlib
import hmac
import struct
import time
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from maskinrum.organisations.models import Person
from maskinrum.shared.models import OutboxMail
from tests.organisations.passkeys import SoftPasskey

Letter = tuple[str, str]  # to whom, and the subject
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(secret: str = SECRET, *, at: float | None = None) -> str:
    """The six digits an app shows for a secret, after RFC 6238 and independent of allauth."""
    counter = int((time.time() if at is None else at) // 30)
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def letters() -> list[Letter]:
    """The letters in the outbox, oldest first."""
    return list(OutboxMail.objects.order_by("created_at", "id").values_list("to", "subject"))


def add_app(person: Person, secret: str = SECRET) -> Authenticator:
    """Let the person have an authenticator app."""
    made: Authenticator = TOTP.activate(person, secret).instance
    return made


def add_recovery_codes(person: Person) -> list[str]:
    """Give the person recovery codes, and say what they are."""
    codes: list[str] = RecoveryCodes.activate(person).get_unused_codes()
    return codes


def add_passkey_row(person: Person, *, name: str = "Min telefon") -> Authenticator:
    """A passkey as the table holds it, of a device that is thrown away at once."""
    data = {"name": name, "credential": SoftPasskey().credential()}
    made: Authenticator = Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=data)
    return made


def seen_in(person: Person, user_agent: str, *, key: str, ip: str = "192.0.2.7") -> UserSession:
    """Let the person be signed in somewhere else."""
    end = timezone.now() + timedelta(days=1)
    Session.objects.get_or_create(session_key=key, defaults={"session_data": "", "expire_date": end})
    told = {"user": person, "ip": ip, "user_agent": user_agent}
    seen: UserSession = UserSession.objects.update_or_create(session_key=key, defaults=told)[0]
    return seen
