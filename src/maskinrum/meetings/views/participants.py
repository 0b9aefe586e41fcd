"""Invite to a meeting, answer, and say who was there."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maskinrum.meetings.actions import (
    answer_invitation,
    change_meeting_role,
    invite_to_meeting,
    note_attendance,
    remove_participant,
)
from maskinrum.meetings.enums import Answer, MeetingRole, MeetingState
from maskinrum.meetings.forms.meetings import AnswerForm, InviteForm
from maskinrum.meetings.queries import meeting, own_participant, participant_of_token
from maskinrum.meetings.queries.people import participants_of
from maskinrum.meetings.views.meetings import kept_meeting, rights_of
from maskinrum.organisations.middleware import PageRequest, about_oneself
from maskinrum.organisations.models import Person
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
    context = {
        "row": row,
        "form": form,
        "listed": participants_of(row),
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
        there = {one for one in map(_as_id, request.POST.getlist("there")) if one}
        count = note_attendance(row, there, viewer=request.viewer, now=timezone.now())
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
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_link(request: PageRequest, token: str) -> HttpResponse:
    """Answer by the link of the letter, with an account or without."""
    if is_over_limit(request, "meeting_answer", most=MOST_A_MINUTE, now=timezone.now()):
        return render(request, "429.html", status=429)
    found = participant_of_token(token)
    if found is None:
        raise Http404
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
    is_own = found.person is not None and found.person == request.viewer.person
    context = {"participant": found, "row": found.meeting, "form": form, "is_own": is_own}
    return render(request, "meetings/answer.html", context)
