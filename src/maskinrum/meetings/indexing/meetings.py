"""What can be found of development meetings: purpose, agenda, and, once they are held, what they decided."""

import uuid
from collections.abc import Collection, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from maskinrum.meetings.enums import MeetingState
from maskinrum.meetings.models import Meeting
from maskinrum.meetings.queries import meetings
from maskinrum.meetings.queries.meetings import own_places
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import let_hold, readers_of
from maskinrum.search.indexing import Document, Kind, Shown, key_of, offer

KIND = "meeting"
INVENTED = 0.5


def offer_meetings() -> None:
    """Let development meetings be found."""
    let_hold(places_held)
    offer(Kind(KIND, gettext_lazy("Development meeting"), ids, documents, shown, model=Meeting))


def ids() -> Iterator[str]:
    """Every meeting."""
    return (str(pk) for pk in Meeting.objects.order_by().values_list("pk", flat=True).iterator())


def documents(chosen: Collection[str]) -> Iterator[Document]:
    """Title, purpose and agenda, and the decisions of one that was held; notes are for those who took part.

    Meetings are held in Danish, and found on the pages of both languages.
    """
    rows = Meeting.objects.filter(pk__in=chosen).select_related("organisation")
    for row in rows.prefetch_related("items", "decisions", "participants"):
        texts = [row.purpose, *(text for item in row.items.all() for text in (item.title, item.text))]
        if row.state == MeetingState.HELD:
            texts += [one.text for one in row.decisions.all()]
        parties = [f"partnership:{row.partnership_id}"] if row.partnership_id else []
        comes = [one for one in row.participants.all() if one.person and not one.removed_at]
        invited = {f"person:{one.person}" for one in comes if one.organisation_id is None} | {_place(row.pk)}
        yield Document(
            key=key_of(KIND, row.pk),
            kind=KIND,
            title=row.title,
            text="\n".join(text for text in texts if text),
            readers=readers_of(row, parties=parties) | invited,
            facets={"theme": tuple(row.theme_codes.split()), "language": ("da", "en")},
            weight=INVENTED if row.organisation.is_fictitious else 1.0,
        )


def places_held(viewer: Viewer) -> set[str]:
    """The tokens of the meetings the viewer is invited to: asked at each search, so whoever leaves loses them."""
    return {_place(pk) for pk in own_places(viewer).order_by().values_list("meeting", flat=True)}


def _place(meeting: uuid.UUID) -> str:
    return f"place:{meeting}"


def shown(viewer: Viewer, chosen: Collection[str], now: datetime) -> dict[str, Shown]:
    """Those among these that the viewer may see at this moment."""
    rows = meetings(viewer, now=now).filter(pk__in=chosen).select_related("organisation")
    return {str(row.pk): Shown(reverse("meetings:meeting", args=[row.key]), _said(row), "da") for row in rows}


def _said(row: Meeting) -> tuple[str, ...]:
    day = date_format(timezone.localtime(row.starts_at), "DATE_FORMAT")
    return (row.organisation.name, day, str(row.get_state_display()))
