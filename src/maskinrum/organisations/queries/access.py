"""Who is looking, and what they may see: the access rule as a queryset."""

from datetime import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Grant, Membership, Person
from maskinrum.organisations.permissions import VISITOR, Viewer

M = TypeVar("M", bound=Model)


def viewer_of(user: Person | AnonymousUser | Any) -> Viewer:
    """Return the viewer behind a signed-in user; the oldest membership is the one acted for."""
    if not isinstance(user, Person) or not user.is_active:
        return VISITOR
    membership = Membership.objects.filter(person=user).order_by("since", "id").only("organisation_id", "role").first()
    if membership is None:
        return Viewer(person=user.pk)
    return Viewer(person=user.pk, organisation=membership.organisation_id, role=membership.role)


def visible_to(viewer: Viewer, rows: QuerySet[M], *, now: datetime) -> QuerySet[M]:
    """The access rule as a queryset: keep what the viewer may see.

    Rows have ``visibility`` and ``organisation``. Open rows are everyone's, network rows are any member's, all others
    the own organisation's; an unexpired, unrevoked grant opens one object to one organisation.
    """
    rule = Q(visibility=Visibility.OPEN)
    if viewer.is_member:
        rule |= Q(visibility=Visibility.NETWORK) | Q(organisation_id=viewer.organisation)
        rule |= Q(pk__in=granted_ids(viewer, rows.model, now=now))
    return rows.filter(rule)


def may_see(viewer: Viewer, obj: Model, *, now: datetime) -> bool:
    """Say whether ``visible_to`` keeps this one object."""
    rows = obj._meta.model._default_manager.filter(pk=obj.pk)  # noqa: SLF001 - Django documents it for any model
    return visible_to(viewer, rows, now=now).exists()


def granted_ids(viewer: Viewer, model: type[Model], *, now: datetime) -> QuerySet[Grant, Any]:
    """The ids of the objects of one model that grants open to the viewer's organisation."""
    grants = Grant.objects.filter(object_type=object_type_of(model), organisation__in=[viewer.organisation])
    return _in_force(grants, now=now).values("object_id")


def grants_of(obj: Model, *, now: datetime) -> QuerySet[Grant]:
    """The grants that open this object now, each with its organisation, by its name."""
    grants = Grant.objects.filter(object_type=object_type_of(obj), object_id=obj.pk)
    return _in_force(grants, now=now).select_related("organisation").order_by("organisation__name", "id")


def _in_force(grants: QuerySet[Grant], *, now: datetime) -> QuerySet[Grant]:
    return grants.filter(revoked_at__isnull=True).filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now))


def object_type_of(model: type[Model] | Model) -> str:
    """The name under which grants and the audit log know a model or its rows; it is stored, so it must never change."""
    return model._meta.concrete_model._meta.label  # type: ignore[union-attr]


def object_of(grant: Grant) -> Any:
    """The object that a grant opens, or None when it is gone."""
    model = apps.get_model(grant.object_type)
    return model._default_manager.filter(pk=grant.object_id).first()  # noqa: SLF001 - as above
