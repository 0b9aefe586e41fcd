"""The list of development meetings, one of them, and calling, changing and cancelling it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.knowledge.facts import themes_named
from maskinrum.knowledge.facts.relevance import Context
from maskinrum.knowledge.queries import published
from maskinrum.knowledge.queries.choices import partnership_choices, partnership_names
from maskinrum.knowledge.reports.block import experiences_beside_each
from maskinrum.meetings.actions import call_meeting, cancel_meeting, change_meeting, tick_action
from maskinrum.meetings.enums import MeetingState
from maskinrum.meetings.facts.meetings import LEFT_RUNNING
from maskinrum.meetings.forms.meetings import MeetingForm, initial_of
from maskinrum.meetings.models import AgendaItem, Meeting, Participant
from maskinrum.meetings.permissions import can_call_meeting, can_keep_meeting, can_run_meeting, can_take_part
from maskinrum.meetings.queries import (
    carried_actions,
    coming_meetings,
    meeting,
    meetings,
    own_actions,
    own_participant,
    past_meetings,
)
from maskinrum.meetings.queries.meeting_events import meeting_event
from maskinrum.meetings.queries.outcomes import lines_of, yield_of
from maskinrum.meetings.queries.people import organisations_coming, participants_of
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.permissions import can_share
from maskinrum.shared.calendar import write_calendar
from maskinrum.shared.downloads import download
from maskinrum.shared.errors import tried

A_PAGE = 20


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """List the meetings that lie ahead, and those that were held with what came of them."""
    now = timezone.now()
    page = Paginator(past_meetings(request.viewer, now=now), A_PAGE).get_page(request.GET.get("side"))
    context = {
        "coming": lines_of(list(coming_meetings(request.viewer, now=now))),
        "past": lines_of(list(page)),
        "page": page,
        "actions": [one for one in own_actions(request.viewer) if one.done_at is None],
        "may_call": can_call_meeting(request.viewer),
        "today": timezone.localdate(),
    }
    return render(request, "meetings/index.html", context)


@require_safe
def one(request: PageRequest, key: str) -> HttpResponse:
    """Show one meeting: what it is about, who comes, its agenda, and what it decided."""
    now = timezone.now()
    row = meeting(request.viewer, key, now=now)
    listed = participants_of(row)
    rights = rights_of(request, row)
    shows_outcome = rights["takes_part"] or row.state == MeetingState.HELD
    seen = partnership_names(request.viewer, [row.partnership_id], now=now)
    context = {
        "row": row,
        "themes": themes_named(row.theme_codes),
        "partnership": row.partnership if row.partnership_id in seen else None,
        "items": items_shown(request, row),
        "planned": sum(item.minutes for item in row.items.all()),
        "listed": listed,
        "organisations": organisations_coming(listed),
        "decisions": list(row.decisions.all()) if shows_outcome else [],
        "yield": yield_of(request.viewer, row, now=now) if row.state == MeetingState.HELD else None,
        "carried": list(carried_actions(request.viewer, row, now=now)) if rights["takes_part"] else [],
        "before": meetings(request.viewer, now=now).filter(pk__in=[row.follows_id]).first(),
        "is_left_running": rights["may_run"]
        and row.state == MeetingState.RUNNING
        and row.ends_at <= now - LEFT_RUNNING,
        "after": list(meetings(request.viewer, now=now).filter(follows=row)),
        **rights,
    }
    return render(request, "meetings/meeting.html", context)


@require_safe
def calendar(request: PageRequest, key: str) -> HttpResponse:
    """Give the meeting as a calendar file; place and online link only to who takes part."""
    row = meeting(request.viewer, key, now=timezone.now())
    event = meeting_event(row, is_invited=rights_of(request, row)["takes_part"])
    return download(write_calendar([event], name=row.title), name=row.key, kind="ics")


def rights_of(request: PageRequest, row: Meeting) -> dict[str, Any]:
    """What the viewer is to a meeting, and may do."""
    return rights_with(request, row, own_participant(request.viewer, row))


def rights_with(request: PageRequest, row: Meeting, own: Participant | None) -> dict[str, Any]:
    """The same for who is known to have a place at it, or none."""
    return {
        "own": own,
        "takes_part": can_take_part(request.viewer, row, own),
        "may_run": can_run_meeting(request.viewer, row, own),
        "may_keep": can_keep_meeting(request.viewer, row),
        "may_share": can_share(request.viewer, row.organisation_id),
    }


def items_shown(request: PageRequest, row: Meeting) -> list[dict[str, Any]]:
    """The agenda with what the reader may see beside each item, in a fixed number of questions."""
    items = list(row.items.select_related("lead"))
    readable = published(request.viewer, now=timezone.now())
    told = {one.pk: one for one in readable.filter(pk__in=[item.experience_id for item in items if item.experience_id])}
    contexts = {str(item.pk): _context(item, row) for item in items}
    beside = experiences_beside_each(request.viewer, contexts)
    return [
        {
            "item": item,
            "number": number,
            "themes": themes_named(item.theme_codes),
            "experience": told.get(item.experience_id) if item.experience_id else None,
            "beside": [each for each in beside[str(item.pk)] if each.row.pk != item.experience_id],
        }
        for number, item in enumerate(items, start=1)
    ]


def _context(item: AgendaItem, row: Meeting) -> Context:
    return Context(themes=tuple(item.theme_codes.split()), phase=item.phase)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Call one; it may follow another that the viewer's organisation called."""
    if not can_call_meeting(request.viewer):
        raise Http404
    follows = _followed(request)
    initial = {"visibility": "network", "starts": "09:00", "ends": "12:00"}
    if follows is not None:
        kept = ("title", "purpose", "place", "online_url", "visibility", "partnership")
        initial |= {name: value for name, value in initial_of(follows).items() if name in kept or "theme" in name}
    form = _form(request, initial)
    made: list[Meeting] = []

    def act() -> object:
        made.append(call_meeting(form.facts(), viewer=request.viewer, now=timezone.now(), follows=follows))
        return made

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The meeting is called. Put an agenda together, and invite."))
        return redirect("meetings:agenda", made[0].key)
    return render(request, "meetings/meeting_form.html", {"row": None, "form": form, "follows": follows})


def _followed(request: PageRequest) -> Meeting | None:
    key = request.GET.get("efter", "")
    row = meetings(request.viewer, now=timezone.now()).filter(key=key).first() if key else None
    return row if row is not None and can_keep_meeting(request.viewer, row) else None


def _form(request: PageRequest, initial: dict[str, Any]) -> MeetingForm:
    offered = partnership_choices(request.viewer, now=timezone.now())
    return MeetingForm(request.POST if request.method == "POST" else None, partnerships=offered, initial=initial)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, key: str) -> HttpResponse:
    """Change what it is about, and when and where it is."""
    row = kept_meeting(request, key)
    form = _form(request, initial_of(row))

    def act() -> object:
        return change_meeting(row, form.facts(), viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The meeting is saved. Those invited get an e-mail when day or place has changed."))
        return redirect("meetings:meeting", row.key)
    return render(request, "meetings/meeting_form.html", {"row": row, "form": form})


@login_required
@require_POST
def cancel(request: PageRequest, key: str) -> HttpResponse:
    """Call it off."""
    row = cancel_meeting(kept_meeting(request, key), viewer=request.viewer, now=timezone.now())
    messages.success(request, _("The meeting is cancelled, and those invited get an e-mail."))
    return redirect("meetings:meeting", row.key)


def kept_meeting(request: PageRequest, key: str) -> Meeting:
    """One that the viewer's organisation called, or Http404."""
    row = meeting(request.viewer, key, now=timezone.now())
    if not can_keep_meeting(request.viewer, row):
        raise Http404
    return row


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def actions(request: PageRequest) -> HttpResponse:
    """List what the viewer has promised, and say that something is done, or not after all."""
    rows = own_actions(request.viewer)
    if request.method == "POST":
        asked = request.POST.get("action", "")
        found = next((one for one in rows if str(one.pk) == asked), None)
        if found is None:
            raise Http404
        tick_action(found, is_done="done" in request.POST, viewer=request.viewer, now=timezone.now())
        return redirect("meetings:actions")
    return render(request, "meetings/actions.html", {"rows": rows, "today": timezone.localdate()})
