"""Organisations known by name as parties to something, whether or not they take part in the network."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions.audit import record
from maskinrum.organisations.enums import OrganisationKind
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer, can_manage_network, can_manage_organisation
from maskinrum.organisations.queries import free_slug, organisation_called
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError

MOST_LOOKS = 5  # whoever meets others five times in a row has met something else


@transaction.atomic
def know_organisation(
    name: str, *, kind: OrganisationKind, viewer: Viewer, now: datetime, is_fictitious: bool = False
) -> Organisation:
    """Return the organisation of that name, added as one that takes no part where there is none.

    An invented and a real organisation of the same name are two. Raises DomainError without the right.
    """
    if not (can_manage_network(viewer) or can_manage_organisation(viewer)):
        raise DomainError(_("Only managers and the secretariat can name new organisations. Ask one of them."))
    if (found := organisation_called(name, is_fictitious=is_fictitious)) is not None:
        return found
    for looks_left in reversed(range(MOST_LOOKS)):
        # The address is looked up before the name is. Whoever names the same one at this moment, and is not seen by
        # the second look, was not seen by the first: both want one address, and the later of the two looks again.
        slug = free_slug(name)
        if (found := organisation_called(name, is_fictitious=is_fictitious)) is not None:
            return found
        try:
            with transaction.atomic():
                return _known(name.strip(), slug, kind, is_fictitious, viewer, now)
        except IntegrityError:
            if not looks_left:
                raise
    raise AssertionError


def _known(
    name: str, slug: str, kind: OrganisationKind, is_fictitious: bool, viewer: Viewer, now: datetime
) -> Organisation:
    row = Organisation.objects.create(slug=slug, name=name, kind=kind, is_fictitious=is_fictitious)
    note_change(row)
    record("know_organisation", row, viewer=viewer, now=now, changes={"name": [None, row.name]})
    return row


@transaction.atomic
def join_group(company: Organisation, *, group: Organisation, viewer: Viewer, now: datetime) -> Organisation:
    """Say which corporate group a company belongs to. Raises DomainError without the right."""
    if not can_manage_network(viewer):
        raise DomainError(_("Only the secretariat can say which group a company belongs to. Write to it."))
    if company.group_id != group.pk:
        before, company.group = company.group_id, group
        company.save(update_fields=["group"])
        note_change(company, group)
        record("join_group", company, viewer=viewer, now=now, changes={"group": [before, group.pk]})
    return company
