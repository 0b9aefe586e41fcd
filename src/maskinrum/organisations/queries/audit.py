"""Reads of the log of what was done, for the secretariat."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import Viewer, can_manage_network
from maskinrum.organisations.queries.access import object_type_of

CHANGED = "changed"
ABOUT_ACCESS = ("organisation", "expires_at")  # whom a row was opened to and until when, by opaque key: of any row
PAGE = 50  # lines
CHUNK = 500  # lines that are named together when the whole is written out


@dataclass(frozen=True)
class Wanted:
    """Which lines of the log are asked for; None and "" ask for all. ``until`` is not included."""

    who: uuid.UUID | None = None
    organisation: uuid.UUID | None = None
    verb: str = ""
    object_type: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Line:
    """One line of the log, with the names of those who are still there; an erased person has none.

    ``changes`` are those that may be told by what the models declare today, whatever a line of before has kept.
    """

    event: AuditEvent
    who: str
    organisation: str
    changes: Mapping[str, Any]


def as_logged(model: type[Model], changes: Mapping[str, Any]) -> dict[str, Any]:
    """What the log tells of changes to a row of this model; of the rest no more than that it was changed.

    Left unsaid are fields that the model declares as personal, as ``free_text`` in which anybody may be named, or as
    ``confidential``, such as a price; and of a model whose content is its organisation's own all but ``told_in_log``.
    """
    declared = getattr(model, "personal_data", None)
    unsaid = {*(declared.fields if declared else ())}
    unsaid |= {*getattr(model, "free_text", ()), *getattr(model, "confidential", ())}
    told = getattr(model, "told_in_log", None)
    if told is not None:
        unsaid |= changes.keys() - {*told, *ABOUT_ACCESS}
    return {field: CHANGED if field in unsaid else value for field, value in changes.items()}


def audit_events(viewer: Viewer, wanted: Wanted) -> QuerySet[AuditEvent]:
    """The lines asked for, the latest first; none for anybody but the secretariat."""
    if not can_manage_network(viewer):
        return AuditEvent.objects.none()
    asked = {
        "actor": wanted.who,
        "organisation": wanted.organisation,
        "verb": wanted.verb,
        "object_type": wanted.object_type,
        "at__gte": wanted.since,
        "at__lt": wanted.until,
    }
    return AuditEvent.objects.filter(**{name: value for name, value in asked.items() if value}).order_by("-id")


def was_removed(viewer: Viewer, verb: str, model: type[Model], key: uuid.UUID, *, is_personal: bool = False) -> bool:
    """Whether a row that is gone was removed by the viewer's own organisation, or by the viewer where it is personal.

    Others hear no more of it than of what never was; nothing is kept for this that the log does not keep.
    """
    by = {"actor__in": [viewer.person]} if is_personal else {"organisation__in": [viewer.organisation]}
    rows = AuditEvent.objects.filter(object_type=object_type_of(model), object_id=key, verb=verb, **by)
    return rows.exists() and not model._default_manager.filter(pk=key).exists()  # noqa: SLF001 - it is the public way


def page_of_events(rows: QuerySet[AuditEvent], *, before: int | None) -> tuple[list[AuditEvent], int | None]:
    """One page of lines, those older than ``before``, and where the next page begins, or None after the last."""
    older = rows.filter(Q(id__lt=before)) if before is not None else rows
    found = list(older[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def with_names(events: Iterable[AuditEvent]) -> list[Line]:
    """The lines with the names of people and organisations, in two questions."""
    events = list(events)
    people = Person.objects.filter(pk__in={one.actor for one in events if one.actor}, erased_at__isnull=True)
    names = {person.pk: str(person) for person in people}
    asked = {one.organisation for one in events if one.organisation}
    places = dict(Organisation.objects.filter(pk__in=asked).values_list("pk", "name"))
    return [Line(one, _name(names, one.actor), _name(places, one.organisation), _told(one)) for one in events]


def _told(event: AuditEvent) -> dict[str, Any]:
    try:
        return as_logged(apps.get_model(event.object_type), event.changes)
    except (LookupError, ValueError):
        # A table that is gone cannot say what of it was confidential.
        return dict.fromkeys(event.changes, CHANGED)


def _name(names: Mapping[uuid.UUID, str], key: uuid.UUID | None) -> str:
    return names.get(key, "") if key else ""


def lines_in_full(rows: QuerySet[AuditEvent]) -> Iterator[Line]:
    """All lines with names, a few hundred at a time, however many there are."""
    before = None
    while chunk := list((rows.filter(id__lt=before) if before else rows)[:CHUNK]):
        yield from with_names(chunk)
        before = chunk[-1].pk


def verbs_and_types(viewer: Viewer) -> tuple[list[str], list[str]]:
    """What has been done to what, as far as the log goes."""
    rows = audit_events(viewer, Wanted()).order_by()
    return (
        sorted(rows.values_list("verb", flat=True).distinct()),
        sorted(rows.values_list("object_type", flat=True).distinct()),
    )
