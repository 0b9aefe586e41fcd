"""Reads of what people say is wrong in the register."""

import uuid
from datetime import datetime

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from maskinrum.organisations.permissions import Viewer, can_manage_network, can_manage_organisation
from maskinrum.partnerships.models import Correction
from maskinrum.partnerships.queries.register import partnerships


def corrections(viewer: Viewer, *, now: datetime) -> QuerySet[Correction]:
    """The corrections that the viewer may answer, oldest first: the secretariat all, managers those to their own."""
    rows = Correction.objects.filter(partnership__in=partnerships(viewer, now=now)).select_related("partnership")
    if can_manage_network(viewer):
        return rows
    return (
        rows.filter(partnership__organisation=viewer.organisation) if can_manage_organisation(viewer) else rows.none()
    )


def correction(viewer: Viewer, key: uuid.UUID, *, now: datetime) -> Correction:
    """One correction that the viewer may answer, else Http404."""
    return get_object_or_404(corrections(viewer, now=now), pk=key)
