"""Two do something with one question, or one does something twice, at the very same moment."""

import threading
import time
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection, connections, transaction

from maskinrum.network.actions import (
    accept_answer,
    answer_proposal,
    end_conversation,
    propose_conversations,
    remove_contribution,
    show_of_oneself,
    step_back,
    withdraw_question,
)
from maskinrum.network.facts.stands import CardFacts
from maskinrum.network.models import ContactCard, Contribution
from maskinrum.organisations.actions import add_member, create_organisation, register_person
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.network.asking import answered_by, asked_by
from tests.network.talking import able, wish

LONGEST = 20  # seconds


def somebody(name: str, now: datetime) -> Person:
    """A member of an organisation of their own."""
    kind = OrganisationKind.HOUSING_ORGANISATION
    organisation = create_organisation(name, kind=kind, viewer=OPERATOR, now=now)
    person = register_person(f"{name.lower()}@eksempel.example", is_verified=True, now=now)
    add_member(person, organisation=organisation, role=Role.MEMBER, viewer=OPERATOR, now=now)
    return person


def waits_for_a_row() -> bool:
    """Whether somebody waits for what this connection holds. Within a transaction PostgreSQL looks only once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))")
        return bool(cursor.fetchone()[0])


def meanwhile(act: Callable[[], object], refused: list[str]) -> threading.Thread:
    """Begin something on a connection of its own; what is refused is noted."""

    def run() -> None:
        try:
            act()
        except DomainError as error:
            refused.append(error.message)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def waited_for(thread: threading.Thread) -> None:
    """Go on as soon as somebody waits for what is held here."""
    for _time in range(LONGEST * 100):
        if waits_for_a_row() or not thread.is_alive():
            return
        time.sleep(0.01)


@pytest.mark.connections
@pytest.mark.django_db(transaction=True)
def test_an_answer_that_is_written_at_that_moment_is_not_taken_back_with_the_question(now: datetime) -> None:
    asker, other, refused = somebody("Nord", now), somebody("Syd", now), list[str]()
    row = asked_by(asker)
    with transaction.atomic():
        answered_by(other, row)
        thread = meanwhile(lambda: withdraw_question(row, viewer=viewer_of(asker), now=now), refused)
        waited_for(thread)
    thread.join(LONGEST)
    row.refresh_from_db()
    assert (row.state, len(refused)) == ("open", 1)


@pytest.mark.connections
@pytest.mark.django_db(transaction=True)
def test_a_first_card_that_is_saved_twice_at_once_is_one(now: datetime) -> None:
    person, refused = somebody("Nord", now), list[str]()
    facts = CardFacts(role="Projektleder")
    with transaction.atomic():
        show_of_oneself(facts, viewer=viewer_of(person), now=now)
        thread = meanwhile(lambda: show_of_oneself(facts, viewer=viewer_of(person), now=now), refused)
        waited_for(thread)
    thread.join(LONGEST)
    assert (AuditEvent.objects.filter(verb="show_card").count(), ContactCard.objects.count()) == (2, 1)


def test_an_answer_that_was_taken_back_meanwhile_is_not_accepted(
    member: Person, outsider: Person, now: datetime
) -> None:
    row = asked_by(member)
    shown = answered_by(outsider, row)
    remove_contribution(Contribution.objects.get(pk=shown.pk), viewer=viewer_of(outsider), now=now)
    with pytest.raises(DomainError):
        accept_answer(shown, viewer=viewer_of(member), now=now)
    row.refresh_from_db()
    assert (row.state, row.accepted, OutboxMail.objects.filter(kind="answer_accepted").count()) == ("open", None, 0)


@pytest.mark.connections
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["steps back", "ends"])
def test_of_a_yes_taken_back_and_a_conversation_ended_at_once_the_first_holds(first: str, now: datetime) -> None:
    asker, other, refused = somebody("Nord", now), somebody("Syd", now), list[str]()
    able(other, now)
    row = wish(asker, now)
    propose_conversations(now)
    answer_proposal(row, accepts=True, viewer=viewer_of(other), now=now)
    acts: dict[str, Callable[[], object]] = {
        "steps back": lambda: step_back(row, words="", viewer=viewer_of(other), now=now),
        "ends": lambda: end_conversation(row, came_of_it="Det gik godt.", viewer=viewer_of(asker), now=now),
    }
    with transaction.atomic():
        acts.pop(first)()
        thread = meanwhile(acts.popitem()[1], refused)
        waited_for(thread)
    thread.join(LONGEST)
    row.refresh_from_db()
    left = OutboxMail.objects.filter(kind="sparring_left").count()
    assert (row.state, left, len(refused)) == (("waiting", 1, 1) if first == "steps back" else ("done", 0, 1))
