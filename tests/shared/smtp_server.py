"""A real mail server for tests: it speaks SMTP on loopback, and answers as a test wants it to."""

import asyncio
import ssl
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from django.test import override_settings

from tests.processes import free_port

CERTIFICATE = Path(__file__).with_name("localhost.pem")
"""Signed by itself for ``localhost`` and 127.0.0.1, made for these tests and good for nothing else; with its key."""
USER, PASSWORD = "post@nord.example", "hemmeligt kodeord"
ACCEPTED = "250 OK"


@dataclass
class Post:
    """What the server got, and what it answers.

    ``to_sender``, ``to_recipient`` and ``to_message`` are asked for each mail; ``to_message`` is given how many mails
    were offered so far. An empty answer hangs up without a word.
    """

    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    connections: int = 0
    to_sender: Callable[[str], str] = lambda address: ACCEPTED
    to_recipient: Callable[[str], str] = lambda address: ACCEPTED
    to_message: Callable[[int], str] = lambda number: ACCEPTED
    offered: int = 0
    port: int = 0

    async def handle_EHLO(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Count the greeting."""
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept a sender or not."""
        answer = self.to_sender(address)
        if answer == ACCEPTED:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer or self.hang_up(server)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept a recipient or not."""
        answer = self.to_recipient(address)
        if answer == ACCEPTED:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Accept a whole mail or not; an empty answer hangs up."""
        self.offered += 1
        answer = self.to_message(self.offered)
        if answer == ACCEPTED:
            content = envelope.content
            assert isinstance(content, bytes)
            self.messages.append(message_from_bytes(content, policy=policy.default))
            self.recipients.extend(envelope.rcpt_tos)
        return answer or self.hang_up(server)

    def hang_up(self, server: SMTP) -> str:
        """Close the line without a word."""
        assert isinstance(server.transport, asyncio.WriteTransport)
        server.transport.abort()
        return ACCEPTED


def signed_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    """Let in the one user there is."""
    is_known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_known, handled=False)


@contextmanager
def mail_server(post: Post, *, scheme: str = "smtp", needs_sign_in: bool = False) -> Iterator[Post]:
    """Run the server, and let Maskinrum send through it; ``scheme`` is that of ``MASKINRUM_EMAIL_URL``."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    post.port = free_port()
    options: dict[str, Any] = {"hostname": "127.0.0.1", "port": post.port}
    if scheme == "smtps":
        options |= {"ssl_context": context}
    if scheme == "submission":
        options |= {"tls_context": context, "require_starttls": True}
    if needs_sign_in:
        options |= {"authenticator": signed_in, "auth_required": True, "auth_require_tls": False}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Requiring AUTH while not requiring TLS")
        controller = Controller(post, **options)
        controller.start()
        try:
            with override_settings(**sending_through(post.port, scheme, needs_sign_in=needs_sign_in)):
                yield post
        finally:
            controller.stop()


def sending_through(port: int, scheme: str, *, needs_sign_in: bool = False) -> dict[str, Any]:
    """The settings that an environment with this server gives."""
    return {
        "EMAIL_BACKEND": "maskinrum.shared.mail.OutboxBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": port,
        "EMAIL_USE_SSL": scheme == "smtps",
        "EMAIL_USE_TLS": scheme == "submission",
        "EMAIL_HOST_USER": USER if needs_sign_in else "",
        "EMAIL_HOST_PASSWORD": PASSWORD if needs_sign_in else "",
    }
