"""The events that conversations put into the calendars of the two who talk."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maskinrum.knowledge.facts import themes_named
from maskinrum.network.enums import ProposalState, SparringState
from maskinrum.network.models import SparringProposal, SparringRequest
from maskinrum.network.queries.sparring import current_proposal
from maskinrum.organisations.models import Membership, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.calendar import Event

LEAVES_CALENDARS = timedelta(days=90)
THE_DAY_BEFORE = timedelta(days=1)
LOOKS_ANEW = (SparringState.WAITING, SparringState.PROPOSED, SparringState.WITHDRAWN)
TAKE_PLACE = (SparringState.AGREED, SparringState.DONE)


def conversation_events(viewer: Viewer, now: datetime) -> Iterator[Event]:
    """The conversations of a person that have a day, also those called off; nothing for whoever is not known.

    A conversation that somebody stepped back from stays theirs, called off, until others have agreed to talk.

    Whoever leaves an organisation leaves its conversations.
    """
    if not viewer.is_known:
        return
    acts_for = Membership.objects.filter(person__in=[viewer.person]).values("organisation")
    here = SparringProposal.objects.filter(person=viewer.person, organisation__in=acts_for)
    said_yes = here.filter(state=ProposalState.ACCEPTED).values("request")
    own = Q(asked_by=viewer.person, organisation__in=acts_for)
    # What others agree on afterwards is theirs alone, and has another time.
    stepped = here.filter(state=ProposalState.STEPPED_BACK, request__state__in=LOOKS_ANEW).values("request")
    dated = SparringRequest.objects.filter(meets_on__gt=timezone.localdate(now) - LEAVES_CALENDARS)
    rows = (
        dated.filter(own | Q(pk__in=said_yes) | Q(pk__in=stepped))
        .select_related("organisation")
        .prefetch_related("proposals__organisation")
    )
    found = list(rows.order_by("meets_on", "id"))
    others = {row.pk: _other(viewer, row) for row in found}
    people = Person.objects.in_bulk([key for key, _name in others.values() if key])
    for row in found:
        key, organisation = others[row.pk]
        yield _event(row, people.get(key), organisation)


def _other(viewer: Viewer, row: SparringRequest) -> tuple[object, str]:
    """The person the viewer talks with, and for whom that one comes."""
    if row.asked_by != viewer.person:
        return row.asked_by, row.organisation.name
    proposal = current_proposal(row) if row.state in TAKE_PLACE else None
    return (proposal.person, proposal.organisation.name) if proposal is not None else (None, "")


def _event(row: SparringRequest, other: Person | None, organisation: str) -> Event:
    """A conversation as an event; a day without an hour is a whole day."""
    slot = row.agreed
    assert slot is not None  # noqa: S101 - only those with a day are read
    language = (get_language() or "da")[:2]
    themes = ", ".join(theme.name[language].lower() for theme in themes_named(row.theme_codes))
    name = ", ".join(part for part in ((other.name or other.email) if other else "", organisation) if part)
    talk = _("You talk with: %(name)s") % {"name": name} if name else ""
    return Event(
        uid=f"conversation-{row.pk}@maskinrum",
        sequence=row.sequence,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        title=_("A conversation about %(themes)s") % {"themes": themes},
        changed_at=row.changed_at,
        description="\n\n".join(part for part in (talk, row.text) if part),
        address=str(settings.ENVIRONMENT.base_url) + reverse("network:sparring_request", args=[row.key]),
        is_cancelled=row.state not in TAKE_PLACE,
        alarm=THE_DAY_BEFORE,
        is_all_day=slot.hour is None,
        kind="conversation",
        organiser=row.organisation.name,
        is_example=row.organisation.is_fictitious,
    )
