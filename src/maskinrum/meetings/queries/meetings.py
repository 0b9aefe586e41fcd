"""Reads of meetings: which ones there are, who takes part, and what was agreed."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from maskinrum.meetings.enums import MeetingState
from maskinrum.meetings.models import Meeting, MeetingAction, Participant
from maskinrum.organisations.models import Membership, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import visible_to
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.queries import partnerships_of
from maskinrum.shared.tokens import digest_of

AHEAD = (MeetingState.PLANNED, MeetingState.RUNNING)


def meetings_of_parties(viewer: Viewer) -> QuerySet[Meeting, Any]:
    """The keys of the meetings of partnerships that the viewer's organisation is a party to."""
    return Meeting.objects.filter(partnership__in=partnerships_of(viewer)).values("pk")


def meetings(viewer: Viewer, *, now: datetime) -> QuerySet[Meeting]:
    """The meetings that the viewer may see: those of the access rule, and those the viewer is invited to."""
    shown = visible_to(viewer, Meeting.objects.all(), now=now)
    rule = Q(pk__in=shown.values("pk"))
    if viewer.is_known:
        rule |= Q(pk__in=own_places(viewer).values("meeting"))
    return Meeting.objects.filter(rule)


def own_places(viewer: Viewer) -> QuerySet[Participant]:
    """The viewer among those invited to meetings, as long as the viewer is not taken off the list.

    Who comes for an organisation comes as one of its people: whoever leaves it leaves its places too.
    """
    return Participant.objects.filter(comes_still(), person=viewer.person, removed_at__isnull=True)


def comes_still(participant: str = "") -> Q:
    """Whether somebody invited has not left the organisation they come for; ``participant`` is the way to the row."""
    person, organisation = f"{participant}person", f"{participant}organisation"
    own = Membership.objects.filter(person=OuterRef(person), organisation=OuterRef(organisation))
    return Q(**{f"{organisation}__isnull": True}) | Q(**{f"{person}__isnull": True}) | Q(Exists(own))


def meeting(viewer: Viewer, key: str, *, now: datetime) -> Meeting:
    """One of them, or Http404 for one that is not there and, alike, for one that the viewer may not see."""
    rows = meetings(viewer, now=now).select_related("organisation", "partnership", "follows", "current_item")
    return get_object_or_404(rows, key=key)


def coming_meetings(viewer: Viewer, *, now: datetime) -> QuerySet[Meeting]:
    """Those that run or are planned, the next first."""
    rows = meetings(viewer, now=now).filter(state__in=AHEAD)
    return rows.select_related("organisation", "partnership").order_by("starts_at", "id")


def past_meetings(viewer: Viewer, *, now: datetime) -> QuerySet[Meeting]:
    """Those that were held or cancelled, the latest first."""
    rows = meetings(viewer, now=now).exclude(state__in=AHEAD)
    return rows.select_related("organisation", "partnership").order_by("-starts_at", "id")


def kept_meetings(viewer: Viewer) -> QuerySet[Meeting]:
    """The planned meetings of the organisation acted for: those whose agenda the viewer may write."""
    if not viewer.is_member:
        return Meeting.objects.none()
    return Meeting.objects.filter(organisation=viewer.organisation, state__in=AHEAD).order_by("starts_at", "id")


def meetings_of_partnership(viewer: Viewer, partnership: Partnership, *, now: datetime) -> QuerySet[Meeting]:
    """The meetings of one partnership that the viewer may see, the latest first."""
    rows = meetings(viewer, now=now).filter(partnership=partnership).exclude(state=MeetingState.CANCELLED)
    return rows.select_related("organisation").order_by("-starts_at", "id")


def own_participant(viewer: Viewer, row: Meeting) -> Participant | None:
    """The viewer among those invited to one meeting."""
    return own_places(viewer).filter(meeting=row).first() if viewer.is_known else None


def participant_of_token(token: str) -> Participant | None:
    """Who was invited by the letter whose link holds the token, and may still come."""
    rows = Participant.objects.filter(comes_still(), removed_at__isnull=True)
    rows = rows.select_related("meeting", "meeting__organisation", "meeting__current_item")
    return rows.filter(token_digest=digest_of(token)).first()


def people_names(people: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The names of people with an account, in one question."""
    wanted = {one for one in people if one is not None}
    return dict(Person.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def carried_actions(viewer: Viewer, row: Meeting, *, now: datetime) -> QuerySet[MeetingAction]:
    """What is still to be done of what the meetings before it in the series agreed, as far as the viewer sees those."""
    before = meetings(viewer, now=now).filter(series=row.series, starts_at__lt=row.starts_at)
    rows = MeetingAction.objects.filter(meeting__in=before.values("pk"), done_at__isnull=True)
    return rows.select_related("meeting", "owner", "owner__organisation").order_by("due_on", "id")


def actions_of(participant: Participant) -> QuerySet[MeetingAction]:
    """What somebody who was invited has promised at that meeting, what is not done first."""
    return participant.actions.order_by("done_at", "due_on", "id")


def own_actions(viewer: Viewer) -> QuerySet[MeetingAction]:
    """What the viewer has promised at meetings, what is not done first."""
    if not viewer.is_known:
        return MeetingAction.objects.none()
    rows = MeetingAction.objects.filter(owner__in=own_places(viewer)).select_related("meeting")
    return rows.order_by("done_at", "due_on", "id")
