"""Reads of booklets, and of what may be put into one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from maskinrum.knowledge.models import Booklet, BookletItem, Experience, ExperienceUse, Tool, ToolVersion
from maskinrum.knowledge.queries.experiences import published
from maskinrum.knowledge.queries.recommendations import Weighed, recommendations, weighed
from maskinrum.knowledge.queries.tools import tools
from maskinrum.knowledge.queries.use import uses_of_each
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import visible_to

MOST_FOUND = 30
KINDS = ("recommendation", "experience", "tool")


@dataclass(frozen=True)
class Held:
    """One part of a booklet as a reader may see it: own text, or one of the others; ``is_hidden`` where neither."""

    item: BookletItem
    recommendation: Weighed | None = None
    experience: Experience | None = None
    tool: Tool | None = None
    version: ToolVersion | None = None
    uses: tuple[ExperienceUse, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether it leads to nothing."""
        return not any(getattr(self.item, f"{kind}_id") for kind in KINDS)

    @property
    def is_hidden(self) -> bool:
        """Whether it leads to something that the reader may not see."""
        return not (self.is_text or self.recommendation or self.experience or self.tool)


def booklets(viewer: Viewer, *, now: datetime) -> QuerySet[Booklet]:
    """The booklets that the viewer may read."""
    return visible_to(viewer, Booklet.objects.all(), now=now)


def listed_booklets(viewer: Viewer, *, now: datetime) -> list[Booklet]:
    """These, those of the own organisation first."""
    rows = booklets(viewer, now=now).select_related("organisation").order_by("-changed_at", "id")
    return sorted(rows, key=lambda row: row.organisation_id != viewer.organisation)


def booklet_of(viewer: Viewer, key: str, *, now: datetime) -> Booklet:
    """One of them, or Http404 for one that is not there and, alike, for one that the viewer may not read."""
    return get_object_or_404(booklets(viewer, now=now).select_related("organisation"), key=key)


def held(viewer: Viewer, row: Booklet, *, now: datetime) -> list[Held]:
    """Its parts in order, each with what it leads to as far as the viewer may see that."""
    items = list(row.items.all())

    def chosen(kind: str) -> list[Any]:
        return [getattr(item, f"{kind}_id") for item in items if getattr(item, f"{kind}_id")]

    advice = recommendations(viewer, now=now).filter(pk__in=chosen("recommendation"))
    weighed_by = {one.row.pk: one for one in weighed(viewer, list(advice), now=now)}
    used = Prefetch("uses", ExperienceUse.objects.select_related("organisation"))
    experiences = published(viewer, now=now).select_related("organisation").prefetch_related(used)
    told = experiences.in_bulk(chosen("experience"))
    sheets = tools(viewer, now=now).prefetch_related("versions").in_bulk(chosen("tool"))

    applied = uses_of_each(viewer, told.values())

    def one(item: BookletItem) -> Held:
        advised = weighed_by.get(item.recommendation_id) if item.recommendation_id else None
        experience = told.get(item.experience_id) if item.experience_id else None
        sheet = sheets.get(item.tool_id) if item.tool_id else None
        version = next(iter(sheet.versions.all()), None) if sheet else None
        used_by = tuple(applied[experience.pk]) if experience else ()
        return Held(item, advised, experience, sheet, version, used_by)

    return [one(item) for item in items]


def choosable(viewer: Viewer, kind: str, *, now: datetime) -> QuerySet[Any]:
    """What of a kind the viewer may see and therefore choose."""
    if kind == "recommendation":
        return recommendations(viewer, now=now)
    return published(viewer, now=now) if kind == "experience" else tools(viewer, now=now)


@dataclass(frozen=True)
class Choice:
    """Something that can be put into a booklet."""

    kind: str
    key: str
    title: str


def choices(viewer: Viewer, row: Booklet, words: str, *, now: datetime) -> list[Choice]:
    """What the viewer may see, has all the words in its title and is not in the booklet yet; the first of them."""
    wanted = words.casefold().split()
    found = []
    for kind in KINDS:
        name = "statement" if kind == "recommendation" else "title"
        inside = row.items.filter(**{f"{kind}__isnull": False}).values(kind)
        rows = choosable(viewer, kind, now=now).exclude(pk__in=inside).order_by(name, "id")
        for key, title, other in rows.values_list("key", name, f"{name}_en"):
            if all(word in f"{title} {other}".casefold() for word in wanted):
                found.append(Choice(kind, key, title))
    return found[:MOST_FOUND]
