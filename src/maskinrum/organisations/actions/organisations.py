"""Organisations: added, changed, and let in to the network."""

import uuid
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions.audit import record
from maskinrum.organisations.actions.meanwhile import changed_meanwhile, held_carrier, hold_still
from maskinrum.organisations.enums import OrganisationKind
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer, can_create_organisation, can_manage_network
from maskinrum.organisations.queries import free_slug, version_of
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
    group: Organisation | None = None,
) -> Organisation:
    """Add an organisation; with ``takes_part`` False it is only known as a party to something in the register.

    Raises DomainError without the right, or when the CVR number is taken.
    """
    if not can_create_organisation(viewer):
        raise DomainError(_("Only the secretariat can add an organisation. Write to it."))
    group = held_carrier(group) if group else None
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                slug=free_slug(name),
                name=name.strip(),
                kind=kind,
                cvr=cvr.strip(),
                is_fictitious=is_fictitious,
                joined_at=now if takes_part else None,
                group=group,
            )
    except IntegrityError as error:
        if not Organisation.objects.filter(cvr=cvr.strip()).exclude(cvr="").exists():
            # Two of one name at the same moment want the same address.
            words = _("Another organisation of this name was added this very moment. Look at the list, or save again.")
            raise DomainError(words, field="name") from error
        raise DomainError(_("An organisation with this CVR number is already here."), field="cvr") from error
    note_change(organisation)
    changes = {"name": [None, organisation.name]} | ({"group_id": [None, str(group.pk)]} if group else {})
    record("create_organisation", organisation, viewer=viewer, now=now, changes=changes)
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
    expected_version: str | None = None,
) -> Organisation:
    """Change what is known of an organisation; its address stays, so that links keep working.

    Raises DomainError without the right, when the CVR number is taken, when the group would be part of itself, when
    the organisation was merged, and when somebody has changed it since ``expected_version``, if that is given.
    """
    if not can_manage_network(viewer):
        raise DomainError(_("Only the secretariat can change an organisation. Write to it."))
    hold_still([one.pk for one in (organisation, group) if one])
    current = Organisation.objects.select_related("group").get(pk=organisation.pk)
    _refuse_changed(current, expected_version)
    group = held_carrier(group) if group else None
    _refuse_circle(current, group)
    before_group = current.group_id
    after = {"name": name.strip(), "kind": kind, "cvr": cvr, "group_id": group.pk if group else None}
    changes = {
        field: [_logged(getattr(current, field)), _logged(value)]
        for field, value in after.items()
        if getattr(current, field) != value
    }
    for field, value in after.items():
        setattr(current, field, value)
    try:
        with transaction.atomic():
            current.save(update_fields=["name", "kind", "cvr", "group"])
    except IntegrityError as error:
        raise DomainError(_("An organisation with this CVR number is already here."), field="cvr") from error
    if changes:
        note_change(current, *Organisation.objects.filter(pk__in=[before_group]))
        record("change_organisation", current, viewer=viewer, now=now, changes=changes)
    return current


def _refuse_changed(current: Organisation, expected_version: str | None) -> None:
    if current.merged_into_id:
        raise DomainError(_("The organisation has been merged meanwhile. Nothing was changed."))
    if expected_version is not None and version_of(current) != expected_version:
        told = [current.name, current.get_kind_display(), current.cvr, str(current.group or "")]
        raise changed_meanwhile(told)


def let_take_part(organisation: Organisation, *, cvr: str, viewer: Viewer, now: datetime) -> Organisation:
    """Let an organisation of the register take part in the network from now on, under its CVR number.

    Call within a transaction, when the right is shown. One that was merged meanwhile stands aside for the one that
    carries on. Raises DomainError when the number is taken, or when the organisation has got another meanwhile.
    """
    is_itself = (current := held_carrier(organisation)).pk == organisation.pk
    if is_itself and current.cvr and current.cvr != cvr:
        words = _("Somebody has given the organisation another CVR number meanwhile. Look at it before you decide.")
        raise DomainError(words, field="organisation")
    if current.joined_at is not None:
        return current
    organisation, cvr = current, current.cvr or cvr
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
