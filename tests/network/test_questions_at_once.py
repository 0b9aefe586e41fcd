"""Somebody answers a question at the very moment in which it is taken back."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection

from maskinrum.network.actions import withdraw_question
from maskinrum.network.enums import QuestionState
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from tests.network.asking import answered_by, asked_by


def test_an_answer_written_just_before_the_question_is_held_keeps_it_from_being_taken_back(
    member: Person, outsider: Person, now: datetime
) -> None:
    row = asked_by(member)
    held: list[str] = []

    def answered_first(execute: Callable[..., object], sql: str, *more: object) -> object:
        if not held and sql.startswith("SELECT") and 'FROM "network_question"' in sql:
            held.append(sql)
            answered_by(outsider, row)
        return execute(sql, *more)

    with connection.execute_wrapper(answered_first), pytest.raises(DomainError, match="Nogen har svaret"):
        withdraw_question(row, viewer=viewer_of(member), now=now)
    row.refresh_from_db()
    assert (row.state, len(held)) == (QuestionState.OPEN, 1)
