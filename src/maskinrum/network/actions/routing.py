"""Ask those who may know, and tell the secretariat what nobody has answered. Both are safe to do twice."""

import uuid
from datetime import datetime

from django.db import transaction

from maskinrum.network.actions.letters import QUESTION_FITS, ask_knower, tell_of_unanswered
from maskinrum.network.enums import QuestionState
from maskinrum.network.facts.routing import Fit, whom_to_ask
from maskinrum.network.models import Question, Routing
from maskinrum.network.queries import asked_of, has_answers, knowers, questions, unanswered_since, waiting_to_be_routed
from maskinrum.organisations.actions import record
from maskinrum.organisations.models import Membership, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import secretariat_people, viewer_of


def route_questions(now: datetime) -> int:
    """Write to those whose experience fits each new question, and return how many were asked.

    The tick does this some time after the question was asked, so that the hour of a letter does not tell who was at
    the keyboard.
    """
    return sum(_route(pk, now) for pk in waiting_to_be_routed().values_list("pk", flat=True))


@transaction.atomic
def _route(pk: uuid.UUID, now: datetime) -> int:
    row = Question.objects.select_for_update().get(pk=pk)
    if row.routed_at is not None or row.state != QuestionState.OPEN:
        return 0
    row.routed_at = now
    row.save(update_fields=["routed_at"])
    fits = whom_to_ask(asked_of(row), knowers(row, now=now), is_willing=lambda fit: _is_willing(fit, row, now))
    for fit in fits:
        shared = {name: list(values) for name, values in fit.shared.items()}
        Routing.objects.create(question=row, person=uuid.UUID(fit.person), shared=shared, asked_at=now)
        ask_knower(row, Person.objects.get(pk=fit.person), fit.shared, now=now)
    if fits:
        record("route_question", row, viewer=OPERATOR, now=now, changes={"asked": [0, len(fits)]})
    return len(fits)


def _is_willing(fit: Fit, row: Question, now: datetime) -> bool:
    """Whether somebody wants such letters, still acts for the organisation told for, and may read the question."""
    person = Person.objects.filter(pk=fit.person, is_active=True, erased_at=None).first()
    if person is None or QUESTION_FITS in person.muted_mail:
        return False
    acts = Membership.objects.filter(person=person, organisation__in=[fit.organisation]).exists()
    return acts and _may_read(viewer_of(person), row, now)


def _may_read(viewer: Viewer, row: Question, now: datetime) -> bool:
    return questions(viewer, now=now).filter(pk=row.pk).exists()


def escalate_unanswered(now: datetime) -> int:
    """Tell the secretariat of each question that nobody has answered for a week, once, and return how many.

    What it may not read itself it hears nothing of.
    """
    return sum(_escalate(pk, now) for pk in unanswered_since(now).values_list("pk", flat=True))


@transaction.atomic
def _escalate(pk: uuid.UUID, now: datetime) -> bool:
    row = Question.objects.select_for_update().get(pk=pk)
    if row.escalated_at is not None or row.state != QuestionState.OPEN or has_answers(row):
        return False
    people = [person for person in secretariat_people() if _may_read(viewer_of(person), row, now)]
    if not people:
        return False
    row.escalated_at = now
    row.save(update_fields=["escalated_at"])
    for person in people:
        tell_of_unanswered(row, person, now=now)
    record("escalate_question", row, viewer=OPERATOR, now=now)
    return True
