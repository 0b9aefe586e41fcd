"""Organisations, and who acts for them."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions.audit import record
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import Membership, Organisation, Person
from maskinrum.organisations.permissions import Viewer, can_add_member, can_create_organisation
from maskinrum.organisations.queries import free_slug
from maskinrum.shared.errors import DomainError


@transaction.atomic
def create_organisation(
    name: str,
    *,
    kind: OrganisationKind,
    viewer: Viewer,
    now: datetime,
    cvr: str = "",
    is_fictitious: bool = False,
    takes_part: bool = True,
) -> Organisation:
    """Add an organisation; with ``takes_part`` False it is only known as a party to something in the register.

    Raises DomainError without the right, or when the CVR number is taken.
    """
    if not can_create_organisation(viewer):
        raise DomainError(_("Only the secretariat can add an organisation. Write to it."))
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                slug=free_slug(name),
                name=name.strip(),
                kind=kind,
                cvr=cvr.strip(),
                is_fictitious=is_fictitious,
                joined_at=now if takes_part else None,
            )
    except IntegrityError as error:
        raise DomainError(_("An organisation with this CVR number is already here."), field="cvr") from error
    record("create_organisation", organisation, viewer=viewer, now=now, changes={"name": [None, organisation.name]})
    return organisation


@transaction.atomic
def add_member(person: Person, *, organisation: Organisation, role: Role, viewer: Viewer, now: datetime) -> Membership:
    """Let a person act for an organisation. Raises DomainError without the right, or when the person already does."""
    if not can_add_member(viewer, organisation.pk, role):
        raise DomainError(_("Only a manager of the organisation can add people to it. Ask one of them."))
    try:
        with transaction.atomic():
            membership = Membership.objects.create(person=person, organisation=organisation, role=role)
    except IntegrityError as error:
        raise DomainError(_("The person already belongs to the organisation.")) from error
    record("add_member", membership, viewer=viewer, now=now, changes={"role": [None, role]})
    return membership
