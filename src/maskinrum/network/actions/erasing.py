"""Forget a person, and keep what the person asked and answered for others."""

from datetime import datetime

from django.db import transaction

from maskinrum.network.models import ContactCard, Contribution, Question, Routing, Stand
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer


@transaction.atomic
def erase_from_questions(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """Questions and answers stay, and no longer lead to the person; that the person was asked is gone."""
    Question.objects.filter(asked_by=person.pk).update(asked_by=None)
    Contribution.objects.filter(written_by=person.pk).update(written_by=None)
    Routing.objects.filter(person=person.pk).delete()


@transaction.atomic
def erase_from_stands(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """What an organisation says of itself stays, without the person; what the person showed is gone."""
    Stand.objects.filter(changed_by=person.pk).update(changed_by=None)
    ContactCard.objects.filter(person=person).delete()
