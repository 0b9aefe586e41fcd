"""Send what waits in the outbox, each mail at least once.

A mail is claimed, sent and recorded before the next is claimed, so that a worker that dies leaves at most one mail of
which nobody knows whether the server accepted it. That one is tried again when its claim has run out.
"""

import logging
import os
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from socket import gethostname
from typing import Any

from django.conf import settings
from django.db import Error, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from maskinrum.shared.enums import MailState
from maskinrum.shared.mail import composed, envelope_address, has_mail_server, is_forgotten, is_pressing, is_still_right
from maskinrum.shared.models import OutboxMail
from maskinrum.shared.smtp import MailServer, NotAcceptedError
from maskinrum.shared.stopping import STOP

logger = logging.getLogger(__name__)

# Longer than all that MailServer waits for at one mail, so that a slow server never looks like a dead worker.
LEASE = timedelta(minutes=30)
# A code is right for 15 minutes, so a worker that died is found out sooner; one that waits for a slow server says so.
PRESSING_LEASE = timedelta(minutes=3)
RENEWED_EVERY = PRESSING_LEASE / 3
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(minutes=30)
TRIED_FOR = timedelta(days=3)  # from when the mail was written
TROUBLES = 3  # mails in succession that the connection broke at: the server is not well, so the rest waits
NOTHING_LEFT: dict[str, Any] = {"text": "", "html": "", "headers": {}, "attachments": [], "last_error": ""}
RECORD_AGAIN = 0.2  # seconds between attempts to write down that a mail was sent

Clock = Callable[[], datetime]


def deliver(clock: Clock = timezone.now) -> int:
    """Send every mail that is due until none is left, the server is not well or this process has to stop.

    Returns how many the server accepted. Any number of workers may do this at the same time.
    """
    worker, sent, troubles = f"{gethostname()[:50]} {os.getpid()} {uuid.uuid4().hex[:8]}", 0, 0
    with MailServer() as server:
        while has_mail_server() and not STOP.is_set() and troubles < TROUBLES:
            mail = claim_next(worker, now=clock())
            if mail is None:
                break
            with _kept_claim(mail, clock):
                failure = _handed_over(mail, server)
                if failure is None:
                    _record_sent(mail, clock)
                    sent, troubles = sent + 1, 0
                else:
                    _record_failure(mail, failure, now=clock())
                    troubles = TROUBLES if failure.is_general else troubles + failure.is_broken
    return sent


def claim_next(worker: str, *, now: datetime) -> OutboxMail | None:
    """Take the mail that is next: necessary ones first, then the one due longest. No other worker gets it meanwhile.

    On SQLite the transaction begins by locking the database for writing; PostgreSQL locks the row and lets others
    pass by it.
    """
    with transaction.atomic():
        in_queue = OutboxMail.objects.filter(state__in=[MailState.WAITING, MailState.SENDING], next_attempt_at__lte=now)
        mail = in_queue.order_by("-is_necessary", "next_attempt_at").select_for_update(skip_locked=True).first()
        if mail is not None:
            mail.state, mail.attempts = MailState.SENDING, mail.attempts + 1
            lease = PRESSING_LEASE if is_pressing(mail.kind) else LEASE
            mail.claimed_by, mail.claimed_at, mail.next_attempt_at = worker, now, now + lease
            mail.save(update_fields=["state", "attempts", "claimed_by", "claimed_at", "next_attempt_at"])
    return mail


@contextmanager
def _kept_claim(mail: OutboxMail, clock: Clock) -> Iterator[None]:
    """Renew a short claim for as long as it takes: no other worker sends what this one, alive, is sending."""
    if not is_pressing(mail.kind):
        yield
        return
    done = threading.Event()
    thread = threading.Thread(target=_renew, args=(mail, clock, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _renew(mail: OutboxMail, clock: Clock, done: threading.Event) -> None:
    try:
        while not done.wait(RENEWED_EVERY.total_seconds()):
            until = clock() + PRESSING_LEASE
            try:
                if _mine(mail).update(next_attempt_at=until):
                    mail.next_attempt_at = until
            except Error:
                logger.warning("The claim on mail %s is not renewed: the database does not answer", mail.pk)
                connection.close()
    finally:
        connection.close()


def _handed_over(mail: OutboxMail, server: MailServer) -> NotAcceptedError | None:
    """Send one mail; return why the server does not have it, or None when it does."""
    if not is_still_right(mail):
        return NotAcceptedError("what it tells of is no longer for its reader", is_final=True)
    try:
        sender, recipient = envelope_address(settings.DEFAULT_FROM_EMAIL), envelope_address(mail.to)
        server.send(sender=sender, recipient=recipient, message=composed(mail))
    except NotAcceptedError as error:
        return error
    except ValueError as error:
        return NotAcceptedError(str(error), is_final=True)
    return None


def _record_sent(mail: OutboxMail, clock: Clock) -> None:
    """Write down that the server has the mail, and remove its text; of a mail to be forgotten, the whole row.

    While the database does not answer, keep trying for as long as the claim holds: what is not written down is sent
    twice.
    """
    while True:
        try:
            if is_forgotten(mail.kind):
                _mine(mail).delete()
            else:
                _settle(mail, state=MailState.SENT, sent_at=clock(), blanked_at=clock(), **NOTHING_LEFT)
        except Error:
            if mail.next_attempt_at <= clock():
                raise
            logger.warning("Mail %s is sent, but the database does not answer; trying again", mail.pk)
            connection.close()
            time.sleep(RECORD_AGAIN)
        else:
            return


def _record_failure(mail: OutboxMail, failure: NotAcceptedError, *, now: datetime) -> None:
    """Put the mail back with a pause that doubles, or give it up."""
    is_over = failure.is_final or now - mail.created_at >= TRIED_FOR
    state = MailState.GIVEN_UP if is_over else MailState.WAITING
    _settle(mail, state=state, next_attempt_at=now + pause_after(mail.attempts), last_error=str(failure))
    logger.warning("Mail %s was not accepted at attempt %s: %s", mail.pk, mail.attempts, failure)


def pause_after(attempts: int) -> timedelta:
    """How long a mail waits after its n'th attempt (n ≥ 1)."""
    doublings: int = 2 ** min(attempts - 1, 10)
    return min(FIRST_PAUSE * doublings, LONGEST_PAUSE)


def _settle(mail: OutboxMail, **values: Any) -> None:
    """Write down what became of a claimed mail, unless somebody else has it or it was erased meanwhile."""
    _mine(mail).update(**values, claimed_by="")


def _mine(mail: OutboxMail) -> QuerySet[OutboxMail]:
    return OutboxMail.objects.filter(pk=mail.pk, claimed_by=mail.claimed_by, state=MailState.SENDING)
