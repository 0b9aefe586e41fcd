"""Bring the tools that ship with the product, as versioned data."""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from maskinrum.knowledge.actions.shipped import Loaded
from maskinrum.knowledge.actions.tools import add_version
from maskinrum.knowledge.facts.tools import ToolFacts, ToolFileFacts, ToolRelease
from maskinrum.knowledge.models import Experience, Tool, ToolOrigin
from maskinrum.organisations.actions import record
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.search.actions import note_change

Files = Callable[[str], list[ToolFileFacts]]


@transaction.atomic
def load_tools(releases: Iterable[ToolRelease], files: Files, now: datetime) -> Loaded:
    """Add what ships and is not there, and a version where a newer one ships. Doing it again changes nothing.

    ``files`` makes the files of a tool; it is asked only for a version that is not there, for that takes time. What
    organisations brought is not touched.
    """
    verbs = [_bring(release, files, now) for release in releases]
    return Loaded(verbs.count("added"), verbs.count("changed"), verbs.count("left"))


def _bring(release: ToolRelease, files: Files, now: datetime) -> str:
    row = Tool.objects.filter(key=release.key).first()
    if row is None:
        row, verb = Tool(key=release.key, visibility=Visibility.OPEN, created_at=now), "added"
    elif row.organisation_id is not None:
        return "left"
    elif not row.versions.filter(label=release.label).exists():
        verb = "changed"
    else:
        return "changed" if _write(row, release.facts, now) else "same"
    _write(row, release.facts, now)
    version = add_version(row, files(release.key), label=release.label, dated=release.dated, person=None, now=now)
    record("load_tool", row, viewer=OPERATOR, now=now, changes={"version": [None, version.label]})
    return verb


def _write(row: Tool, facts: ToolFacts, now: datetime) -> bool:
    """Put the words into the row, and say whether any was another."""
    lines = {
        "steps": "\n".join(facts.steps),
        "steps_en": "\n".join(facts.steps_en),
        "phase_codes": " ".join(facts.phases),
        "theme_codes": " ".join(facts.themes),
        "basis": list(facts.basis),
    }
    plain = ("title", "title_en", "purpose", "purpose_en", "users", "users_en")
    said = {name: getattr(facts, name) for name in plain} | lines
    before = list(row.origins.values_list("experience", flat=True)) if row.latest else []
    wanted = _origins(facts)
    if row.latest and wanted == before and all(getattr(row, name) == value for name, value in said.items()):
        return False
    for name, value in said.items():
        setattr(row, name, value)
    row.changed_at = now
    row.save()
    row.origins.all().delete()
    ToolOrigin.objects.bulk_create(
        ToolOrigin(tool=row, experience_id=key, position=place) for place, key in enumerate(wanted)
    )
    note_change(row)
    return True


def _origins(facts: ToolFacts) -> list[uuid.UUID]:
    """The experiences it was derived from; the one that stays, where one of them was merged away or replaced."""
    rows = Experience.objects.filter(key__in=facts.experiences).select_related("superseded_by")
    stands = {one.key: one.superseded_by or one for one in rows}
    return list(dict.fromkeys(stands[key].pk for key in facts.experiences if key in stands))
