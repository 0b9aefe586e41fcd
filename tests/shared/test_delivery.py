"""Mails on their way to a real mail server, which takes them, turns them away, hangs up or is not there."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings

from maskinrum.shared.actions import deliver, delivery, send_later
from maskinrum.shared.actions.delivery import LEASE, LONGEST_PAUSE, PRESSING_LEASE, TRIED_FOR, claim_next, pause_after
from maskinrum.shared.enums import MailState
from maskinrum.shared.mail import Attachment, declare_mail
from maskinrum.shared.models import OutboxMail, PeriodicJob
from maskinrum.shared.stopping import STOP
from tests.conftest import NOW
from tests.processes import free_port
from tests.shared.smtp_server import ACCEPTED, CERTIFICATE, Post, mail_server, sending_through

MINUTE = timedelta(minutes=1)
SENDER = "Boligforeningen Æblehaven <post@xn--blehaven-i0a.example>"
Clock = Callable[[], datetime]


@pytest.fixture(autouse=True)
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate of the server is known to this machine."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


@pytest.fixture
def post(db: None) -> Iterator[Post]:
    """A mail server that takes everything, unless a test says otherwise."""
    with mail_server(Post()) as post:
        yield post


def written(*addresses: str, **options: Any) -> list[OutboxMail]:
    """Mails in the outbox, one to each address."""
    words: dict[str, Any] = {"subject": "Emne", "text": "Tekst\n", "kind": "account", "now": NOW} | options
    return [send_later(address, **words) for address in addresses]


def at(moment: datetime) -> Clock:
    """A clock that stands."""
    return lambda: moment


def states() -> dict[str, str]:
    """The state of every mail by address."""
    return dict(OutboxMail.objects.values_list("to", "state"))


@override_settings(DEFAULT_FROM_EMAIL=SENDER)
def test_mail_arrives_as_it_was_written(post: Post) -> None:
    calendar = Attachment("møde.ics", "text/calendar", "BEGIN:VCALENDAR\r\nÆ\r\n".encode())
    text = "Kære Åse\n\n.punktum først\n" + "æøå " * 400 + "\n"
    [mail] = written(
        "aase@bæk.example", subject="Møde på Ærø\nBcc: x", text=text, attachments=[calendar], language="en"
    )
    assert deliver(at(NOW)) == 1
    [message] = post.messages
    body, attached = message.iter_parts()
    assert body.get_content().replace("\r\n", "\n") == text
    assert (attached.get_filename(), attached.get_payload(decode=True)) == (calendar.name, calendar.content)
    assert post.recipients == ["aase@xn--bk-1ia.example"]
    assert {name: str(message[name]) for name in ("Subject", "From", "To", "Auto-Submitted", "Message-ID")} == {
        "Subject": "Møde på Ærø Bcc: x",
        "From": SENDER,
        "To": "aase@xn--bk-1ia.example",
        "Auto-Submitted": "auto-generated",
        "Message-ID": f"<{mail.pk}@xn--blehaven-i0a.example>",
    }


@pytest.mark.parametrize("needs_sign_in", [False, True])
@pytest.mark.parametrize("scheme", ["smtp", "smtps", "submission"])
def test_every_way_of_connecting_works(db: None, scheme: str, needs_sign_in: bool) -> None:
    with mail_server(Post(), scheme=scheme, needs_sign_in=needs_sign_in) as post:
        written("a@nord.example", "b@nord.example")
        assert deliver(at(NOW)) == 2
    assert sorted(post.recipients) == ["a@nord.example", "b@nord.example"]


def test_a_run_uses_one_connection(post: Post) -> None:
    written(*(f"{name}@nord.example" for name in "abcde"))
    assert (deliver(at(NOW)), post.connections) == (5, 1)


def test_text_is_gone_when_the_server_has_it(post: Post) -> None:
    written("a@nord.example", attachments=[Attachment("a.txt", "text/plain", b"a")])
    deliver(at(NOW + MINUTE))
    mail = OutboxMail.objects.get()
    assert (mail.state, mail.text, mail.attachments) == (MailState.SENT, "", [])
    assert (mail.sent_at, mail.blanked_at, mail.attempts) == (NOW + MINUTE, NOW + MINUTE, 1)


@pytest.mark.parametrize("scheme", ["smtps", "submission"])
def test_a_server_that_may_be_another_gets_nothing(db: None, scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with mail_server(Post(), scheme=scheme) as post:
        written("a@nord.example")
        assert deliver(at(NOW)) == 0
    assert post.recipients == []
    assert "CERTIFICATE_VERIFY_FAILED" in OutboxMail.objects.get().last_error


@pytest.mark.parametrize("password", ["forkert", "æøå"])
def test_a_wrong_password_is_tried_with_one_mail_only(db: None, password: str) -> None:
    with mail_server(Post(), needs_sign_in=True), override_settings(EMAIL_HOST_PASSWORD=password):
        written("a@nord.example", "b@nord.example")
        assert deliver(at(NOW)) == 0
    assert sorted(OutboxMail.objects.values_list("attempts", flat=True)) == [0, 1]
    assert set(states().values()) == {MailState.WAITING}


def test_not_now_is_asked_again_after_a_pause(post: Post) -> None:
    answers = iter(["451 4.7.1 Come back later", ACCEPTED])
    post.to_recipient = lambda address: next(answers)
    written("a@nord.example")
    assert [deliver(at(NOW + wait)) for wait in (0 * MINUTE, MINUTE / 2, MINUTE)] == [0, 0, 1]
    assert (OutboxMail.objects.get().attempts, OutboxMail.objects.get().last_error) == (2, "")


def test_an_address_turned_away_holds_up_no_other(post: Post) -> None:
    post.to_recipient = lambda address: f"550 5.1.1 <{address}> unknown" if address.startswith("b@") else ACCEPTED
    written("a@nord.example", "b@nord.example", "c@nord.example")
    assert deliver(at(NOW)) == 2
    assert states() == {"a@nord.example": "sent", "b@nord.example": "given_up", "c@nord.example": "sent"}
    mail = OutboxMail.objects.get(state=MailState.GIVEN_UP)
    assert (mail.last_error, mail.text) == ("550 5.1.1 … unknown", "Tekst\n")


def test_a_message_turned_away_is_given_up_alone(post: Post) -> None:
    post.to_message = lambda number: "554 5.7.1 no" if number == 1 else ACCEPTED
    written("a@nord.example", "b@nord.example")
    assert deliver(at(NOW)) == 1
    assert sorted(states().values()) == ["given_up", "sent"]


@pytest.mark.parametrize(("answer", "is_final"), [("552 too large", True), ("550 who are you", False)])
def test_a_sender_turned_away_concerns_all_but_a_size_only_one(post: Post, answer: str, is_final: bool) -> None:
    answers = iter([answer])
    post.to_sender = lambda address: next(answers, ACCEPTED)
    written("a@nord.example", "b@nord.example")
    assert deliver(at(NOW)) == (1 if is_final else 0)
    assert sorted(states().values()) == (["given_up", "sent"] if is_final else ["waiting", "waiting"])


def test_an_address_that_is_none_is_given_up(post: Post) -> None:
    written("ingen", "æ@nord.example", "b@nord.example")
    assert deliver(at(NOW)) == 1
    assert states() == {"ingen": "given_up", "æ@nord.example": "given_up", "b@nord.example": "sent"}


def test_a_line_that_breaks_is_tried_again_with_the_same_message_id(post: Post) -> None:
    post.to_message = lambda number: "" if number == 1 else ACCEPTED
    [mail] = written("a@nord.example")
    assert [deliver(at(NOW)), deliver(at(NOW + MINUTE))] == [0, 1]
    assert [message["Message-ID"] for message in post.messages] == [mail.message_id]


def test_a_line_that_was_closed_between_two_mails_is_opened_anew(post: Post) -> None:
    for broken in ("", "421 4.7.0 enough for one connection"):
        answers = iter([ACCEPTED, broken])
        post.to_sender = lambda address, answers=answers: next(answers, ACCEPTED)  # type: ignore[misc]
        written("a@nord.example", "b@nord.example")
        assert deliver(at(NOW)) == 2


def test_a_server_that_keeps_hanging_up_is_left_in_peace(post: Post) -> None:
    post.to_message = lambda number: ""
    written(*(f"{name}@nord.example" for name in "abcde"))
    assert (deliver(at(NOW)), post.offered) == (0, 3)


def test_a_server_that_is_not_there_is_asked_once(db: None) -> None:
    with override_settings(**sending_through(free_port(), "smtp")):
        written("a@nord.example", "b@nord.example")
        assert deliver(at(NOW)) == 0
    assert sorted(OutboxMail.objects.values_list("attempts", "last_error")) == [
        (0, ""),
        (1, "[Errno 111] Connection refused"),
    ]


def test_pauses_double_up_to_half_an_hour() -> None:
    minutes = [pause_after(attempts) / MINUTE for attempts in range(1, 8)]
    assert (minutes, pause_after(10_000)) == ([1, 2, 4, 8, 16, 30, 30], LONGEST_PAUSE)


def test_after_three_days_a_mail_is_given_up(post: Post) -> None:
    post.to_recipient = lambda address: "451 later"
    written("a@nord.example")
    moments = [NOW + TRIED_FOR - MINUTE, NOW + TRIED_FOR]
    seen = []
    for moment in moments:
        deliver(at(moment))
        seen.append(OutboxMail.objects.get().state)
    assert seen == [MailState.WAITING, MailState.GIVEN_UP]


def test_a_mail_somebody_has_is_taken_only_when_the_claim_has_run_out(post: Post) -> None:
    written("a@nord.example", kind="invitation")
    assert claim_next("worker that dies", now=NOW) is not None
    assert [deliver(at(NOW + wait)) for wait in (0 * LEASE, LEASE - MINUTE, LEASE)] == [0, 0, 1]


def test_a_code_whose_worker_died_still_comes_while_it_is_right(post: Post) -> None:
    written("a@nord.example", kind="account")
    assert claim_next("worker that dies", now=NOW) is not None
    waits = (0 * PRESSING_LEASE, PRESSING_LEASE - MINUTE, PRESSING_LEASE)
    assert [deliver(at(NOW + wait)) for wait in waits] == [0, 0, 1]
    assert timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT) >= 2 * PRESSING_LEASE


def test_nothing_is_kept_of_a_farewell_once_it_is_sent(post: Post) -> None:
    written("tidligere@nord.example", kind="farewell")
    post.to_recipient = lambda address: "451 later"
    deliver(at(NOW))
    assert states() == {"tidligere@nord.example": MailState.WAITING}
    post.to_recipient = lambda address: ACCEPTED
    assert deliver(at(NOW + LONGEST_PAUSE)) == 1
    assert states() == {}


def test_necessary_mail_goes_first(post: Post) -> None:
    declare_mail("test_digest", "Nyt", is_mutable=True)
    written("digest@nord.example", kind="test_digest")
    written("code@nord.example", now=NOW + MINUTE)
    deliver(at(NOW + MINUTE))
    assert post.recipients == ["code@nord.example", "digest@nord.example"]


def test_what_was_asked_to_stop_finishes_the_mail_and_no_more(post: Post) -> None:
    def stop(number: int) -> str:
        STOP.set()
        return ACCEPTED

    post.to_message = stop
    written("a@nord.example", "b@nord.example")
    try:
        assert deliver(at(NOW)) == 1
    finally:
        STOP.clear()
    assert sorted(states().values()) == ["sent", "waiting"]


def test_without_a_server_nothing_is_tried(db: None) -> None:
    written("a@nord.example")
    assert (deliver(at(NOW)), states()) == (0, {"a@nord.example": MailState.KEPT})


def database_trouble(worker: int | None) -> None:
    """Let the database refuse the worker's next write: end its connection, or hold the lock for a moment."""
    if worker is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [worker])
        connection.close()
        return
    held = threading.Event()

    def hold() -> None:
        with transaction.atomic():
            PeriodicJob.objects.create(name="held", due_at=NOW)
            held.set()
            time.sleep(0.3)
        connection.close()

    threading.Thread(target=hold).start()
    held.wait()


@pytest.mark.django_db(transaction=True)
def test_a_code_that_a_slow_server_takes_its_time_over_goes_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "RENEWED_EVERY", timedelta(milliseconds=20))
    begun = time.monotonic()

    def hurrying() -> datetime:
        """A clock that shows ten minutes in a second."""
        return NOW + (time.monotonic() - begun) * 600 * timedelta(seconds=1)

    others: list[OutboxMail | None] = []

    def take() -> None:
        others.append(claim_next("another worker", now=hurrying()))
        connection.close()

    with mail_server(Post()) as post:
        written("a@nord.example", kind="account")

        def to_message(number: int) -> str:
            time.sleep(0.8)
            thread = threading.Thread(target=take)
            thread.start()
            thread.join()
            return ACCEPTED

        post.to_message = to_message
        assert deliver(hurrying) == 1
    assert hurrying() > NOW + 2 * PRESSING_LEASE
    assert (others, post.recipients, set(states().values())) == ([None], ["a@nord.example"], {MailState.SENT})


@pytest.mark.django_db(transaction=True)
def test_a_database_that_does_not_answer_makes_no_second_copy(caplog: pytest.LogCaptureFixture) -> None:
    with mail_server(Post()) as post:
        written("a@nord.example", "b@nord.example")
        worker = connection.connection.info.backend_pid if connection.vendor == "postgresql" else None

        def to_message(number: int) -> str:
            if number == 1:
                database_trouble(worker)
            return ACCEPTED

        post.to_message = to_message
        assert deliver(at(NOW)) == 2
    assert "the database does not answer" in caplog.text
    assert (len(post.recipients), set(states().values())) == (2, {MailState.SENT})
