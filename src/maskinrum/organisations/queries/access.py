"""Who is looking, and what they may see: the access rule as a queryset."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Model, Q, QuerySet

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Grant, Membership, Person
from maskinrum.organisations.permissions import VISITOR, Viewer
from maskinrum.organisations.queries.memberships import memberships_now

M = TypeVar("M", bound=Model)
RULES_KEPT = 64  # those of the pages that a process makes at a time


def viewer_of(user: Person | AnonymousUser | Any, memberships: Iterable[Membership] | None = None) -> Viewer:
    """Return the viewer behind a signed-in user, acting for the organisation chosen last, else the one joined first.

    The user's ``memberships`` are given where they have been read already.
    """
    if not isinstance(user, Person) or not user.is_active:
        return VISITOR
    own = memberships_now(user.pk) if memberships is None else memberships
    joined = sorted(own, key=lambda one: (one.organisation_id != user.acting_for_id, one.since, one.pk))
    if not joined:
        return Viewer(person=user.pk)
    return Viewer(person=user.pk, organisation=joined[0].organisation_id, role=joined[0].role)


def visible_to(viewer: Viewer, rows: QuerySet[M], *, now: datetime) -> QuerySet[M]:
    """The access rule as a queryset: keep what the viewer may see.

    Rows have ``visibility`` and ``organisation``. Open rows are everyone's, network rows are any member's, partnership
    rows the parties', all others the own organisation's; an unexpired, unrevoked grant opens one object to one
    organisation or person.
    """
    # The viewer of a request is looked up when somebody asks; what is kept here shall not keep the request.
    plain = Viewer(viewer.person, viewer.organisation, viewer.role)
    return rows.filter(_rule(plain, rows.model, now))


@lru_cache(maxsize=RULES_KEPT)
def _rule(viewer: Viewer, model: type[Model], now: datetime) -> Q:
    """The rule itself, which the questions of one page share: a page asks up to eight at one moment.

    Nothing is read here: what a grant opens and who is a party is asked of the database by each question.
    """
    rule = Q(visibility=Visibility.OPEN)
    if viewer.is_member:
        rule |= Q(visibility=Visibility.NETWORK) | Q(organisation_id=viewer.organisation)
        if parties := _PARTIES.get(object_type_of(model)):
            rule |= Q(visibility=Visibility.PARTNERSHIP) & parties(viewer)
    if viewer.is_known:
        rule |= Q(pk__in=granted_ids(viewer, model, now=now))
    return rule


MOST_CLOSED = 300
"""So many keys of closed rows are named in a question; whoever may see more is asked for with the whole rule."""


def visible_now(viewer: Viewer, rows: QuerySet[M], *, now: datetime, most: int = MOST_CLOSED) -> QuerySet[M]:
    """The same rows as ``visible_to``, where one page asks several questions about thousands of them.

    The few rows that not everybody sees are read here, by their keys. What is left of the rule an index answers alone,
    and a database need not look at every row for whose it is.
    """
    if not viewer.is_known:
        return visible_to(viewer, rows, now=now)
    shared = [Visibility.OPEN, Visibility.NETWORK] if viewer.is_member else [Visibility.OPEN]
    others = rows.filter(visibility__in=[one for one in Visibility if one not in shared]).order_by()
    closed = list(visible_to(viewer, others, now=now).values_list("pk", flat=True)[: most + 1])
    if len(closed) > most:
        return visible_to(viewer, rows, now=now)
    rule = Q(visibility__in=shared)
    return rows.filter(rule | Q(pk__in=closed) if closed else rule)


_PARTIES: dict[str, Callable[[Viewer], Q]] = {}


def open_to_parties(model: type[Model], which: Callable[[Viewer], Q | QuerySet[Any, Any]]) -> None:
    """Say which rows of a model belong to a partnership that the viewer's organisation is a party to.

    By a rule, or by their keys where no column of the model itself tells; a rule needs no list of all of them.

    The register of partnerships lies above this package, so whoever has such rows says so when the site starts.
    """

    def rule(viewer: Viewer) -> Q:
        found = which(viewer)
        return found if isinstance(found, Q) else Q(pk__in=found)

    _PARTIES[object_type_of(model)] = rule
    _rule.cache_clear()


def may_see(viewer: Viewer, obj: Model, *, now: datetime) -> bool:
    """Say whether ``visible_to`` keeps this one object."""
    rows = obj._meta.model._default_manager.filter(pk=obj.pk)  # noqa: SLF001 - Django documents it for any model
    return visible_to(viewer, rows, now=now).exists()


def granted_ids(viewer: Viewer, model: type[Model], *, now: datetime) -> QuerySet[Grant, Any]:
    """The ids of the objects of one model that grants open to the viewer, in person or through the organisation."""
    return grants_of_viewer(viewer, Grant.objects.filter(object_type=object_type_of(model)), now=now)


def grants_of_viewer(viewer: Viewer, grants: QuerySet[Grant], *, now: datetime) -> QuerySet[Grant, Any]:
    """The ids of the objects that these grants open to the viewer, in person or through the organisation."""
    named = Q(person=viewer.person)
    if viewer.is_member:
        named |= Q(organisation=viewer.organisation)
    return grants.filter(named, _in_force(now)).values_list("object_id", flat=True)


def grants_of(obj: Model, *, now: datetime) -> QuerySet[Grant]:
    """The grants that open this object now, those of organisations by name, then those of people by address."""
    return (
        in_force(all_grants_of(obj), now=now)
        .select_related("organisation", "person")
        .order_by(F("organisation__name").asc(nulls_last=True), "email", "id")
    )


def all_grants_of(obj: Model) -> QuerySet[Grant]:
    """Every grant that opens this object, or did."""
    return Grant.objects.filter(object_type=object_type_of(obj), object_id=obj.pk)


def let_in_since(viewer: Viewer, objects: Sequence[Model]) -> dict[Any, datetime]:
    """Since when the viewer is let in to objects of one model by name: without a break, by the grants not stopped.

    Whoever is let in by address beside the own organisation is not let in later for that.
    """
    named = Q(person__in=[viewer.person])
    if viewer.is_member:
        named |= Q(organisation=viewer.organisation)
    which = {"object_type": object_type_of(objects[0]), "object_id__in": [one.pk for one in objects]}
    grants = Grant.objects.filter(named, revoked_at__isnull=True, **which).order_by("granted_at")
    since, until = dict[Any, datetime](), dict[Any, datetime]()
    for key, begins, ends in grants.values_list("object_id", "granted_at", "expires_at"):
        if key not in until or until[key] < begins:
            since[key] = begins
        until[key] = max(until.get(key, begins), ends or datetime.max.replace(tzinfo=UTC))
    return since


def in_force(grants: QuerySet[Grant], *, now: datetime) -> QuerySet[Grant]:
    """Those of the grants that open something now: neither stopped nor run out."""
    return grants.filter(_in_force(now))


def _in_force(now: datetime) -> Q:
    return Q(revoked_at__isnull=True) & (Q(expires_at__isnull=True) | Q(expires_at__gt=now))


def object_type_of(model: type[Model] | Model) -> str:
    """The name under which grants and the audit log know a model or its rows; it is stored, so it must never change."""
    return model._meta.concrete_model._meta.label  # type: ignore[union-attr]


def object_of(grant: Grant) -> Any:
    """The object that a grant opens, or None when it is gone."""
    model = apps.get_model(grant.object_type)
    return model._default_manager.filter(pk=grant.object_id).first()  # noqa: SLF001 - as above
