"""Two organisations become one: what belongs to the one that ends moves to the one that carries on.

Apps above say what of theirs moves (``on_merge``). Nothing is deleted but what the other has already; the row that ends
stays, points to the one that carries on, and opens nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.organisations.actions.audit import record
from maskinrum.organisations.actions.grants import opens_until
from maskinrum.organisations.enums import Decision, Role
from maskinrum.organisations.models import (
    Administration,
    Department,
    Grant,
    Invitation,
    JoinRequest,
    Membership,
    Organisation,
    Person,
)
from maskinrum.organisations.permissions import Viewer, can_manage_network
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Rows = Callable[[Organisation], "QuerySet[Any]"]
Move = Callable[[Organisation, Organisation, datetime], None]

STRENGTH = [Role.MEMBER, Role.FACILITATOR, Role.MANAGER, Role.SECRETARIAT]


@dataclass(frozen=True)
class Moving:
    """One kind of what an organisation has: its name in the log and in words, its rows, how they come to another."""

    key: str
    label: "StrOrPromise"
    rows: Rows
    move: Move


@dataclass(frozen=True)
class Moved:
    """How many of one kind move."""

    key: str
    label: str
    count: int


_OF_OTHERS: dict[str, Moving] = {}


def on_merge(key: str, label: "StrOrPromise", rows: Rows, move: Move | None = None) -> None:
    """Say what of an app's own moves when an organisation is merged into another.

    ``rows`` gives what an organisation has. Without ``move`` the field ``organisation`` of the rows is written.
    """

    def simply(old: Organisation, into: Organisation, now: datetime) -> None:
        rows(old).update(organisation=into)

    _OF_OTHERS[key] = Moving(key, label, rows, move or simply)


def would_move(organisation: Organisation) -> list[Moved]:
    """What would move if the organisation were merged into another: every kind, with how many."""
    return [Moved(one.key, str(one.label), one.rows(organisation).count()) for one in _everything()]


@transaction.atomic
def merge_organisations(
    organisation: Organisation, *, into: Organisation, viewer: Viewer, now: datetime
) -> list[Moved]:
    """Merge an organisation into another that carries on, and return what moved.

    Raises DomainError without the right, for one that has been merged, and between what is invented and what is not.
    """
    if not can_manage_network(viewer):
        raise DomainError(_("Only the secretariat can merge organisations. Write to it."))
    pks = sorted([organisation.pk, into.pk])
    held = {one.pk: one for one in Organisation.objects.select_for_update().filter(pk__in=pks).order_by("pk")}
    old, into = held[organisation.pk], held[into.pk]
    _refuse_impossible(old, into)
    moved = would_move(old)
    note_change(old, into, *(row for one in _everything() for row in one.rows(old)))
    for one in _everything():
        one.move(old, into, now)
    if into.joined_at is None and old.joined_at is not None:
        into.joined_at = old.joined_at
        into.save(update_fields=["joined_at"])
    old.merged_into = into
    old.save(update_fields=["merged_into"])
    note_change(into)
    counts = {one.key: [one.count, 0] for one in moved if one.count}
    record("merge_organisation", old, viewer=viewer, now=now, changes={"merged_into": [None, str(into.pk)]} | counts)
    return moved


def _everything() -> list[Moving]:
    return [*_OWN, *_OF_OTHERS.values()]


def _refuse_impossible(old: Organisation, into: Organisation) -> None:
    if old.pk == into.pk:
        raise DomainError(_("An organisation cannot be merged into itself. Choose another."), field="into")
    if old.merged_into_id or into.merged_into_id:
        raise DomainError(_("One of the two has been merged already. Choose the one that carries on."), field="into")
    if old.is_fictitious != into.is_fictitious:
        raise DomainError(_("What is invented cannot be merged with what is real. Choose another."), field="into")


def _move_memberships(old: Organisation, into: Organisation, now: datetime) -> None:
    """Whoever belongs to both keeps the stronger of the two roles."""
    roles = dict(Membership.objects.filter(organisation=into).values_list("person", "role"))
    for membership in Membership.objects.filter(organisation=old):
        if membership.person_id not in roles:
            membership.organisation = into
            membership.save(update_fields=["organisation"])
            continue
        stronger = max(membership.role, roles[membership.person_id], key=lambda role: STRENGTH.index(Role(role)))
        Membership.objects.filter(organisation=into, person=membership.person_id).update(role=stronger)
        membership.delete()
    Person.objects.filter(acting_for=old).update(acting_for=into)


def _move_departments(old: Organisation, into: Organisation, now: datetime) -> None:
    """A number that the other has too becomes part of the name."""
    taken = set(Department.objects.filter(organisation=into, removed_at__isnull=True).values_list("number", flat=True))
    for department in Department.objects.filter(organisation=old):
        if department.number in taken - {""} and department.removed_at is None:
            department.name, department.number = f"{department.number} {department.name}"[:200], ""
        department.organisation = into
        department.save(update_fields=["organisation", "name", "number"])


def _move_invitations(old: Organisation, into: Organisation, now: datetime) -> None:
    out = Q(accepted_at__isnull=True, withdrawn_at__isnull=True)
    asked = Invitation.objects.filter(out, organisation=into).exclude(email="").values("email")
    Invitation.objects.filter(out, organisation=old, email__in=asked).update(withdrawn_at=now)
    Invitation.objects.filter(organisation=old).update(organisation=into)


def _move_grants(old: Organisation, into: Organisation, now: datetime) -> None:
    """Of two grants to the same object the one that opens it longer lives on; the other is stopped."""
    not_stopped = Grant.objects.filter(organisation=into, revoked_at__isnull=True)
    held = {(grant.object_type, grant.object_id): grant for grant in not_stopped}
    for grant in Grant.objects.filter(organisation=old):
        other = held.get((grant.object_type, grant.object_id)) if grant.revoked_at is None else None
        if other is not None:
            shorter = min(other, grant, key=opens_until)
            shorter.revoked_at = now
            shorter.save(update_fields=["revoked_at"])
        grant.organisation = into
        grant.save(update_fields=["organisation"])
    _stop_grants_to_oneself(old, into, now)


def _stop_grants_to_oneself(old: Organisation, into: Organisation, now: datetime) -> None:
    """What one of the two had opened to the other is its own now, and nothing that is shared with others."""
    to_itself = Grant.objects.filter(organisation=into, revoked_at__isnull=True)
    for kind in set(to_itself.values_list("object_type", flat=True)):
        rows = apps.get_model(kind)._default_manager.filter(organisation__in=[old, into])  # noqa: SLF001 - documented
        to_itself.filter(object_type=kind, object_id__in=list(rows.values_list("pk", flat=True))).update(revoked_at=now)


def _move_administrations(old: Organisation, into: Organisation, now: datetime) -> None:
    """What would be said of an organisation and itself, or twice, ends; of two that say the same, one yes holds."""
    for one in Administration.objects.filter(Q(administrator=old) | Q(administered=old), ended_at__isnull=True):
        sides = [into.pk if pk == old.pk else pk for pk in (one.administrator_id, one.administered_id)]
        same = {"administrator": sides[0], "administered": sides[1], "ended_at__isnull": True}
        other = Administration.objects.filter(**same).first()
        if sides[0] == sides[1] or other is not None:
            one.ended_at = now
            if other is not None and one.confirmed_at and not other.confirmed_at:
                other.confirmed_at = one.confirmed_at
                other.save(update_fields=["confirmed_at"])
        else:
            one.administrator_id, one.administered_id = sides
            one.stated_by_id = into.pk if one.stated_by_id == old.pk else one.stated_by_id
        one.save()


def _move_companies(old: Organisation, into: Organisation, now: datetime) -> None:
    Organisation.objects.filter(group=old).exclude(pk=into.pk).update(group=into)
    if into.group_id == old.pk:
        into.group = old.group if old.group_id != into.pk else None
        into.save(update_fields=["group"])


def _waiting(organisation: Organisation) -> QuerySet[JoinRequest]:
    return JoinRequest.objects.filter(organisation=organisation, decision=Decision.WAITING)


def _move_requests(old: Organisation, into: Organisation, now: datetime) -> None:
    JoinRequest.objects.filter(organisation=old).update(organisation=into)


def _sides(organisation: Organisation) -> QuerySet[Administration]:
    either = Q(administrator=organisation) | Q(administered=organisation)
    return Administration.objects.filter(either, ended_at__isnull=True)


def _of(model: type[Model]) -> Rows:
    return lambda organisation: model._default_manager.filter(organisation=organisation)  # noqa: SLF001 - documented


def _grants(organisation: Organisation) -> QuerySet[Grant]:
    return Grant.objects.filter(organisation=organisation, revoked_at__isnull=True)


def _companies(organisation: Organisation) -> QuerySet[Organisation]:
    return Organisation.objects.filter(group=organisation)


_OWN = (
    Moving("memberships", gettext_lazy("People"), _of(Membership), _move_memberships),
    Moving("invitations", gettext_lazy("Invitations"), _of(Invitation), _move_invitations),
    Moving("join_requests", gettext_lazy("Requests to take part"), _waiting, _move_requests),
    Moving("departments", gettext_lazy("Departments"), _of(Department), _move_departments),
    Moving("administrations", gettext_lazy("Administrations"), _sides, _move_administrations),
    Moving("grants", gettext_lazy("What others have shared with it"), _grants, _move_grants),
    Moving("companies", gettext_lazy("Companies of the group"), _companies, _move_companies),
)
