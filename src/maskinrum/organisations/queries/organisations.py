"""Reads of organisations."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer


def organisations_to_share_with(viewer: Viewer) -> QuerySet[Organisation]:
    """Every organisation but the viewer's own, by name."""
    return Organisation.objects.exclude(pk__in=[viewer.organisation])


def organisation_names(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The names of the organisations with these ids."""
    return dict(Organisation.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def own_organisation(viewer: Viewer) -> Organisation | None:
    """The organisation the viewer acts for, or None."""
    return Organisation.objects.filter(pk__in=[viewer.organisation]).first()
