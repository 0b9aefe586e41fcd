"""Reads of departments, and of who runs whose housing."""

import uuid

from django.db.models import Q, QuerySet

from maskinrum.organisations.models import Administration, Department, Organisation
from maskinrum.organisations.permissions import Viewer


def administrations(viewer: Viewer) -> QuerySet[Administration]:
    """What is said about who runs whom, of the viewer's organisation on either side, and has not ended."""
    own = [viewer.organisation]
    rows = Administration.objects.filter(Q(administrator__in=own) | Q(administered__in=own), ended_at__isnull=True)
    return rows.select_related("administrator", "administered").order_by(
        "administrator__name", "administered__name", "id"
    )


def organisations_kept(viewer: Viewer) -> QuerySet[Organisation]:
    """The organisations whose departments the viewer keeps: the own one, and those it administers by common consent."""
    administered = Administration.objects.filter(
        administrator__in=[viewer.organisation], confirmed_at__isnull=False, ended_at__isnull=True
    )
    kept = Q(pk__in=[viewer.organisation]) | Q(pk__in=administered.values("administered"))
    return Organisation.objects.filter(kept, merged_into__isnull=True)


def keeps(viewer: Viewer, organisation: uuid.UUID) -> bool:
    """Whether the viewer keeps the departments of the organisation."""
    return organisations_kept(viewer).filter(pk=organisation).exists()


def departments(viewer: Viewer, *, with_removed: bool = False) -> QuerySet[Department]:
    """The departments the viewer keeps, those of each organisation together, by number and name."""
    rows = Department.objects.filter(organisation__in=organisations_kept(viewer))
    rows = rows if with_removed else rows.filter(removed_at__isnull=True)
    return rows.select_related("organisation").order_by("organisation__name", "number", "name", "id")
