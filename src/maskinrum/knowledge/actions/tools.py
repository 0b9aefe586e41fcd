"""Bring tools and their versions, and say that one was used."""

import hashlib
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.attachments import store_file
from maskinrum.knowledge.actions.letters import tell_of_newer_version
from maskinrum.knowledge.actions.use import refuse_unseen, tell_again
from maskinrum.knowledge.actions.writing import new_key
from maskinrum.knowledge.enums import UseOutcome
from maskinrum.knowledge.facts.tools import ToolFileFacts
from maskinrum.knowledge.models import CLEANER, Tool, ToolFile, ToolOrigin, ToolUse, ToolVersion
from maskinrum.knowledge.permissions import can_bring_tool, can_use_tool, owns_tool
from maskinrum.knowledge.queries.use import readers_now
from maskinrum.organisations.actions import record
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError

LENT_READERS = (Visibility.NETWORK, Visibility.ORGANISATION)
"""Who may see what an organisation brings: nobody has read it before it stands there, so not the whole world."""

MOST_IN_LANGUAGE = 4

TAKEN_OVER = (
    *("title", "title_en", "purpose", "purpose_en", "users", "users_en", "steps", "steps_en"),
    *("phase_codes", "theme_codes", "basis"),
)


def add_version(
    row: Tool,
    files: Sequence[ToolFileFacts],
    *,
    label: str,
    dated: date,
    note: str = "",
    person: uuid.UUID | None,
    now: datetime,
) -> ToolVersion:
    """Keep a version with its files, and write to those who used an older one. Only the other actions call this."""
    row.latest, row.changed_at = row.latest + 1, now
    row.save()
    kept = {"label": label, "dated": dated, "note": note, "uploaded_by": person, "created_at": now}
    kept |= {"visibility": row.visibility}
    version = ToolVersion.objects.create(tool=row, number=row.latest, **kept)
    places: Counter[str] = Counter()
    for file in files:
        ToolFile.objects.create(
            version=version,
            language=file.language,
            position=places[file.language],
            name=file.name,
            kind=file.kind,
            file=store_file(file.content),
            size=len(file.content),
            digest=hashlib.sha256(file.content).hexdigest(),
            text=file.text,
            cleaned_by=CLEANER,
        )
        places[file.language] += 1
    note_change(row)
    tell_of_newer_version(version, now=now)
    return version


@transaction.atomic
def bring_tool(
    row: Tool,
    *,
    title: str,
    note: str,
    visibility: str,
    files: Sequence[ToolFileFacts],
    viewer: Viewer,
    now: datetime,
) -> Tool:
    """Keep files in their order as a new version of the own organisation's tool, or as its variant of another's.

    Raises DomainError without an organisation, without a file, for too many, and for readers that nobody has asked.
    """
    if not can_bring_tool(viewer):
        raise DomainError(_("Only those who act for an organisation can bring a tool."))
    if visibility not in LENT_READERS:
        raise DomainError(_("Choose who may see it."), field="visibility")
    if not files:
        raise DomainError(_("Choose a file in Danish or in English."))
    if max(Counter(file.language for file in files).values()) > MOST_IN_LANGUAGE:
        raise DomainError(_("At most four files in one language. Leave one out."))
    current = Tool.objects.select_for_update().get(pk=row.pk)
    is_own = owns_tool(viewer, current)
    mine = current if is_own else _variant(current, viewer, now)
    mine.title, mine.visibility = title.strip() or current.title, visibility
    mine.save()
    today = timezone.localdate(now)
    version = add_version(
        mine, _told_apart(files), label=str(mine.latest + 1), dated=today, note=note, person=viewer.person, now=now
    )
    verb = "bring_version" if is_own else "bring_variant"
    record(verb, mine, viewer=viewer, now=now, changes={"version": [None, version.number]})
    return mine


def _told_apart(files: Sequence[ToolFileFacts]) -> list[ToolFileFacts]:
    """The files, each with a name of its own, for all may lie in one folder: by language, then by number."""
    languages: dict[str, set[str]] = {}
    for file in files:
        languages.setdefault(file.name.casefold(), set()).add(file.language)
    taken: set[str] = set()
    apart = []
    for file in files:
        stem, _dot, ending = file.name.rpartition(".")
        stem += f"-{file.language}" if len(languages[file.name.casefold()]) > 1 else ""
        names = (f"{stem}{extra}.{ending}" for extra in ("", *(f"-{number}" for number in range(2, len(files) + 2))))
        name = next(name for name in names if name.casefold() not in taken)
        taken.add(name.casefold())
        apart.append(replace(file, name=name))
    return apart


def _variant(row: Tool, viewer: Viewer, now: datetime) -> Tool:
    made = Tool(key=new_key(), variant_of=row, created_at=now, changed_at=now)
    made.organisation_id = viewer.organisation
    for name in TAKEN_OVER:
        setattr(made, name, getattr(row, name))
    made.title_en = ""  # its own title is in one language
    made.save()
    ToolOrigin.objects.bulk_create(
        ToolOrigin(tool=made, experience_id=origin.experience_id, position=origin.position)
        for origin in row.origins.all()
    )
    return made


@transaction.atomic
def record_tool_use(
    row: Tool,
    *,
    outcome: UseOutcome,
    text: str = "",
    place: str = "",
    seen: str | None = None,
    viewer: Viewer,
    now: datetime,
) -> ToolUse:
    """Say that the own organisation used the newest version, and how it went; the same place again changes that.

    ``seen`` marks what whoever tells had seen of what was told there before; without it nothing is compared. Raises
    DomainError for the organisation whose tool it is, for whoever acts for none, and for what was told there unseen.
    """
    row = Tool.objects.select_for_update().get(pk=row.pk)
    if not can_use_tool(viewer, row):
        raise DomainError(_("Only other organisations can say that they used it. It is your own."))
    newest = row.versions.order_by("-number").first()
    if newest is None:
        raise DomainError(_("There is nothing to use yet: it has no file."))
    there = {"tool": row, "organisation_id": viewer.organisation, "place": place}
    use = ToolUse.objects.filter(**there).first()
    is_new = use is None
    if use is None:
        use = ToolUse(**there, recorded_by=viewer.person, used_at=now)
    if seen is not None:
        refuse_unseen(None if is_new else use, text, seen)
    changes = tell_again(use, outcome, text, readers=readers_now(row), now=now)
    use.version = newest
    use.save()
    note_change(row)
    record("record_tool_use" if is_new else "change_tool_use", use, viewer=viewer, now=now, changes=changes)
    return use


def move_tools(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let the organisation that carries on after a merger own the other's variants."""
    rows = Tool.objects.filter(organisation=old)
    keys = list(rows.values_list("pk", flat=True))
    rows.update(organisation=into)
    note_change(*Tool.objects.filter(pk__in=keys))
