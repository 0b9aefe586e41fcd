"""The partnership that is run, for its parties and nobody else, and who they are."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.enums import Discipline, Inside
from maskinrum.partnerships.models import Partnership, Party, Project
from maskinrum.shared.partial_dates import first_day, is_partial_date

MOST_CHOICES = 500
WHOLE_DAY = len("2027-02-10")


def own_partnerships(viewer: Viewer) -> QuerySet[Partnership]:
    """The partnerships that the organisation the viewer acts for is the client of, or a party to.

    What a client has closed to itself is closed to the other parties as well.
    """
    if not viewer.is_member:
        return Partnership.objects.none()
    party = Party.objects.filter(organisation__in=[viewer.organisation])
    shut = Q(visibility=Visibility.ORGANISATION)
    as_party = Q(pk__in=party.values("partnership")) & ~shut
    return Partnership.objects.filter(as_client([viewer.organisation]) | as_party)


def takes_part(viewer: Viewer, row: Partnership) -> bool:
    """Whether a partnership is one of these, from its parties: a page that shows them asks nothing more."""
    if not viewer.is_member:
        return False
    is_party = any(one.organisation_id == viewer.organisation for one in row.parties.all())
    return is_client(viewer, row) or (is_party and row.visibility != Visibility.ORGANISATION)


def is_client(viewer: Viewer, row: Partnership) -> bool:
    """Whether the viewer acts for the client of a partnership, from its parties."""
    if not viewer.is_member:
        return False
    named = {one.organisation_id for one in row.parties.all() if one.discipline == Discipline.CLIENT}
    return viewer.organisation in {row.organisation_id, *named}


def as_client(organisations: Iterable[uuid.UUID | None], lead: str = "") -> Q:
    """The condition that one of these is the client; ``lead`` leads to the agreement, such as *partnership__*."""
    own = list(organisations)
    named = Party.objects.filter(organisation__in=own, discipline=Discipline.CLIENT).values("partnership")
    return Q(**{f"{lead}organisation__in": own}) | Q(**{f"{lead}pk__in": named})


def own_partnership(viewer: Viewer, slug: str) -> Partnership:
    """One of them, or Http404 for one that is not there and, alike, for one the viewer is no party to."""
    return get_object_or_404(own_partnerships(viewer).select_related("organisation", "board"), slug=slug)


@dataclass(frozen=True)
class Parties:
    """Who takes part in a partnership now: the clients, everybody by name, and who facilitates."""

    clients: frozenset[uuid.UUID]
    names: dict[uuid.UUID, str]
    facilitators: frozenset[uuid.UUID]
    disciplines: dict[uuid.UUID, tuple[str, ...]]

    def choices(self) -> list[tuple[str, str]]:
        """All of them as choices."""
        return [(str(pk), name) for pk, name in self.names.items()]


def parties_of(partnership: Partnership) -> Parties:
    """The parties of one partnership."""
    rows = Party.objects.filter(partnership=partnership).select_related("organisation")
    names: dict[uuid.UUID, str] = {}
    if partnership.organisation is not None:
        names[partnership.organisation.pk] = partnership.organisation.name
    disciplines: dict[uuid.UUID, list[str]] = {}
    for row in rows:
        names.setdefault(row.organisation_id, row.organisation.name)
        disciplines.setdefault(row.organisation_id, []).append(row.discipline)
    facilitators = frozenset(pk for pk, does in disciplines.items() if Discipline.FACILITATOR in does)
    told = {pk: tuple(does) for pk, does in disciplines.items()}
    clients = {pk for pk, does in disciplines.items() if Discipline.CLIENT in does}
    if partnership.organisation_id:
        clients.add(partnership.organisation_id)
    return Parties(frozenset(clients), names, facilitators, told)


def projects_of(viewer: Viewer, partnership: Partnership) -> QuerySet[Project]:
    """The projects that the viewer may name in this partnership: the client's own list, and what stands on the board.

    Nobody else's list is offered: that a client plans something is its own to tell.
    """
    told = Q(placements__board__partnership=partnership) | Q(start_checklist__partnership=partnership)
    if own_partnerships(viewer).filter(as_client([viewer.organisation]), pk=partnership.pk).exists():
        told |= Q(organisation__in=[viewer.organisation])
    return Project.objects.filter(told, removed_at__isnull=True).distinct()


def projects_under_way(partnership: Partnership) -> QuerySet[Project]:
    """The projects under the agreement that have not ended: those on its board, and those that have begun here."""
    placed = Q(placements__board__partnership=partnership, placements__inside=Inside.YES)
    rows = Project.objects.filter(placed | Q(start_checklist__partnership=partnership))
    return rows.filter(removed_at__isnull=True, end="").distinct().order_by("planned_start", "name", "pk")


def project_choices(viewer: Viewer, partnership: Partnership) -> list[tuple[str, str]]:
    """The same as choices."""
    rows = projects_of(viewer, partnership).order_by("name", "pk")[:MOST_CHOICES]
    return [(str(row.pk), row.name) for row in rows]


def contract_day(partnership: Partnership) -> date | None:
    """The day the agreement was signed, or None where only its month or year is known."""
    text = partnership.signed
    return first_day(text) if len(text) == WHOLE_DAY and is_partial_date(text) else None


def earliest_day(partnership: Partnership) -> date | None:
    """The first day that anything of the agreement can have happened, as far as it is known."""
    text = partnership.signed or partnership.start
    return first_day(text) if is_partial_date(text) else None


def organisations_named(keys: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The names of organisations, also of those that have left."""
    return dict(Organisation.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
