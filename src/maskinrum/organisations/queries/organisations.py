"""Reads of organisations."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.slugs import slug_of

LONGEST_STEM = 90  # characters, so that a number fits behind


def organisations_to_share_with(viewer: Viewer) -> QuerySet[Organisation]:
    """Every organisation that takes part in the network but the viewer's own, by name."""
    taking_part = Organisation.objects.filter(joined_at__isnull=False, merged_into__isnull=True)
    return taking_part.exclude(pk__in=[viewer.organisation])


def organisation_names(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The names of the organisations with these ids."""
    return dict(Organisation.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def own_organisation(viewer: Viewer) -> Organisation | None:
    """The organisation the viewer acts for, or None."""
    return Organisation.objects.filter(pk__in=[viewer.organisation]).first()


def free_slug(name: str) -> str:
    """The name as it can stand in an address, with a number behind it where another has it already."""
    stem = slug_of(name)[:LONGEST_STEM].strip("-") or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


def organisation_called(name: str, *, is_fictitious: bool = False) -> Organisation | None:
    """The organisation of that name in whatever case, the one that carries on where it has been merged; else None."""
    rows = Organisation.objects.filter(name__iexact=name.strip(), is_fictitious=is_fictitious)
    found = rows.select_related("merged_into").order_by("merged_into", "slug").first()
    return (found.merged_into or found) if found else None
