"""Reads of organisations."""

import uuid
from collections.abc import Iterable

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Lower

from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer, can_manage_network
from maskinrum.shared.slugs import slug_of, small

LONGEST_STEM = 90  # characters, so that a number fits behind
LONGEST_CHAIN = 20  # mergers after each other


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


def carried_on_by(organisation: Organisation) -> Organisation:
    """The organisation that carries on after every merger since; the very same where there was none."""
    for _merger in range(LONGEST_CHAIN):
        if organisation.merged_into is None:
            break
        organisation = organisation.merged_into
    return organisation


def organisations_as_stored(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[Organisation, Organisation]]:
    """The organisations with these ids, each beside the one that carries on for it: as many questions as mergers."""
    wanted, known = {*ids}, dict[uuid.UUID, Organisation]()
    asked = wanted
    while asked:
        known |= Organisation.objects.in_bulk(asked)
        asked = {one.merged_into_id for one in known.values() if one.merged_into_id} - known.keys()
    found = {}
    for pk in wanted & known.keys():
        now = known[pk]
        for _merger in range(LONGEST_CHAIN):
            now = known[now.merged_into_id] if now.merged_into_id else now
        found[pk] = known[pk], now
    return found


def organisation_of_cvr(cvr: str) -> Organisation | None:
    """The organisation that has the number, or carries on for one that had it. Ask for no answer that is shown."""
    found = Organisation.objects.select_related("merged_into").filter(cvr=cvr).first() if cvr else None
    return carried_on_by(found) if found else None


def organisations(viewer: Viewer, *, text: str = "") -> QuerySet[Organisation]:
    """Every organisation, for the secretariat: those whose name or number holds ``text``, with how many act for it."""
    if not can_manage_network(viewer):
        return Organisation.objects.none()
    rows = Organisation.objects.select_related("group", "merged_into").annotate(people=Count("memberships"))
    rows = rows.order_by(Lower("name"), "id")
    digits = "".join(text.split())
    return rows.filter(Q(name_key__contains=small(text)) | Q(cvr=digits)) if text else rows


def organisations_to_match(viewer: Viewer) -> QuerySet[Organisation]:
    """Those that stand in the register, have no number and take no part yet: a newcomer may be one of them."""
    return organisations(viewer).filter(joined_at__isnull=True, merged_into__isnull=True, cvr="")


def free_slug(name: str) -> str:
    """The name as it can stand in an address, with a number behind it where another has it already."""
    stem = slug_of(name)[:LONGEST_STEM].strip("-") or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


def organisation_called(name: str, *, is_fictitious: bool = False) -> Organisation | None:
    """The organisation of that name in whatever case, the one that carries on where it has been merged; else None.

    One that still carries on itself comes before one of the same name that was merged.
    """
    rows = Organisation.objects.filter(name_key=small(name), is_fictitious=is_fictitious)
    found = rows.order_by(F("merged_into").asc(nulls_first=True), "slug").first()
    return carried_on_by(found) if found else None
