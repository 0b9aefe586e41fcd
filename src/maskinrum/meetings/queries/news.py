"""Salons and development meetings as news for those who follow a theme, a partnership or a search."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from maskinrum.meetings.enums import MeetingState, SalonState
from maskinrum.meetings.models import Meeting, Salon
from maskinrum.meetings.phrases.hours import moment_in_words
from maskinrum.meetings.queries.meetings import AHEAD, meetings
from maskinrum.meetings.queries.salons import TAKING_PLACE, salons
from maskinrum.network.facts.digests import Item, Wanted
from maskinrum.network.queries import News, is_about, labelled, offer_news
from maskinrum.organisations.models import AuditEvent
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import object_type_of


def offer_salon_news() -> None:
    """Let people hear of salons that are open."""
    offer_news(News("salon", _new_salons, _salons_seen))


def offer_meeting_news() -> None:
    """Let people hear of development meetings that are called."""
    offer_news(News("meeting", _new_meetings, _meetings_seen))


def _salons_seen(viewer: Viewer, now: datetime) -> QuerySet[Salon]:
    """Those that one may be told of; a draft is told to nobody, and one that is called off is no news any more."""
    return salons(viewer).exclude(state__in=(SalonState.DRAFT, SalonState.CANCELLED))


def _meetings_seen(viewer: Viewer, now: datetime) -> QuerySet[Meeting]:
    return meetings(viewer, now=now).exclude(state=MeetingState.CANCELLED)


def _new_salons(viewer: Viewer, wanted: Sequence[Wanted], until: datetime) -> Iterator[Item]:
    """Those opened since then: how long they were a draft is nobody's news. The log says when that was first."""
    log = AuditEvent.objects.filter(object_type=object_type_of(Salon()), object_id=OuterRef("pk"), verb="open_salon")
    opened = _salons_seen(viewer, until).annotate(opened_at=Subquery(log.order_by("id").values("at")[:1]))
    rows = opened.filter(is_about(wanted, at="opened_at", until=until))
    ahead = rows.filter(state__in=TAKING_PLACE, starts_at__gt=until)
    for row in ahead.exclude(written_by__isnull=False, written_by=viewer.person).select_related("organisation"):
        link, label = reverse("salons:salon", args=[row.key]), labelled(_("Open salon"), row.organisation)
        text = _said(row.starts_at, row.place, row.summary)
        yield Item(f"salon:{row.pk}", "salon", row.title, text, link, "", row.opened_at, label)


def _new_meetings(viewer: Viewer, wanted: Sequence[Wanted], until: datetime) -> Iterator[Item]:
    """Those called since then and not over. Where they are held stands on their pages, for those who are invited."""
    called = _meetings_seen(viewer, until)
    rows = called.filter(is_about(wanted, at="created_at", until=until, has_partnership=True))
    ahead = rows.filter(state__in=AHEAD, ends_at__gt=until)
    for row in ahead.exclude(written_by__isnull=False, written_by=viewer.person).select_related("organisation"):
        link, label = reverse("meetings:meeting", args=[row.key]), labelled(_("Development meeting"), row.organisation)
        text = _said(row.starts_at, "", row.purpose)
        yield Item(f"meeting:{row.pk}", "meeting", row.title, text, link, "", row.created_at, label)


def _said(starts_at: datetime, place: str, text: str) -> str:
    """When and where on a line of its own, then what it is about."""
    when = ", ".join(part for part in (moment_in_words(starts_at), place) if part)
    return "\n".join(part for part in (when, text) if part)
