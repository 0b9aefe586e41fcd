"""The outbox: what gets into it, when the worker is told, and how long it stays."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.db import transaction
from django.test import override_settings
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks

from maskinrum.organisations.actions import remove_overdue
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.shared.actions import erase_mail, give_up_mail, send_later, try_mail_again, wake_worker
from maskinrum.shared.enums import MailState
from maskinrum.shared.errors import DomainError
from maskinrum.shared.mail import LARGEST_ATTACHMENTS, Attachment
from maskinrum.shared.models import OutboxMail
from maskinrum.shared.tasks import deliver_mail
from tests.conftest import NOW
from tests.shared.smtp_server import sending_through

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OnCommit = DjangoCaptureOnCommitCallbacks
with_server = override_settings(**sending_through(25, "smtp"))


def written(to: str = "a@nord.example", *, now: datetime = NOW) -> OutboxMail:
    """A mail in the outbox."""
    return send_later(to, subject="Emne", text="Tekst", kind="account", now=now)


def in_state(state: MailState, *, now: datetime = NOW) -> OutboxMail:
    """A mail that has come so far."""
    mail = written(now=now)
    OutboxMail.objects.filter(pk=mail.pk).update(state=state)
    mail.refresh_from_db()
    return mail


@with_server
def test_what_is_rolled_back_sends_nothing(django_capture_on_commit_callbacks: OnCommit) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        written()
        transaction.set_rollback(True)
    assert (OutboxMail.objects.count(), DBTaskResult.objects.count()) == (0, 0)


@with_server
def test_many_mails_wake_the_worker_once(django_capture_on_commit_callbacks: OnCommit) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(3):
            written()
    assert [task.task_path for task in DBTaskResult.objects.all()] == [deliver_mail.module_path]


@with_server
def test_a_task_that_is_taken_already_does_not_keep_the_worker_from_being_woken() -> None:
    wake_worker()
    taken = DBTaskResult.objects.get()
    taken.claim("a worker")
    wake_worker(NOW)
    assert DBTaskResult.objects.count() == 2


def test_without_a_server_mails_are_kept_and_nobody_is_woken(django_capture_on_commit_callbacks: OnCommit) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        mail = written()
    wake_worker()
    assert (mail.state, DBTaskResult.objects.count()) == (MailState.KEPT, 0)


def test_a_mail_of_django_becomes_one_row_for_each_address() -> None:
    backend = get_connection("maskinrum.shared.mail.OutboxBackend")
    message = EmailMessage("Emne", "Tekst", to=["Åse <a@nord.example>", "b@nord.example"], bcc=["c@nord.example"])
    message.attach("a.txt", "Bilag", "text/plain")
    assert backend.send_messages([message]) == 3
    rows = OutboxMail.objects.order_by("to").values_list("to", "kind", "language", "text")
    assert list(rows) == [(f"{name}@nord.example", "account", "da", "Tekst") for name in "abc"]
    assert OutboxMail.objects.values_list("attachments", flat=True)[0] == [
        {"name": "a.txt", "type": "text/plain", "content": "QmlsYWc="}
    ]


def test_a_mail_that_is_more_than_plain_text_is_refused() -> None:
    message = EmailMultiAlternatives("Emne", "Tekst", to=["a@nord.example"])
    message.attach_alternative("<p>Tekst</p>", "text/html")
    with pytest.raises(ValueError, match="plain text"):
        get_connection("maskinrum.shared.mail.OutboxBackend").send_messages([message])


def test_attachments_have_a_limit_together() -> None:
    half = Attachment("a.bin", "application/octet-stream", b"x" * (LARGEST_ATTACHMENTS // 2 + 1))
    words: dict[str, Any] = {"subject": "Emne", "text": "Tekst", "kind": "account", "now": NOW}
    send_later("a@nord.example", attachments=[half], **words)
    with pytest.raises(ValueError, match="together"):
        send_later("a@nord.example", attachments=[half, half], **words)


@pytest.mark.parametrize("state", [MailState.WAITING, MailState.GIVEN_UP, MailState.KEPT])
@with_server
def test_what_was_not_sent_can_be_tried_again(state: MailState, django_capture_on_commit_callbacks: OnCommit) -> None:
    mail = in_state(state)
    with django_capture_on_commit_callbacks(execute=True):
        try_mail_again(mail, now=NOW + DAY)
    assert (mail.state, mail.next_attempt_at, mail.attempts) == (MailState.WAITING, NOW + DAY, 0)
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize("state", [MailState.SENDING, MailState.SENT])
@with_server
def test_what_is_under_way_or_sent_is_left_alone(state: MailState) -> None:
    mail = in_state(state)
    with pytest.raises(DomainError):
        try_mail_again(mail, now=NOW)
    with pytest.raises(DomainError):
        give_up_mail(mail)
    assert OutboxMail.objects.get().state == state


def test_without_a_server_nothing_can_be_tried_again() -> None:
    with pytest.raises(DomainError, match="mailserver"):
        try_mail_again(written(), now=NOW)


@with_server
def test_what_waits_can_be_given_up() -> None:
    assert give_up_mail(written()).state == MailState.GIVEN_UP


@pytest.mark.parametrize(
    ("state", "after"),
    [
        (MailState.KEPT, MailState.KEPT),
        (MailState.GIVEN_UP, MailState.GIVEN_UP),
        (MailState.WAITING, MailState.GIVEN_UP),
    ],
)
def test_text_that_was_not_sent_goes_after_14_days_and_the_row_30_days_later(
    state: MailState, after: MailState
) -> None:
    in_state(state)
    remove_overdue(NOW + 14 * DAY)
    assert OutboxMail.objects.get().text == "Tekst"
    remove_overdue(NOW + 15 * DAY)
    mail = OutboxMail.objects.get()
    assert (mail.text, mail.attachments, mail.blanked_at, mail.state) == ("", [], NOW + 14 * DAY, after)
    remove_overdue(NOW + 44 * DAY)
    assert OutboxMail.objects.count() == 1
    remove_overdue(NOW + 45 * DAY)
    assert OutboxMail.objects.count() == 0


@with_server
def test_text_that_is_gone_cannot_be_tried_again() -> None:
    mail = in_state(MailState.GIVEN_UP)
    remove_overdue(NOW + 15 * DAY)
    with pytest.raises(DomainError):
        try_mail_again(mail, now=NOW + 15 * DAY)


def test_erasing_takes_mails_by_number_and_by_address_and_no_others(newcomer: Person, now: datetime) -> None:
    words: dict[str, Any] = {"subject": "Emne", "text": "Tekst", "kind": "account", "now": now}
    send_later("foer@person.example", person=newcomer.pk, **words)
    send_later(newcomer.email.upper(), **words)
    send_later("anden@person.example", **words)
    erase_mail(newcomer, viewer=OPERATOR, now=now)
    assert [mail.to for mail in OutboxMail.objects.all()] == ["anden@person.example"]


def test_finished_tasks_are_removed_after_a_day_and_failures_after_two_weeks() -> None:
    for status, age in [
        ("SUCCESSFUL", 2),
        ("SUCCESSFUL", 0),
        ("RUNNING", 2),
        ("FAILED", 2),
        ("FAILED", 15),
        ("READY", 20),
    ]:
        task = DBTaskResult.objects.create(
            args_kwargs={}, task_path=deliver_mail.module_path, backend_name="default", run_after=NOW, status=status
        )
        moment = NOW - age * DAY
        DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=moment, started_at=moment, finished_at=moment)
    remove_overdue(NOW)
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "READY", "SUCCESSFUL"]
