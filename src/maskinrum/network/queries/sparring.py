"""Reads of wishes for a conversation, and of who may be asked."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from maskinrum.network.enums import ProposalState, SparringState
from maskinrum.network.facts.sparring import Candidate, Wish
from maskinrum.network.models import SparringProposal, SparringRequest, Stand
from maskinrum.network.queries.stands import current_cards
from maskinrum.organisations.models import Membership
from maskinrum.organisations.permissions import Viewer, can_manage_network

LAPSES = timedelta(days=7)
"""After this somebody who was asked counts as having said no."""

TAKEN = (ProposalState.ASKED, ProposalState.ACCEPTED)
READ = (*TAKEN, ProposalState.WITHDRAWN)
"""Whoever is or was one of the two goes on reading the wish; whoever said no, or nothing, does not."""

LOOKING = (SparringState.WAITING, SparringState.PROPOSED, SparringState.AGREED)


def sparring(viewer: Viewer) -> QuerySet[SparringRequest]:
    """The wishes that the viewer may read: the own, those the viewer is or was asked for, and the secretariat's all."""
    if not viewer.is_member:
        return SparringRequest.objects.none()
    if can_manage_network(viewer):
        return _in_full(SparringRequest.objects.all())
    here = {"person__in": [viewer.person], "organisation__in": [viewer.organisation]}
    asked = SparringProposal.objects.filter(**here, state__in=READ).values("request")
    own = Q(asked_by=viewer.person, organisation__in=[viewer.organisation])
    return _in_full(SparringRequest.objects.filter(own | Q(pk__in=asked)))


def _in_full(rows: QuerySet[SparringRequest]) -> QuerySet[SparringRequest]:
    proposals = Prefetch("proposals", SparringProposal.objects.select_related("organisation"))
    return rows.select_related("organisation", "experience").prefetch_related(proposals).order_by("-asked_at", "id")


def sparring_request(viewer: Viewer, key: str) -> SparringRequest:
    """One wish, or Http404 for one that is not there and, alike, for one that is not the viewer's."""
    return get_object_or_404(sparring(viewer), key=key)


def current_proposal(row: SparringRequest) -> SparringProposal | None:
    """Whoever is asked, has said yes, or was asked when the wish was taken back."""
    return next((one for one in row.proposals.all() if one.state in READ), None)


def is_still_asking(row: SparringRequest) -> bool:
    """Whether whoever asked can sign in and still acts for the organisation that asks."""
    return _here("asked_by", SparringRequest.objects.filter(pk=row.pk)).exists()


def was_asked(viewer: Viewer, key: str) -> bool:
    """Whether the viewer was asked for a wish that is not theirs to read any more: a letter may lead there still."""
    if not viewer.is_member or can_manage_network(viewer):
        return False
    here = {"person__in": [viewer.person], "organisation__in": [viewer.organisation]}
    return SparringProposal.objects.filter(**here, request__key=key).exclude(state__in=READ).exists()


def wishes_left_behind() -> QuerySet[SparringRequest]:
    """The wishes that are not over, of people who have left the organisation they asked for."""
    rows = SparringRequest.objects.filter(state__in=LOOKING)
    return rows.exclude(pk__in=_here("asked_by", rows).values("pk")).order_by("asked_at", "id")


def proposals_left_behind() -> QuerySet[SparringProposal]:
    """Those who are asked or have said yes, and have left the organisation they were asked for since."""
    rows = SparringProposal.objects.filter(state__in=TAKEN, request__state__in=LOOKING)
    return rows.exclude(pk__in=_here("person", rows).values("pk")).order_by("asked_at", "id")


def _here(person: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the rows whose person can sign in and still acts for the organisation that stands beside."""
    here = Membership.objects.filter(person=OuterRef(person), organisation=OuterRef("organisation"))
    return rows.filter(Exists(here.filter(person__is_active=True)))


def open_wishes(among: Collection[UUID]) -> list[Wish]:
    """Every one of these wishes that looks for somebody, of people who are still there."""
    stands = _stands()
    waiting = SparringRequest.objects.filter(state=SparringState.WAITING, pk__in=among)
    rows = _here("asked_by", waiting).select_related("organisation").prefetch_related("proposals")
    return [
        Wish(
            str(row.pk),
            str(row.organisation_id),
            tuple(row.theme_codes.split()),
            *stands.get(str(row.organisation_id), ("", "")),
            declined=frozenset(str(one.person) for one in row.proposals.all()) | {str(row.asked_by)},
            is_invented=row.organisation.is_fictitious,
        )
        for row in rows
    ]


def sparring_candidates() -> list[Candidate]:
    """Everybody who has room for a conversation and says on which themes."""
    stands, taken = _stands(), _taken()
    cards = current_cards().filter(capacity__gt=0).exclude(theme_codes="").select_related("organisation")
    return [
        Candidate(
            str(card.person_id),
            str(card.organisation_id),
            frozenset(card.theme_codes.split()),
            card.capacity - taken[(str(card.person_id), str(card.organisation_id))],
            *stands.get(str(card.organisation_id), ("", "")),
            is_invented=card.organisation.is_fictitious,
        )
        for card in cards.order_by("pk")
    ]


def _stands() -> dict[str, tuple[str, str]]:
    return {str(key): (size, stage) for key, size, stage in Stand.objects.values_list("organisation", "size", "stage")}


def _taken() -> Counter[tuple[str, str]]:
    """How many conversations each has now: asked for, or agreed and not done."""
    open_states = (SparringState.PROPOSED, SparringState.AGREED)
    rows = SparringProposal.objects.filter(state__in=TAKEN, request__state__in=open_states)
    return Counter((str(person), str(own)) for person, own in rows.values_list("person", "organisation"))


def lapsed_proposals(now: datetime) -> QuerySet[SparringProposal]:
    """Those who were asked a week ago and have not answered, for wishes that nobody has taken back."""
    rows = SparringProposal.objects.filter(state=ProposalState.ASKED, request__state=SparringState.PROPOSED)
    return rows.filter(asked_at__lte=now - LAPSES).order_by("asked_at")
