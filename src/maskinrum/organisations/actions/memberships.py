"""Who acts for an organisation, and in which role."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions.audit import record
from maskinrum.organisations.actions.meanwhile import held_carrier, hold_still
from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import Membership, Organisation, Person
from maskinrum.organisations.permissions import Viewer, can_add_member, can_give_role, can_keep_members
from maskinrum.organisations.queries import DECIDERS, invitations_out, is_last_manager, is_last_of_secretariat
from maskinrum.shared.errors import DomainError


@transaction.atomic
def add_member(person: Person, *, organisation: Organisation, role: Role, viewer: Viewer, now: datetime) -> Membership:
    """Let a person act for an organisation. Raises DomainError without the right, or when the person already does."""
    if not can_add_member(viewer, organisation.pk, role):
        raise DomainError(_("Only a manager of the organisation can add people to it. Ask one of them."))
    organisation = held_carrier(organisation)
    try:
        with transaction.atomic():
            membership = Membership.objects.create(person=person, organisation=organisation, role=role)
    except IntegrityError as error:
        raise DomainError(_("The person already belongs to the organisation.")) from error
    record("add_member", membership, viewer=viewer, now=now, changes={"role": [None, role]})
    return membership


def admit(person: Person, *, organisation: Organisation, role: str, viewer: Viewer, now: datetime) -> Membership:
    """Let in somebody whom an invitation or an approval lets in, and let them act for the organisation from now on.

    Whoever belongs to it already keeps the role they have, and the first of all decides for it, whatever was said when
    they were asked. Where it was merged meanwhile they act for the one that carries on. Call within a transaction,
    when the right is shown.
    """
    organisation = held_carrier(organisation)
    if not Membership.objects.filter(organisation=organisation, person__is_active=True).exists():
        role = role if role in DECIDERS else Role.MANAGER
    membership, is_new = Membership.objects.get_or_create(
        person=person, organisation=organisation, defaults={"role": role}
    )
    if is_new:
        record("add_member", membership, viewer=viewer, now=now, changes={"role": [None, role]})
    person.acting_for = organisation
    person.save(update_fields=["acting_for"])
    return membership


@transaction.atomic
def change_role(membership: Membership, *, role: str, viewer: Viewer, now: datetime) -> Membership:
    """Give somebody another role.

    Raises DomainError without the right, when nobody would be left who decides, and when the network would be left
    without a secretariat.
    """
    membership = _locked(membership)
    before = membership.role
    if not can_give_role(viewer, membership.organisation_id, before, role):
        raise DomainError(_("Only a manager can change roles, and only the secretariat gives or takes its own."))
    if before == role:
        return membership
    if role not in DECIDERS:
        _refuse_to_leave_without_manager(membership)
    if before == Role.SECRETARIAT:
        _refuse_to_leave_without_secretariat(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    record("change_role", membership, viewer=viewer, now=now, changes={"role": [before, role]})
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, viewer: Viewer, now: datetime) -> None:
    """Let somebody no longer act for an organisation: oneself, or another of one's own organisation.

    Raises DomainError as ``change_role``.
    """
    membership = _locked(membership)
    is_own = viewer.person == membership.person_id
    may_end = can_keep_members(viewer, membership.organisation_id)
    if not is_own and not (may_end and can_give_role(viewer, membership.organisation_id, membership.role)):
        raise DomainError(_("Only a manager of the organisation can end a membership. Ask one of them."))
    _refuse_to_leave_without_manager(membership)
    if membership.role == Role.SECRETARIAT:
        _refuse_to_leave_without_secretariat(membership)
    verb = "leave_organisation" if is_own else "end_membership"
    record(verb, membership, viewer=viewer, now=now, changes={"role": [membership.role, None]})
    Person.objects.filter(pk=membership.person_id, acting_for=membership.organisation_id).update(acting_for=None)
    membership.delete()
    close_ways_in([membership.organisation_id], viewer=viewer, now=now)


def close_ways_in(organisations: Iterable[uuid.UUID], *, viewer: Viewer, now: datetime) -> None:
    """Withdraw the invitations to those of the organisations that nobody acts for any more: nobody is left to ask.

    Call within a transaction, after the last person has left.
    """
    for organisation in Organisation.objects.filter(pk__in=set(organisations), memberships__isnull=True).order_by("pk"):
        for invitation in invitations_out(organisation):
            invitation.withdrawn_at = now
            invitation.save(update_fields=["withdrawn_at"])
            record("withdraw_invitation", invitation, viewer=viewer, now=now)


@transaction.atomic
def act_for(person: Person, *, organisation: Organisation, viewer: Viewer, now: datetime) -> Person:
    """Act for one of the organisations that one belongs to. Raises DomainError when one does not."""
    if not person.memberships.filter(organisation=organisation, organisation__merged_into__isnull=True).exists():
        raise DomainError(_("You do not belong to that organisation any more. Nothing was changed."))
    if person.acting_for_id != organisation.pk:
        changes = {"acting_for": [str(person.acting_for_id or ""), str(organisation.pk)]}
        person.acting_for = organisation
        person.save(update_fields=["acting_for"])
        record("act_for", person, viewer=viewer, now=now, changes=changes)
    return person


def hold_secretariat_still() -> None:
    """Let nobody else change who looks after the network before the transaction is over; ``hold_still`` comes first."""
    list(Membership.objects.select_for_update().filter(role=Role.SECRETARIAT).order_by("pk").values_list("pk"))


def _locked(membership: Membership) -> Membership:
    """The membership as it stands now, with every other of its organisation and of the secretariat held still."""
    hold_still([membership.organisation_id])
    hold_secretariat_still()
    found = Membership.objects.select_related("person", "organisation").filter(pk=membership.pk).first()
    if found is None:
        raise DomainError(_("The person no longer belongs to the organisation. Nothing was changed."))
    return found


def _refuse_to_leave_without_manager(membership: Membership) -> None:
    if is_last_manager(membership.person, membership.organisation):
        raise DomainError(
            _("Somebody must decide for the organisation. Make one of the others a manager first. Nothing was changed.")
        )


def _refuse_to_leave_without_secretariat(membership: Membership) -> None:
    if is_last_of_secretariat(membership.person):
        raise DomainError(
            _("The network must have a secretariat. Give somebody else the role first. Nothing was changed.")
        )
