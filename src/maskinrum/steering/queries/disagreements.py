"""Reads of disagreements: for the client, the parties to each and the facilitator; for others, rough counts."""

import uuid
from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Case, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from maskinrum.organisations.enums import Role, Visibility
from maskinrum.organisations.models import Membership, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.enums import Discipline
from maskinrum.partnerships.models import Partnership, Party
from maskinrum.steering.facts.disagreements import DisagreementFacts
from maskinrum.steering.models import Disagreement, DisagreementExperience, DisagreementParty, LadderNames, LadderStep
from maskinrum.steering.permissions import can_see_size
from maskinrum.steering.queries.reaching import Parties, as_client, own_partnerships, parties_of

LEAST = 5
"""Others hear of a step only when so many stand there, and then only in whole fives."""
MILLION = Decimal(1_000_000)
LONG, SHORT = timedelta(days=14), timedelta(days=3)


def seen_disagreements(viewer: Viewer) -> QuerySet[Disagreement]:
    """Those that the viewer may see: as client, as a party to it that still is one to the partnership, or as its
    facilitator.
    """
    own = [viewer.organisation]
    party = DisagreementParty.objects.filter(organisation__in=own).values("disagreement")
    facilitated = Party.objects.filter(organisation__in=own, discipline=Discipline.FACILITATOR).values("partnership")
    rows = Disagreement.objects.filter(partnership__in=own_partnerships(viewer).values("pk"))
    return rows.filter(as_client(own, "partnership__") | Q(pk__in=party) | Q(partnership__in=facilitated))


def disagreement(viewer: Viewer, partnership: Partnership, key: uuid.UUID) -> Disagreement:
    """One of a partnership, or Http404."""
    rows = seen_disagreements(viewer).filter(partnership=partnership).select_related("project", "organisation")
    return get_object_or_404(rows, pk=key)


def listed_disagreements(viewer: Viewer, partnership: Partnership) -> list[Disagreement]:
    """Those of a partnership: what is not settled first, with their parties and steps."""
    open_first = Case(When(settled_on__isnull=True, then=Value(0)), default=Value(1))
    rows = seen_disagreements(viewer).filter(partnership=partnership).select_related("project")
    rows = rows.prefetch_related("parties__organisation", "steps")
    return list(rows.order_by(open_first, "-opened_on", "id"))


def disagreements(viewer: Viewer, partnership: Partnership, *, now: datetime) -> tuple[DisagreementFacts, ...]:
    """The disagreements of a partnership that the viewer may see, as facts, the oldest first."""
    rows = seen_disagreements(viewer).filter(partnership=partnership).prefetch_related("parties")
    who = parties_of(partnership)
    return tuple(_facts(row, with_size=shows_size(viewer, row, who)) for row in rows.order_by("opened_on", "id"))


def every_disagreement(partnership: Partnership) -> tuple[DisagreementFacts, ...]:
    """All of a partnership, for what is counted without a viewer; what comes of it is for the client alone."""
    rows = Disagreement.objects.filter(partnership=partnership).order_by("opened_on", "id")
    return tuple(_facts(row, with_size=True) for row in rows)


def _facts(row: Disagreement, *, with_size: bool) -> DisagreementFacts:
    return DisagreementFacts(
        id=row.pk,
        opened_on=row.opened_on,
        settled_on=row.settled_on,
        step=row.step,
        size=Decimal(row.size) / MILLION if row.size is not None and with_size else None,
    )


def shows_size(viewer: Viewer, row: Disagreement, parties: Parties) -> bool:
    """Whether the viewer sees how much it is about."""
    to_it = {one.organisation_id for one in row.parties.all()}
    return can_see_size(viewer, clients=parties.clients, parties=to_it)


def counts_elsewhere(viewer: Viewer, partnership: Partnership) -> dict[str, int]:
    """At how many others, at least, each step stands: in whole fives, and nothing below five.

    Only those the viewer does not see are counted, so that nothing follows from taking one's own away.
    """
    others = Disagreement.objects.filter(partnership=partnership).exclude(
        pk__in=seen_disagreements(viewer).values("pk")
    )
    found = Counter(others.values_list("step", flat=True))
    return {step: count - count % LEAST for step, count in found.items() if count >= LEAST}


def ladder_names(partnership: Partnership) -> dict[uuid.UUID, LadderNames]:
    """Whom each party has named, by organisation."""
    return {row.organisation_id: row for row in LadderNames.objects.filter(partnership=partnership)}


def told_by(viewer: Viewer, row: Disagreement) -> DisagreementExperience | None:
    """The experience that the viewer's organisation has begun to tell of it."""
    return row.told.filter(organisation__in=[viewer.organisation]).select_related("experience").first()


def steps_running_out(today: date) -> QuerySet[LadderStep]:
    """The steps that run out soon and nobody has been warned of, and those that have and nobody has been told."""
    soon = Q(warned_on__isnull=True, due_on__gte=today, due_on__lte=today + LONG)
    late = Q(lapsed_on__isnull=True, due_on__lt=today)
    rows = LadderStep.objects.filter(soon | late, ended_on__isnull=True, disagreement__settled_on__isnull=True)
    return rows.select_related("disagreement", "disagreement__partnership").order_by("due_on", "id")


def is_near(step: LadderStep, today: date) -> bool:
    """Whether it is time to say that a step runs out: three days before, of a long one fourteen."""
    if step.due_on is None:
        return False
    is_long = step.due_on - (step.decided_on or step.began_on) > LONG
    return step.due_on - today <= (LONG if is_long else SHORT)


def people_concerned(row: Disagreement) -> list[Person]:
    """Who hears of its deadlines: whoever opened it, and the managers of client, parties and facilitator.

    Only those whose organisation still is a party to the partnership, so that no letter says what no page shows.
    """
    who = parties_of(row.partnership)
    to_it = {one.organisation_id for one in row.parties.all()} & set(who.names)
    if row.partnership.visibility == Visibility.ORGANISATION:
        concerned = set(who.clients)
    else:
        concerned = {*who.clients, *who.facilitators, *to_it}
    acts = Membership.objects.filter(organisation__in=concerned)
    chosen = acts.filter(Q(role__in=(Role.MANAGER, Role.FACILITATOR)) | Q(person__in=[row.written_by]))
    people = Person.objects.filter(pk__in=chosen.values("person"), erased_at__isnull=True)
    return list(people.order_by("email"))
