"""Invite to a meeting, answer, and say who was there."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.meetings.actions import (
    answer_invitation,
    change_meeting_role,
    invite_to_meeting,
    note_attendance,
    remove_participant,
    tick_action,
)
from maskinrum.meetings.actions.letters import calendar_file
from maskinrum.meetings.enums import Answer, MeetingRole, MeetingState
from maskinrum.meetings.forms.meetings import AnswerForm, InviteForm
from maskinrum.meetings.models import Participant
from maskinrum.meetings.queries import actions_of, board_of, meeting, own_participant, participant_of_token
from maskinrum.meetings.queries.outcomes import yield_of
from maskinrum.meetings.queries.people import organisations_coming, participants_of, undelivered_to
from maskinrum.meetings.reports.minutes import Minutes, minutes_document
from maskinrum.meetings.views.meetings import kept_meeting, rights_of
from maskinrum.organisations.middleware import PageRequest, about_oneself
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.shared.documents import html_fragment
from maskinrum.shared.downloads import download
from maskinrum.shared.errors import tried
from maskinrum.shared.limits import is_over_limit

MOST_A_MINUTE = 60  # of all who sit behind one address


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def participants(request: PageRequest, key: str) -> HttpResponse:
    """List who is invited and what they answered, and invite more."""
    row = kept_meeting(request, key)
    form = InviteForm(request.POST if request.method == "POST" else None)
    invited: list[object] = []

    def act() -> object:
        role = form.cleaned_data["role"]
        invited.extend(invite_to_meeting(row, form.addresses(), role=role, viewer=request.viewer, now=timezone.now()))
        return invited

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("Invitations on their way: %(count)s.") % {"count": len(invited)})
        return redirect("meetings:participants", row.key)
    listed = participants_of(row)
    context = {
        "row": row,
        "form": form,
        "listed": listed,
        "undelivered": undelivered_to(listed),
        "roles": MeetingRole.choices,
        "may_invite": row.state in {MeetingState.PLANNED, MeetingState.RUNNING},
    }
    return render(request, "meetings/participants.html", context)


@login_required
@require_POST
def change(request: PageRequest, key: str, participant_id: uuid.UUID) -> HttpResponse:
    """Say what somebody does at the meeting, or take them off the list."""
    row, now = kept_meeting(request, key), timezone.now()
    if "remove" in request.POST:
        remove_participant(row, participant_id, viewer=request.viewer, now=now)
    else:
        role = request.POST.get("role", "")
        change_meeting_role(row, participant_id, role=role, viewer=request.viewer, now=now)
    return redirect("meetings:participants", row.key)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: PageRequest, key: str) -> HttpResponse:
    """Say who was there."""
    row = meeting(request.viewer, key, now=timezone.now())
    if not rights_of(request, row)["may_run"] or row.state not in {MeetingState.RUNNING, MeetingState.HELD}:
        raise Http404
    if request.method == "POST":
        there, seen = ({one for one in map(_as_id, request.POST.getlist(name)) if one} for name in ("there", "seen"))
        count = note_attendance(row, there, seen=seen, viewer=request.viewer, now=timezone.now())
        messages.success(request, _("Noted: %(count)s were there.") % {"count": count})
        return redirect("meetings:meeting", row.key)
    return render(request, "meetings/attendance.html", {"row": row, "listed": participants_of(row)})


def _as_id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@login_required
@require_POST
def answer(request: PageRequest, key: str) -> HttpResponse:
    """Answer from the page of the meeting."""
    row = meeting(request.viewer, key, now=timezone.now())
    own = own_participant(request.viewer, row)
    if own is None or request.POST.get("answer") not in {Answer.COMING, Answer.NOT_COMING}:
        raise Http404
    chosen = Answer(request.POST["answer"])
    answer_invitation(own, answer=chosen, person=None, viewer=request.viewer, now=timezone.now())
    words = _("You are coming.") if chosen == Answer.COMING else _("You are not coming. You can change that.")
    messages.success(request, words)
    return redirect("meetings:meeting", row.key)


@about_oneself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_link(request: PageRequest, token: str) -> HttpResponse:
    """Answer by the link of the letter, with an account or without; and see what became of the meeting."""
    if is_over_limit(request, "meeting_answer", most=MOST_A_MINUTE, now=timezone.now()):
        return render(request, "429.html", status=429)
    found = participant_of_token(token)
    if found is None:
        return render(request, "meetings/answer_gone.html", status=404)
    given = {"name": found.name, "answer": "" if found.answer == Answer.WAITING else found.answer}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=given)
    person = request.user if isinstance(request.user, Person) else None

    def act() -> object:
        chosen, name = Answer(form.cleaned_data["answer"]), form.cleaned_data["name"]
        return answer_invitation(
            found, answer=chosen, name=name, person=person, viewer=request.viewer, now=timezone.now()
        )

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("Your answer is saved. The link still works, if it changes."))
        return redirect("meetings:answer_by_link", token)
    context = {
        "participant": found,
        "row": found.meeting,
        "form": form,
        "token": token,
        "is_own": found.person is not None and found.person == request.viewer.person,
        "actions": list(actions_of(found)),
        "minutes": _minutes_for(request, found) if found.meeting.state == MeetingState.HELD else "",
        "today": timezone.localdate(),
    }
    return render(request, "meetings/answer.html", context)


def _invited(token: str) -> Participant:
    found = participant_of_token(token)
    if found is None:
        raise Http404
    return found


def _minutes_for(request: PageRequest, found: Participant) -> str:
    """What a meeting decided, as whoever was invited to it reads it without an account: no notes and no names."""
    row, listed = found.meeting, participants_of(found.meeting)
    told = Minutes(
        row=row,
        board=board_of(VISITOR, row),
        there=[],
        count=sum(1 for one in listed if one.row.was_there),
        organisations=organisations_coming(listed),
        gave=yield_of(VISITOR, row, now=timezone.now()),
        takes_part=False,
        site=request.build_absolute_uri("/").rstrip("/"),
    )
    return html_fragment(minutes_document(told), top=3)


@never_cache
@require_safe
def calendar_by_link(request: PageRequest, token: str) -> HttpResponse:
    """Give the meeting as a calendar file to whoever has the link of the letter."""
    found = _invited(token)
    return download(calendar_file(found, get_language() or "da").content, name=found.meeting.key, kind="ics")


@about_oneself
@require_POST
def tick_by_link(request: PageRequest, token: str, action_id: uuid.UUID) -> HttpResponse:
    """Say that what one promised is done, or not after all, by the link of the letter."""
    found = _invited(token)
    action = found.actions.select_related("meeting").filter(pk=action_id).first()
    if action is None:
        raise Http404
    tick_action(action, is_done="done" in request.POST, by=found, viewer=request.viewer, now=timezone.now())
    return redirect("meetings:answer_by_link", token)
