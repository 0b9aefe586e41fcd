"""Reads of who acts for an organisation."""

import uuid
from collections.abc import Iterable

from django.db.models import Case, QuerySet, UUIDField, Value, When

from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import Membership, Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.prepared import Prepared

DECIDERS = (Role.MANAGER, Role.SECRETARIAT)
"""The roles that decide for an organisation."""

_FIRST = Case(
    When(role=Role.SECRETARIAT, then=Value(0)),
    When(role=Role.MANAGER, then=Value(1)),
    When(role=Role.FACILITATOR, then=Value(2)),
    default=Value(3),
)


def memberships_of(organisation: uuid.UUID | None) -> QuerySet[Membership]:
    """Who acts for an organisation: those who decide first, then by name. Ask only for whoever may know."""
    rows = Membership.objects.filter(organisation__in=[organisation]).select_related("person")
    return rows.order_by(_FIRST, "person__name", "person__email", "id")


def colleagues(viewer: Viewer) -> QuerySet[Membership]:
    """Who acts for the organisation that the viewer acts for; nobody for anybody else."""
    return memberships_of(viewer.organisation)


def own_memberships(viewer: Viewer) -> QuerySet[Membership]:
    """The organisations that the viewer may act for, by name."""
    return memberships_of_person(viewer.person)


def memberships_of_person(person: uuid.UUID | None) -> QuerySet[Membership]:
    """The organisations that somebody may act for, by name."""
    rows = Membership.objects.filter(person__in=[person], organisation__merged_into__isnull=True)
    return rows.select_related("organisation").order_by("organisation__name", "id")


_of_person = Prepared(memberships_of_person, (UUIDField(), uuid.UUID(int=1)))


def memberships_now(person: uuid.UUID | None) -> list[Membership]:
    """The same, read at once: every page of somebody signed in asks."""
    return [] if person is None else _of_person(person)


def deciders_of(organisation: uuid.UUID) -> QuerySet[Person]:
    """Those who decide for an organisation and can sign in."""
    who = {"memberships__organisation": organisation, "memberships__role__in": DECIDERS}
    return Person.objects.filter(is_active=True, **who).order_by("id")


def without_deciders(organisations: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the organisations that nobody who can sign in decides for, so that no answer comes from them."""
    asked = set(organisations)
    who = {"role__in": DECIDERS, "person__is_active": True, "organisation__in": asked}
    return asked - set(Membership.objects.filter(**who).values_list("organisation", flat=True))


def secretariat_people() -> QuerySet[Person]:
    """Those who look after the network and can sign in."""
    who = {"memberships__role": Role.SECRETARIAT, "memberships__organisation__merged_into__isnull": True}
    return Person.objects.filter(is_active=True, **who).distinct().order_by("id")


def is_last_manager(person: Person, organisation: Organisation) -> bool:
    """Whether others would be left in the organisation without anybody who decides for it."""
    others = Membership.objects.filter(organisation=organisation).exclude(person=person)
    decides = Membership.objects.filter(organisation=organisation, person=person, role__in=DECIDERS).exists()
    return decides and others.exists() and not others.filter(role__in=DECIDERS, person__is_active=True).exists()


def is_last_of_secretariat(person: Person) -> bool:
    """Whether nobody else looks after the network."""
    people = secretariat_people()
    return people.filter(pk=person.pk).exists() and not people.exclude(pk=person.pk).exists()


def left_without_manager(person: Person) -> list[str]:
    """The names of the organisations where others would be left without anybody who decides."""
    rows = Membership.objects.filter(person=person, organisation__merged_into__isnull=True)
    own = [row.organisation for row in rows.select_related("organisation").order_by("organisation__name", "id")]
    return [organisation.name for organisation in own if is_last_manager(person, organisation)]
