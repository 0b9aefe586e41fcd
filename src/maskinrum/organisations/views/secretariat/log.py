"""The log of what was done, what is kept about people, and for how long."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signing import BadSignature, Signer
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maskinrum.organisations.actions import CHANGED
from maskinrum.organisations.forms import LogForm
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.models import AuditEvent
from maskinrum.organisations.phrases import type_in_words, verb_in_words
from maskinrum.organisations.queries import (
    Line,
    audit_events,
    kept_tables,
    lines_in_full,
    organisations,
    page_of_events,
    verbs_and_types,
    with_names,
)
from maskinrum.organisations.reports import LABELS
from maskinrum.organisations.views.secretariat.access import secretariat_only
from maskinrum.shared.downloads import stream
from maskinrum.shared.partial_dates import kept_day
from maskinrum.shared.tables import csv_lines

PLACE = Signer(salt="place in the log")  # where a page begins, so that nobody reads numbers of lines from an address


@secretariat_only
@require_safe
def log(request: PageRequest) -> HttpResponse:
    """Show the lines asked for, the latest first, a page at a time."""
    form = _form(request)
    rows = audit_events(request.viewer, form.wanted())
    rows = rows if form.is_valid() else rows.none()
    events, older = page_of_events(rows, before=_place(request.GET.get("before", "")))
    context = {
        "form": form,
        "lines": [_in_words(line) for line in with_names(events)],
        "older": _address(request, before=PLACE.sign(str(older))) if older else "",
        "is_first": "before" not in request.GET,
        "asked": _address(request),
    }
    return render(request, "organisations/secretariat/log.html", context)


@secretariat_only
@require_safe
def log_file(request: PageRequest) -> HttpResponse | StreamingHttpResponse:
    """Give the lines asked for as CSV, all of them, as they are read; what cannot be read is told on the page."""
    form = _form(request)
    if not form.is_valid():
        return redirect(f"{reverse('secretariat:log')}?{_address(request)}")
    rows = audit_events(request.viewer, form.wanted())
    language = (get_language() or "da")[:2]
    header = [_("When"), _("Who"), _("Number of the person"), _("Acted for"), _("Did what"), _("To what"), _("Number")]
    changes = [_("Changes"), _("Changes as data (JSON)")]
    written = csv_lines([*header, *changes], _cells(lines_in_full(rows)), language=language)
    return stream(written, name=_("log"), kind="csv")


@secretariat_only
@require_safe
def retention(request: PageRequest) -> HttpResponse:
    """Show every table with something about people: why, for how long, how many rows, how many are overdue."""
    kept = kept_tables(request.viewer, now=timezone.now())
    return render(request, "organisations/secretariat/retention.html", {"kept": kept})


def _form(request: PageRequest) -> LogForm:
    verbs, types = verbs_and_types(request.viewer)
    taking_part = organisations(request.viewer).filter(joined_at__isnull=False)
    return LogForm(request.GET, organisations=taking_part, verbs=verbs, types=types)


def _place(signed: str) -> int | None:
    try:
        return int(PLACE.unsign(signed)) if signed else None
    except (BadSignature, ValueError):
        return None


def _address(request: PageRequest, **more: str) -> str:
    asked = request.GET.copy()
    asked.pop("before", None)
    for name, value in more.items():
        asked[name] = value
    return asked.urlencode()


def _in_words(line: Line) -> dict[str, Any]:
    event = line.event
    return {
        "event": event,
        "who": line.who,
        "organisation": line.organisation,
        "verb": verb_in_words(event.verb),
        "object_type": type_in_words(event.object_type),
        "changes": _changes(line),
    }


def _changes(line: Line) -> str:
    return ", ".join(_change(line.event, name, change) for name, change in line.changes.items())


def _changes_in_json(line: Line) -> str:
    """What was changed, as one line of text."""
    return json.dumps(line.changes, ensure_ascii=False, sort_keys=True, cls=DjangoJSONEncoder) if line.changes else ""


def _change(event: AuditEvent, field: str, change: Any) -> str:
    """One field with what it was before and after, a missing value as a dash."""
    name = LABELS.get(field, field)
    if not (isinstance(change, list) and len(change) == 2):
        return f"{name}: {_('changed') if change == CHANGED else change}"
    before, after = (_value_in_words(event, field, value) for value in change)
    return f"{name}: {before} → {after}"


def _value_in_words(event: AuditEvent, field: str, value: Any) -> Any:
    """A value as people read it; one that stands on no list of its model is shown as it was kept."""
    if value in (None, ""):
        return "–"
    if not isinstance(value, str):
        return value
    if isinstance(day := kept_day(value), datetime):
        return date_format(timezone.localtime(day), "DATETIME_FORMAT")
    if day is not None:
        return date_format(day, "DATE_FORMAT")
    return _choices(event.object_type, field).get(value, value)


def _choices(object_type: str, field: str) -> dict[str, Any]:
    try:
        found = apps.get_model(object_type)._meta.get_field(field)
    except (LookupError, ValueError, FieldDoesNotExist):
        return {}
    return dict(getattr(found, "flatchoices", ()))


def _cells(lines: Iterator[Line]) -> Iterator[list[str]]:
    for line in lines:
        event = line.event
        when = timezone.localtime(event.at).isoformat(sep=" ", timespec="seconds")
        done = [verb_in_words(event.verb), type_in_words(event.object_type), str(event.object_id)]
        yield [when, line.who, str(event.actor or ""), line.organisation, *done, _changes(line), _changes_in_json(line)]
