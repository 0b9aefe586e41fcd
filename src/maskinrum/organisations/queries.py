"""Reads. What a viewer may not see is never selected."""

from datetime import datetime
from typing import Any, TypeVar

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


def granted_ids(viewer: Viewer, model: type[Model], *, now: datetime) -> QuerySet[Grant, Any]:
    """The ids of the objects of one model that grants open to the viewer's organisation."""
    return (
        Grant.objects.filter(object_type=model._meta.label, organisation_id=viewer.organisation, revoked_at__isnull=True)
        .filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now))
        .values("object_id")
    )
