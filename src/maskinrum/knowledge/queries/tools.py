"""Reads of tools: which there are, their versions and files, and who used them."""

from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from maskinrum.knowledge.models import Experience, Tool, ToolFile, ToolUse, ToolVersion
from maskinrum.knowledge.queries.experiences import published
from maskinrum.knowledge.queries.use import used_by
from maskinrum.knowledge.queries.versions import tool_versions
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import visible_to


def tools(viewer: Viewer, *, now: datetime) -> QuerySet[Tool]:
    """The tools that the viewer may see."""
    return visible_to(viewer, Tool.objects.all(), now=now)


def listed_tools(viewer: Viewer, *, now: datetime, phase: str = "", theme: str = "") -> list[Tool]:
    """The tools that answer, those that more organisations used first; ``used`` counts them as ``used_by``."""
    rows = tools(viewer, now=now)
    if phase:
        rows = rows.filter(phase_codes__contains=phase)
    if theme:
        rows = rows.filter(theme_codes__contains=theme)
    told = ("tool", "organisation", "readers", "changed_at")  # what ``used_by`` asks of each
    uses = Prefetch("uses", ToolUse.objects.order_by().only(*told))
    latest = Prefetch("versions", with_files())
    found = list(rows.select_related("organisation").prefetch_related(latest, uses))
    used = used_by(viewer, found)
    for row in found:
        row.used = used[row.pk]  # type: ignore[attr-defined]  # for ``tool_line``
    # What was made from a tool stands after those that came first, however much it is used.
    return sorted(found, key=lambda row: (row.variant_of_id is not None, -used[row.pk], row.title.casefold()))


def tool(viewer: Viewer, key: str, *, now: datetime) -> Tool:
    """One tool, or Http404 for one that is not there and, alike, for one that the viewer may not see."""
    return get_object_or_404(tools(viewer, now=now).select_related("organisation", "variant_of"), key=key)


def versions_of(viewer: Viewer, row: Tool) -> list[ToolVersion]:
    """The versions with their files, newest first, as ``tool_versions``."""
    return list(tool_versions(viewer, row).prefetch_related(_files()))


def with_files() -> QuerySet[ToolVersion]:
    """Versions with those of their files that can be fetched: what was put aside cannot."""
    return ToolVersion.objects.prefetch_related(_files())


def _files() -> "Prefetch[str, QuerySet[ToolFile], str]":
    return Prefetch("files", ToolFile.objects.filter(set_aside_at=None))


def files_aside(row: Tool) -> list[ToolFile]:
    """The files that were put aside because they could not be cleaned. Ask only for those whose tool it is."""
    return list(ToolFile.objects.filter(version__tool=row).exclude(set_aside_at=None))


def newest_files(row: Tool) -> dict[str, list[ToolFile]]:
    """The files of the newest version by language, in their order. Ask as of ``versions_of``."""
    found: dict[str, list[ToolFile]] = {}
    for file in ToolFile.objects.filter(version__tool=row, version__number=row.latest, set_aside_at=None):
        found.setdefault(file.language, []).append(file)
    return found


def variants_of(viewer: Viewer, row: Tool, *, now: datetime) -> QuerySet[Tool]:
    """What organisations made of it, as far as the viewer may see it."""
    return tools(viewer, now=now).filter(variant_of=row).select_related("organisation").order_by("title", "id")


def origins_of(viewer: Viewer, row: Tool, *, now: datetime) -> QuerySet[Experience]:
    """The experiences it was derived from, as far as the viewer may read them."""
    return published(viewer, now=now).filter(tool_origins__tool=row).order_by("tool_origins__position")


def tools_from(viewer: Viewer, row: Experience, *, now: datetime) -> QuerySet[Tool]:
    """The tools that were derived from an experience, as far as the viewer may see them."""
    return tools(viewer, now=now).filter(origins__experience=row).order_by("title", "id")


def newer_than_used(viewer: Viewer, row: Tool) -> ToolUse | None:
    """The newest use of it that the viewer's organisation told of, where there is a newer version since."""
    if not viewer.is_member:
        return None
    own = row.uses.filter(organisation=viewer.organisation).select_related("version")
    newest = own.order_by("-version__number", "id").first()
    return newest if newest is not None and newest.version.number < row.latest else None


def tool_file(viewer: Viewer, key: str, file_id: Any, *, now: datetime) -> ToolFile:
    """One file of a tool, or Http404 as of ``tool``."""
    seen = tool_versions(viewer, tool(viewer, key, now=now))
    files = ToolFile.objects.filter(version__in=seen.order_by().values("pk"), set_aside_at=None)
    return get_object_or_404(files, pk=file_id)
