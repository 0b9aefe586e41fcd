"""Reads of who used an experience, and what others say to it."""

from collections import defaultdict
from datetime import datetime

from django.db.models import QuerySet

from maskinrum.knowledge.models import Experience, ExperienceComment, ExperienceUse
from maskinrum.knowledge.queries.experiences import published
from maskinrum.organisations.permissions import Viewer


def uses(row: Experience) -> QuerySet[ExperienceUse]:
    """Who used it, the latest first. Ask only of an experience that the viewer may read."""
    return row.uses.select_related("organisation", "partnership", "project")


def comments(row: Experience) -> QuerySet[ExperienceComment]:
    """What others added, the oldest first, without what was taken back. Ask as of ``uses``."""
    return row.comments.filter(removed_at__isnull=True).select_related("organisation")


def counters(viewer: Viewer, row: Experience, *, now: datetime) -> QuerySet[Experience]:
    """The experiences that speak against it, as far as the viewer may read them."""
    return published(viewer, now=now).filter(counter_to=row).select_related("organisation").order_by("-rank", "id")


def outcomes_by_organisation(row: Experience) -> dict[str, list[str]]:
    """What each organisation but the own one told of how it went."""
    told = defaultdict(list)
    for organisation, outcome in row.uses.values_list("organisation", "outcome"):
        if organisation != row.organisation_id:
            told[str(organisation)].append(outcome)
    return told
