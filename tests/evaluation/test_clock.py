"""What the tick does with rounds, and whom it forgets."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from maskinrum.evaluation.actions import (
    change_round,
    close_due_rounds,
    close_round,
    give_answer,
    leave_rounds,
    move_rounds,
    open_due_rounds,
    open_round,
    remind_invited,
    reminding,
    remove_old_invitations,
    remove_old_respondents,
    take_off,
)
from maskinrum.evaluation.actions.letters import is_still_asked
from maskinrum.evaluation.enums import EvaluationPart, RoundState
from maskinrum.evaluation.models import Invitation, Respondent, Round
from maskinrum.evaluation.queries.retention import overdue_invitations, overdue_respondents
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.evaluation.rounding import FEW, invited, opened_round, organisation_called, planned_round, sheet_of


def test_a_round_opens_and_closes_by_itself(partnership: Partnership, now: datetime) -> None:
    planned_round(partnership, FEW)
    opened = open_due_rounds(now)
    again = open_due_rounds(now)
    on_the_last_day = close_due_rounds(now + timedelta(days=14))
    closed = close_due_rounds(now + timedelta(days=15))
    assert (opened, again, on_the_last_day, closed) == (1, 0, 0, 1)
    assert Round.objects.get().state == RoundState.CLOSED


def test_a_round_that_asks_too_few_stays_planned(partnership: Partnership, now: datetime) -> None:
    planned_round(partnership, {(0, "site"): 3})
    assert open_due_rounds(now) == 0
    assert Round.objects.get().state == RoundState.PLANNED


def test_those_who_have_not_answered_are_reminded_two_times(partnership: Partnership, now: datetime) -> None:
    row = opened_round(partnership)
    give_answer(invited(row)[0], sheet_of(row.model), now=now)
    counts = [remind_invited(now + timedelta(days=days)) for days in (1, 7, 8, 12, 13, 14, 15)]
    assert counts == [0, 15, 0, 15, 0, 0, 0]
    assert OutboxMail.objects.filter(kind="evaluation_reminder").count() == 30


@pytest.mark.parametrize("goes", [take_off, leave_rounds])
def test_whoever_goes_while_the_reminders_are_written_gets_none_and_no_new_link(
    goes: Callable[..., None], partnership: Partnership, now: datetime
) -> None:
    read_before = invited(opened_round(partnership))[0]
    goes(Invitation.objects.get(pk=read_before.pk), viewer=OPERATOR, now=now)
    kept = Invitation.objects.get(pk=read_before.pk).token_digest
    assert not reminding._remind_one(read_before, read_before.round, now)
    assert Invitation.objects.get(pk=read_before.pk).token_digest == kept
    assert not OutboxMail.objects.filter(kind="evaluation_reminder").exists()


def test_a_letter_is_given_up_once_its_reader_has_answered(partnership: Partnership, now: datetime) -> None:
    row = opened_round(partnership)
    Round.objects.update(closes_on=now.date() + timedelta(days=36_000))
    one = invited(row)[0]
    mail = OutboxMail.objects.get(to=one.email)
    before = is_still_asked(mail)
    give_answer(one, sheet_of(row.model), now=now)
    assert (before, is_still_asked(mail)) == (True, False)


def test_addresses_go_when_nobody_has_asked_for_long(partnership: Partnership, now: datetime) -> None:
    planned_round(partnership, FEW)
    later = now + timedelta(days=45)
    assert overdue_invitations(now).count() == 0
    assert remove_old_invitations(overdue_invitations(later)) == Invitation.objects.count() + 16
    assert overdue_respondents(later).count() == 0
    assert remove_old_respondents(overdue_respondents(now + timedelta(days=400))) == 16
    assert not Respondent.objects.exists()


def test_a_merger_takes_rounds_and_groups_along(
    partnership: Partnership, organisation: Organisation, now: datetime
) -> None:
    row = opened_round(partnership)
    into = organisation_called("Nord og Syd")
    move_rounds(organisation, into, now)
    assert Round.objects.get(pk=row.pk).organisation == into
    assert Invitation.objects.filter(party=into).count() == 10


def answered_and_closed(partnership: Partnership, days: int) -> Round:
    """A pulse that somebody has answered, closed so many days ago."""
    then = NOW - timedelta(days=days)
    row = opened_round(partnership, now=then)
    give_answer(invited(row)[0], sheet_of(row.model), now=then)
    return close_round(row, viewer=OPERATOR, now=then)


def test_a_pulse_follows_no_sooner_than_four_weeks_on_one_that_was_answered(partnership: Partnership) -> None:
    answered_and_closed(partnership, 27)
    with pytest.raises(DomainError, match="fire uger") as caught:
        planned_round(partnership)
    assert caught.value.field == "opens_on"
    row = planned_round(partnership, FEW, now=NOW + timedelta(days=1))
    days = {"closes_on": row.closes_on, "viewer": OPERATOR}
    with pytest.raises(DomainError, match="fire uger"):
        change_round(row, opens_on=timezone.localdate(NOW), now=NOW, **days)  # type: ignore[arg-type]
    with pytest.raises(DomainError, match="fire uger"):
        open_round(row, viewer=OPERATOR, now=NOW)
    assert open_round(row, viewer=OPERATOR, now=NOW + timedelta(days=1)).state == RoundState.OPEN


def test_a_maturity_may_follow_a_pulse_and_a_pulse_one_that_nobody_answered(partnership: Partnership) -> None:
    close_round(opened_round(partnership), viewer=OPERATOR, now=NOW)
    close_round(opened_round(partnership), viewer=OPERATOR, now=NOW)
    assert opened_round(partnership, part=EvaluationPart.MATURITY).state == RoundState.OPEN
