"""One connection to the mail server, and what its answers mean for a mail.

``smtplib`` is used step by step, because at which step something goes wrong decides whom it concerns.
"""

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from django.conf import settings
from django.core.mail.utils import DNS_NAME

PATIENCE = 30.0  # seconds the server has for each answer
ACCEPTANCE = 600.0  # seconds it has to accept a whole mail: RFC 5321 asks for 10 minutes, so that none is sent twice
ADDRESS = re.compile(r"\S+@\S+")
TOO_LARGE, SHUTTING_DOWN = 552, 421
TROUBLE = (OSError, smtplib.SMTPException)

Reply = tuple[int, bytes]


class NotAcceptedError(Exception):
    """The server did not accept the mail. The text is the server's answer without addresses.

    ``is_final`` says that trying again is of no use; ``is_general`` that no other mail can be sent now either;
    ``is_broken`` that the connection ended before the server answered.
    """

    def __init__(
        self, reason: str, *, is_final: bool = False, is_general: bool = False, is_broken: bool = False
    ) -> None:
        super().__init__(ADDRESS.sub("…", " ".join(reason.split()))[:300])
        self.is_final = is_final
        self.is_general = is_general
        self.is_broken = is_broken


class MailServer:
    """The server named by ``MASKINRUM_EMAIL_URL``: connected at the first mail, anew when it hung up."""

    def __init__(self) -> None:
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self) -> None:
        """Connect and sign in. Raises NotAcceptedError."""
        self.close()
        self._opened()

    def close(self) -> None:
        """Hang up, politely where the server still listens."""
        if self._smtp is not None:
            with suppress(*TROUBLE):
                self._smtp.quit()
            self._smtp.close()
            self._smtp = None

    def send(self, *, sender: str, recipient: str, message: bytes) -> None:
        """Hand over one mail; on return the server has accepted it. Raises NotAcceptedError."""
        try:
            smtp = self._begun(sender, len(message))
            _demand(smtp.rcpt(recipient))
            _demand(_data(smtp, message))
        except TROUBLE as error:
            self._hang_up()
            raise NotAcceptedError(_told(error), is_broken=True) from error
        except NotAcceptedError:
            self._forget_mail()
            raise

    def _begun(self, sender: str, size: int) -> smtplib.SMTP:
        """Name the sender to the server; on a connection that it closed since the last mail, connect once more."""
        if self._smtp is not None:
            with suppress(*TROUBLE):
                reply = _mail_from(self._smtp, sender, size)
                if reply[0] != SHUTTING_DOWN:
                    _demand_sender(reply)
                    return self._smtp
            self._hang_up()
        smtp = self._opened()
        _demand_sender(_mail_from(smtp, sender, size))
        return smtp

    def _opened(self) -> smtplib.SMTP:
        try:
            smtp = self._smtp = _connected()
        except (*TROUBLE, UnicodeError) as error:
            raise NotAcceptedError(_told(error), is_general=True) from error
        return smtp

    def _forget_mail(self) -> None:
        if self._smtp is not None:
            try:
                self._smtp.rset()
            except TROUBLE:
                self._hang_up()

    def _hang_up(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def _connected() -> smtplib.SMTP:
    context = ssl.create_default_context()
    place = {"host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT, "timeout": PATIENCE}
    name = DNS_NAME.get_fqdn()
    open_one: Callable[..., smtplib.SMTP] = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
    encrypted = {"context": context} if settings.EMAIL_USE_SSL else {}
    smtp = open_one(**place, local_hostname=name, **encrypted)
    try:
        if settings.EMAIL_USE_TLS:
            smtp.starttls(context=context)
        if settings.EMAIL_HOST_USER:
            smtp.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        smtp.ehlo_or_helo_if_needed()
    except (*TROUBLE, UnicodeError):  # smtplib signs in with ASCII only
        smtp.close()
        raise
    return smtp


def _mail_from(smtp: smtplib.SMTP, sender: str, size: int) -> Reply:
    return smtp.mail(sender, [f"size={size}"] if smtp.has_extn("size") else [])


def _data(smtp: smtplib.SMTP, message: bytes) -> Reply:
    if smtp.sock is not None:
        smtp.sock.settimeout(ACCEPTANCE)
    try:
        return smtp.data(message)
    except smtplib.SMTPDataError as error:
        return error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else error.smtp_error.encode()
    finally:
        if smtp.sock is not None:
            smtp.sock.settimeout(PATIENCE)


def _demand_sender(reply: Reply) -> None:
    """A sender who is turned away is so for every mail; a mail that is too large is alone with that."""
    is_too_large = reply[0] == TOO_LARGE
    _demand(reply, is_final=is_too_large, is_general=not is_too_large)


def _demand(reply: Reply, *, is_final: bool | None = None, is_general: bool = False) -> None:
    """Raise NotAcceptedError unless the reply says yes; 5xx is final unless said otherwise."""
    code, text = reply
    if code not in {250, 251, 252}:
        told = f"{code} {text.decode('utf-8', errors='replace')}"
        is_final = code >= 500 if is_final is None else is_final
        raise NotAcceptedError(told, is_final=is_final, is_general=is_general)


def _told(error: Exception) -> str:
    """What an exception of the connection says, as the server said it where it said something."""
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        said = text.decode("utf-8", errors="replace") if isinstance(text, bytes) else text
        return f"{error.smtp_code} {said}"
    return str(error) or type(error).__name__
