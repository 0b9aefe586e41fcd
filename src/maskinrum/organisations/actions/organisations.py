"""Organisations: added, changed, and let in to the network."""

import uuid
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions.audit import record
from maskinrum.organisations.enums import OrganisationKind
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer, can_create_organisation, can_manage_network
from maskinrum.organisations.queries import free_slug
from maskinrum.search.actions import note_change
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
    note_change(organisation)
    record("create_organisation", organisation, viewer=viewer, now=now, changes={"name": [None, organisation.name]})
    return organisation


@transaction.atomic
def change_organisation(
    organisation: Organisation,
    *,
    name: str,
    kind: str,
    cvr: str,
    group: Organisation | None,
    viewer: Viewer,
    now: datetime,
) -> Organisation:
    """Change what is known of an organisation; its address stays, so that links keep working.

    Raises DomainError without the right, when the CVR number is taken, and when the group would be part of itself.
    """
    if not can_manage_network(viewer):
        raise DomainError(_("Only the secretariat can change an organisation. Write to it."))
    _refuse_circle(organisation, group)
    before_group = organisation.group_id
    after = {"name": name.strip(), "kind": kind, "cvr": cvr, "group_id": group.pk if group else None}
    changes = {
        field: [_logged(getattr(organisation, field)), _logged(value)]
        for field, value in after.items()
        if getattr(organisation, field) != value
    }
    for field, value in after.items():
        setattr(organisation, field, value)
    try:
        with transaction.atomic():
            organisation.save(update_fields=["name", "kind", "cvr", "group"])
    except IntegrityError as error:
        raise DomainError(_("An organisation with this CVR number is already here."), field="cvr") from error
    if changes:
        note_change(organisation, *Organisation.objects.filter(pk__in=[before_group]))
        record("change_organisation", organisation, viewer=viewer, now=now, changes=changes)
    return organisation


def let_take_part(organisation: Organisation, *, cvr: str, viewer: Viewer, now: datetime) -> Organisation:
    """Let an organisation of the register take part in the network from now on, under its CVR number.

    Call within a transaction, when the right is shown. Raises DomainError when the number is taken.
    """
    changes = {"joined_at": [None, now]} | ({"cvr": [organisation.cvr, cvr]} if organisation.cvr != cvr else {})
    organisation.cvr, organisation.joined_at = cvr, now
    try:
        with transaction.atomic():
            organisation.save(update_fields=["cvr", "joined_at"])
    except IntegrityError as error:
        raise DomainError(_("An organisation with this CVR number is already here."), field="organisation") from error
    record("join_network", organisation, viewer=viewer, now=now, changes=changes)
    return organisation


def _refuse_circle(organisation: Organisation, group: Organisation | None) -> None:
    above, seen = group, {organisation.pk}
    while above is not None:
        if above.pk in seen:
            raise DomainError(_("A group cannot be part of itself. Choose another."), field="group")
        seen.add(above.pk)
        above = above.group


def _logged(value: Any) -> Any:
    return str(value) if isinstance(value, uuid.UUID) else value
