"""The meeting while it runs: the page, what is newer than it, and the notes."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.knowledge.views.stash import keep_typed, typed_before
from maskinrum.meetings.actions import NoteText, end_meeting, settle_note, start_meeting, take_up, write_note
from maskinrum.meetings.actions.turns import can_be_mended
from maskinrum.meetings.enums import TextStanding
from maskinrum.meetings.forms.live import (
    ActionForm,
    CaptureForm,
    DecisionForm,
    NoteForm,
    RoundForm,
    SettleForm,
)
from maskinrum.meetings.models import AgendaItem, Meeting, Note, Participant
from maskinrum.meetings.queries import (
    attended_meeting,
    board_of,
    carried_actions,
    changes_since,
    is_unchanged,
    meeting,
    pass_to,
)
from maskinrum.meetings.queries.live import Board, seconds_spent, standing_of
from maskinrum.meetings.queries.people import choices_of, participants_of
from maskinrum.meetings.reports.live import note_parts
from maskinrum.meetings.views.meetings import items_shown, rights_of, rights_with
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import tried

AUTOSAVE, VERSION, LET_IN = "X-Autosave", "Meeting-Version", "Meeting-Pass"


def attended(request: PageRequest, key: str) -> tuple[Meeting, dict[str, Any]]:
    """A meeting that the viewer takes part in, with what the viewer may do; or Http404."""
    row = meeting(request.viewer, key, now=timezone.now())
    rights = rights_of(request, row)
    if not rights["takes_part"]:
        raise Http404
    return row, rights


@login_required
@require_safe
def live(request: PageRequest, key: str) -> HttpResponse:
    """Show the meeting as it runs: what is taken up now, or the item asked for, and everything written about it."""
    row, rights = attended(request, key)
    board = board_of(request.viewer, row)
    item = _shown_item(request, board)
    if item is None:
        messages.error(request, _("There is nothing on the agenda yet."))
        return redirect("meetings:meeting", row.key)
    return render(request, "meetings/live.html", _page(request, row, board, item, rights))


def _shown_item(request: PageRequest, board: Board) -> AgendaItem | None:
    asked = request.GET.get("punkt", "")
    chosen = next((one for one in board.items if str(one.pk) == asked), None)
    current = next((one for one in board.items if one.pk == board.row.current_item_id), None)
    return chosen or current or next(iter(board.items), None)


def _page(request: PageRequest, row: Meeting, board: Board, item: AgendaItem, rights: dict[str, Any]) -> dict[str, Any]:
    now, places = timezone.now(), [one.pk for one in board.items]
    place = places.index(item.pk)
    notes = [one for one in board.changes.notes if one.row.item_id == item.pk]
    own = [] if "ny" in request.GET else [one.row for one in notes if one.is_own]
    note = own[-1] if own else None
    shown = next(one for one in items_shown(request, row) if one["item"].pk == item.pk)
    forms = live_forms(request, row)
    return {
        "row": row,
        "board": board,
        "let_in": pass_to(row),
        "notes": note_parts(row, notes, may_run=rights["may_run"]),
        "item": item,
        "shown": shown,
        "note": note,
        "note_form": _note_form(request, note),
        **forms,
        "is_current": item.pk == row.current_item_id,
        "may_mend": can_be_mended(row, now),
        "next": board.items[place + 1] if place + 1 < len(places) else None,
        "current_spent": seconds_spent(row.current_item, row, now=now) if row.current_item else 0,
        "carried": list(carried_actions(request.viewer, row, now=now)),
        **rights,
    }


def live_forms(request: PageRequest, row: Meeting) -> dict[str, Any]:
    """The forms of the live page, each with ids of its own."""
    forms: dict[str, Any] = {
        "decision_form": DecisionForm(),
        "action_form": ActionForm(owners=choices_of(participants_of(row))),
        "round_form": RoundForm(),
        "capture_form": CaptureForm(),
    }
    for name, form in forms.items():
        form.auto_id = f"{name}_%s"
        form.fields["writer"].initial = request.viewer.person
    return forms


def _note_form(request: PageRequest, note: Note | None, text: str | None = None) -> NoteForm:
    given = {
        "text": text if text is not None else (note.text if note else ""),
        "note": note.pk if note else uuid.uuid4(),
        "based_on": note.version if note else 0,
        "writer": request.viewer.person,
    }
    return NoteForm(initial=given)


@require_safe
def newer(request: PageRequest, key: str) -> HttpResponse:
    """Answer with what is newer than the version the page has; 204 while nothing is."""
    asked = request.GET.get("fra", "")
    since = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else -1
    if is_unchanged(key, let_in=request.headers.get(LET_IN, ""), since=since):
        return _nothing()
    if not request.viewer.is_known:  # whether there is such a meeting or not
        return _problem_of_visitor()
    found = attended_meeting(request.viewer, key)
    if found is None:
        raise Http404
    row, own = found
    answer = _nothing() if since == row.version else _changes(request, row, own, since)
    answer[VERSION], answer[LET_IN] = str(row.version), pass_to(row)
    return answer


def _nothing() -> HttpResponse:
    """Nothing new; of a type that lets nobody down the line ask whose session this is."""
    return HttpResponse(status=204, content_type="text/plain")


def _changes(request: PageRequest, row: Meeting, own: Participant | None, since: int) -> HttpResponse:
    rights = rights_with(request, row, own)
    changes = changes_since(request.viewer, row, since=since)
    context = {
        "row": row,
        "changes": changes,
        "notes": note_parts(row, changes.notes, may_run=rights["may_run"]),
        "item": row.current_item,
        "may_mend": can_be_mended(row, timezone.now()),
        "standing": standing_of(row, since=since),
        "spent": seconds_spent(row.current_item, row, now=timezone.now()) if row.current_item else 0,
        **rights,
    }
    return render(request, "meetings/_newer.html", context)


@login_required
@require_POST
def steer(request: PageRequest, key: str) -> HttpResponse:
    """Begin, go on to an item, or end."""
    row, rights = attended(request, key)
    if not rights["may_run"]:
        raise Http404
    now = timezone.now()
    if "start" in request.POST:
        start_meeting(row, viewer=request.viewer, now=now)
    elif "end" in request.POST:
        end_meeting(row, viewer=request.viewer, now=now)
        messages.success(
            request, _("The meeting is over. Here are its minutes; whoever has drafts or actions is told.")
        )
        return redirect("meetings:minutes", row.key)
    else:
        take_up(row, _as_id(request.POST.get("item", "")), viewer=request.viewer, now=now)
    return redirect("meetings:live", row.key)


def _as_id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Http404 from error


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: PageRequest, key: str, item_id: uuid.UUID) -> HttpResponse:
    """Write a note about an item, on a page of its own without script; with it, the live page saves here."""
    if not request.viewer.is_known:
        return _signed_out(request)
    found = attended_meeting(request.viewer, key)
    if found is None:
        raise Http404
    row = found[0]
    if request.method == "POST":
        return _save(request, row, item_id)
    item = row.items.filter(pk=item_id).first()
    if item is None:
        raise Http404
    before = typed_before(request)
    form = NoteForm(before) if before is not None else _note_form(request, None)
    words = _("What you wrote before you had to log in stands here. It is not saved yet.") if before else ""
    return render(request, "meetings/note.html", {"row": row, "item": item, "form": form, "words": words})


def _signed_out(request: PageRequest) -> HttpResponse:
    return _problem_of_visitor() if request.headers.get(AUTOSAVE) else keep_typed(request)


def _problem_of_visitor() -> HttpResponse:
    """What a page that was opened while signed in is told once the session has run out."""
    words = _("You have been away for too long. What you wrote is kept in this browser. Log in again.")
    return JsonResponse({"problem": words}, status=401)


def _save(request: PageRequest, row: Meeting, item_id: uuid.UUID) -> HttpResponse:
    form = NoteForm(request.POST)
    is_automatic = bool(request.headers.get(AUTOSAVE))
    kept: list[Note] = []

    def act() -> object:
        given = form.cleaned_data
        words = NoteText(given["note"], item_id, given["text"], given["based_on"])
        kept.append(write_note(row, words, viewer=request.viewer, now=timezone.now()))
        return kept

    if not tried(form, act):
        if is_automatic:
            problem = next(iter(error for errors in form.errors.values() for error in errors), "")
            return JsonResponse({"problem": str(problem)}, status=409)
        item = row.items.filter(pk=item_id).first()
        return render(request, "meetings/note.html", {"row": row, "item": item, "form": form}, status=409)
    saved = kept[0]
    is_beside = saved.beside > 0 and saved.text != form.cleaned_data["text"]
    if is_automatic:
        return _told(row, saved, is_beside=is_beside)
    if is_beside:
        return redirect("meetings:settle", row.key, saved.pk)
    messages.success(request, _("Your note is saved."))
    return redirect(f"{reverse('meetings:live', args=[row.key])}?punkt={item_id}")


def _told(row: Meeting, saved: Note, *, is_beside: bool) -> JsonResponse:
    hour = timezone.localtime(saved.changed_at).strftime("%H.%M")
    words = _("Saved at %(hour)s") % {"hour": hour}
    if is_beside:
        words = _("This note was changed elsewhere meanwhile. Both texts are kept.")
    address = reverse("meetings:settle", args=[row.key, saved.pk])
    return JsonResponse({"words": words, "version": saved.version, "beside": is_beside, "settle": address})


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: PageRequest, key: str, note_id: uuid.UUID) -> HttpResponse:
    """Show the texts of a note beside each other, and choose one or join them."""
    if not request.viewer.is_known:
        return keep_typed(request)
    row, rights = attended(request, key)
    found = row.notes.select_related("item").filter(pk=note_id).first()
    if found is None or not (rights["may_run"] or found.written_by == request.viewer.person):
        raise Http404
    texts = list(found.versions.exclude(standing=TextStanding.EARLIER).order_by("number"))
    seen = found.versions.order_by("-number").values_list("number", flat=True).first() or 0
    initial = {"text": found.text, "seen": seen, "writer": request.viewer.person}
    form = SettleForm(request.POST if request.method == "POST" else typed_before(request), initial=initial)

    def act() -> object:
        given = form.cleaned_data
        text, last = given["text"], given["seen"]
        return settle_note(row, found, text=text, seen=last, viewer=request.viewer, now=timezone.now())

    if request.method == "POST":
        if tried(form, act):
            messages.success(request, _("That text counts now. The others are kept as earlier ones."))
            return redirect(f"{reverse('meetings:live', args=[row.key])}?punkt={found.item_id}")
        again = request.POST.copy()
        again["seen"] = str(seen)
        errors = form.non_field_errors()
        form = SettleForm(again)
        for words in errors:
            form.add_error(None, words)
    earlier = found.versions.filter(standing=TextStanding.EARLIER)
    context = {"row": row, "note": found, "texts": texts, "earlier": earlier, "form": form}
    is_restored = request.method != "POST" and form.is_bound
    return render(request, "meetings/settle.html", context | {"is_restored": is_restored})
