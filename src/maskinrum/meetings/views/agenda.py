"""Put an agenda together."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maskinrum.meetings.actions import add_item, change_item, move_agenda_item, remove_agenda_item
from maskinrum.meetings.actions.agenda import item_facts
from maskinrum.meetings.facts.offering import Topic, offers
from maskinrum.meetings.forms.agenda import ItemForm, initial_item
from maskinrum.meetings.forms.meetings import THEME_FIELDS
from maskinrum.meetings.models import AgendaItem, Meeting
from maskinrum.meetings.queries.people import choices_of, participants_of
from maskinrum.meetings.views.meetings import items_shown, kept_meeting
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import tried


@login_required
@require_http_methods(["GET", "HEAD"])
def agenda(request: PageRequest, key: str) -> HttpResponse:
    """List the items in order, and what is worth taking up."""
    row = kept_meeting(request, key)
    items = items_shown(request, row)
    context = {
        "row": row,
        "items": items,
        "planned": sum(one["item"].minutes for one in items),
        "available": int((row.ends_at - row.starts_at).total_seconds() // 60),
        "offers": [(one, topics) for one in offers() if (topics := _topics(request, row, one.name))],
    }
    return render(request, "meetings/agenda.html", context)


def _topics(request: PageRequest, row: Meeting, name: str) -> list[Topic]:
    find = next(one.find for one in offers() if one.name == name)
    return list(find(request.viewer, row.theme_codes.split(), timezone.now()))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: PageRequest, key: str, item_id: uuid.UUID | None = None) -> HttpResponse:
    """Write a new item, perhaps from what was suggested, or change one."""
    row = kept_meeting(request, key)
    found = row.items.select_related("experience").filter(pk=item_id).first() if item_id else None
    if item_id and found is None:
        raise Http404
    form = ItemForm(
        request.POST if request.method == "POST" else None,
        leads=choices_of(participants_of(row)),
        initial=_initial(request, row, found),
    )

    def act() -> object:
        now, facts = timezone.now(), form.facts()
        if found is None:
            return add_item(row, facts, viewer=request.viewer, now=now)
        return change_item(row, found.pk, facts, viewer=request.viewer, now=now)

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The agenda is saved."))
        return redirect("meetings:agenda", row.key)
    return render(request, "meetings/item_form.html", {"row": row, "item": found, "form": form})


def _initial(request: PageRequest, row: Meeting, found: AgendaItem | None) -> dict[str, Any]:
    if found is not None:
        return initial_item(item_facts(found))
    kind, key = request.GET.get("fra", ""), request.GET.get("emne", "")
    if not kind or kind not in {one.name for one in offers()}:
        return {}
    topic = next((one for one in _topics(request, row, kind) if one.key == key), None)
    if topic is None:
        return {}
    given = {"title": topic.title, "phase": topic.phase, "about": topic.reason, "about_url": topic.address}
    return given | dict(zip(THEME_FIELDS, topic.themes, strict=False))


@login_required
@require_POST
def move(request: PageRequest, key: str, item_id: uuid.UUID) -> HttpResponse:
    """Move an item one place."""
    row = kept_meeting(request, key)
    by = 1 if request.POST.get("way") == "down" else -1
    move_agenda_item(row, item_id, by=by, viewer=request.viewer, now=timezone.now())
    return redirect("meetings:agenda", row.key)


@login_required
@require_POST
def remove(request: PageRequest, key: str, item_id: uuid.UUID) -> HttpResponse:
    """Take an item out."""
    row = kept_meeting(request, key)
    remove_agenda_item(row, item_id, viewer=request.viewer, now=timezone.now())
    return redirect("meetings:agenda", row.key)
