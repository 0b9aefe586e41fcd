"""Forget a person, and keep what the person asked and answered for others."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from maskinrum.network.actions.letters import tell_of_left, tell_of_withdrawn
from maskinrum.network.enums import ProposalState, SparringState
from maskinrum.network.models import (
    ContactCard,
    Contribution,
    Question,
    QuestionVersion,
    Routing,
    SparringProposal,
    SparringRequest,
    Stand,
)
from maskinrum.network.queries.sparring import TAKEN
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer

ON_THE_WAY = (SparringState.PROPOSED, SparringState.AGREED)


@transaction.atomic
def erase_from_questions(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """Questions and answers stay, and no longer lead to the person; that the person was asked is gone."""
    Question.objects.filter(asked_by=person.pk).update(asked_by=None)
    QuestionVersion.objects.filter(asked_by=person.pk).update(asked_by=None)
    Contribution.objects.filter(written_by=person.pk).update(written_by=None)
    Routing.objects.filter(person=person.pk).delete()


@transaction.atomic
def erase_from_stands(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """What an organisation says of itself stays, without the person; what the person showed is gone."""
    Stand.objects.filter(changed_by=person.pk).update(changed_by=None)
    ContactCard.objects.filter(person=person).delete()


@transaction.atomic
def erase_from_sparring(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """Wishes that are not done go; what came of the others stays, without the person. Who was asked looks anew.

    Whoever the person was about to talk with is told, in words that name nobody.
    """
    own = SparringRequest.objects.filter(asked_by=person.pk).exclude(state=SparringState.DONE)
    for row in own.filter(state__in=ON_THE_WAY).prefetch_related("proposals"):
        tell_of_withdrawn(row, now=now)
    own.delete()
    here = SparringProposal.objects.filter(person=person.pk, state__in=TAKEN, request__state__in=ON_THE_WAY)
    for proposal in here.select_related("request"):
        tell_of_left(proposal.request, was_agreed=proposal.state == ProposalState.ACCEPTED, now=now)
    left = list(here.values_list("request", flat=True))
    nothing = {"offered_on": None, "offered_at": None, "offered_by": None}
    SparringRequest.objects.filter(pk__in=left).update(
        state=SparringState.WAITING, changed_at=now, sequence=F("sequence") + 1, **nothing
    )
    SparringProposal.objects.filter(person=person.pk).update(person=None, state=ProposalState.DECLINED)
    SparringRequest.objects.filter(asked_by=person.pk).update(asked_by=None)
    SparringRequest.objects.filter(offered_by=person.pk).update(offered_by=None)
    SparringRequest.objects.filter(written_by=person.pk).update(written_by=None)
