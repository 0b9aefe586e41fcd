"""Rounds: which ones there are, and who may see and run them."""

import uuid
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from maskinrum.evaluation.enums import RoundState
from maskinrum.evaluation.models import Round
from maskinrum.evaluation.permissions import can_run_rounds
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import visible_to
from maskinrum.partnerships.enums import Discipline
from maskinrum.partnerships.models import Partnership, Party
from maskinrum.partnerships.queries import partnerships, partnerships_of


def rounds_of_parties(viewer: Viewer) -> QuerySet[Round, Any]:
    """The keys of the rounds of partnerships that the viewer's organisation is a party to."""
    return Round.objects.filter(partnership__in=partnerships_of(viewer)).values("pk")


def rounds(viewer: Viewer, *, now: datetime) -> QuerySet[Round]:
    """The rounds that the viewer may see: those of the partnerships its organisation is client of or party to."""
    return visible_to(viewer, Round.objects.all(), now=now)


def round_of_key(viewer: Viewer, key: str, *, now: datetime) -> Round:
    """One of them, or Http404 for one that is not there and, alike, for one that the viewer may not see."""
    rows = rounds(viewer, now=now).select_related("partnership", "organisation", "model")
    return get_object_or_404(rows, key=key)


def closed_rounds(viewer: Viewer, partnership: Partnership, part: str, *, now: datetime) -> QuerySet[Round]:
    """The closed rounds of one part of one partnership that the viewer may see, the earliest first."""
    rows = rounds(viewer, now=now).filter(partnership=partnership, part=part, state=RoundState.CLOSED)
    return rows.order_by("number", "id")


def evaluated_partnerships(viewer: Viewer, *, now: datetime) -> QuerySet[Partnership]:
    """The partnerships that the organisation acted for takes part in, as client or party: those it may evaluate."""
    if not viewer.is_member:
        return Partnership.objects.none()
    rows = partnerships(viewer, now=now).exclude(organisation=None)
    own = Q(organisation=viewer.organisation) | Q(pk__in=partnerships_of(viewer))
    return rows.filter(own).order_by("name", "id")


def may_evaluate(viewer: Viewer, row: Partnership) -> bool:
    """Whether a partnership that the viewer sees is one of these: a page that shows its parties asks nothing more."""
    if not viewer.is_member or row.organisation_id is None:
        return False
    parties = {one.organisation_id for one in row.parties.all()}
    return viewer.organisation in {row.organisation_id, *parties}


def evaluated_partnership(viewer: Viewer, slug: str, *, now: datetime) -> Partnership:
    """One of them, or Http404."""
    return get_object_or_404(evaluated_partnerships(viewer, now=now).select_related("organisation"), slug=slug)


def facilitators_of(partnership: Partnership) -> set[uuid.UUID]:
    """The organisations that facilitate the partnership."""
    rows = Party.objects.filter(partnership=partnership, discipline=Discipline.FACILITATOR)
    return set(rows.values_list("organisation", flat=True))


def runs_rounds(viewer: Viewer, partnership: Partnership) -> bool:
    """Whether the viewer plans and closes the rounds of the partnership."""
    return can_run_rounds(viewer, partnership.organisation_id, facilitators_of(partnership))


def party_organisations(partnership: Partnership) -> list[Organisation]:
    """Client and parties, each once: the client first, then in the order of the register."""
    found = Organisation.objects.filter(parties__partnership=partnership)
    rows = {one.pk: one for one in found.order_by(F("parties__position"), "name", "id")}
    client = partnership.organisation
    if client is not None:
        rows = {client.pk: client} | rows
    return list(rows.values())


def run_partnership(viewer: Viewer, slug: str, *, now: datetime) -> Partnership:
    """A partnership whose rounds the viewer runs, or Http404."""
    row = evaluated_partnership(viewer, slug, now=now)
    if not runs_rounds(viewer, row):
        raise Http404
    return row
