"""A plan as files, and as a calendar that follows along."""

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.organisations.middleware import PageRequest
from maskinrum.planning.actions import make_feed, revoke_feed, token_of_feed
from maskinrum.planning.analysis import notice_items, plan_template
from maskinrum.planning.enums import TaskState
from maskinrum.planning.forms import FeedForm
from maskinrum.planning.phrases.values import in_language
from maskinrum.planning.queries import feed_of_token, owners_of, plan_facts, tasks_of
from maskinrum.planning.reports.events import feed_name, plan_events
from maskinrum.planning.reports.papers import (
    Paper,
    checklist_document,
    legal_document,
    notice_document,
    plan_document,
)
from maskinrum.planning.reports.plan_page import TaskLine, plan_shown
from maskinrum.planning.reports.sheets import legal_workbook, notice_workbook, plan_workbook
from maskinrum.planning.reports.task_page import role_choices
from maskinrum.planning.views.reaching import Reached, own_plan, own_reached, reached, schedule_of
from maskinrum.shared.calendar import write_calendar
from maskinrum.shared.documents import write_pdf, write_word
from maskinrum.shared.downloads import download
from maskinrum.shared.errors import tried
from maskinrum.shared.limits import is_over_limit, turn
from maskinrum.shared.slugs import slug_of

MOST_A_MINUTE = 60
PLACES, PATIENCE = 2, 20.0
FILES = {
    "plan": ("pdf", "docx", "xlsx", "ics"),
    "tjekliste": ("pdf", "docx"),
    "frister": ("pdf", "docx", "xlsx"),
    "bekendtgoerelse": ("docx", "xlsx"),
}
WRITERS: dict[str, Callable[[Any], bytes]] = {"pdf": write_pdf, "docx": write_word}


@login_required
@require_safe
def files(request: PageRequest, plan_id: uuid.UUID) -> HttpResponse:
    """List what a plan can be fetched as, and the addresses of its days."""
    found = reached(request, plan_id)
    site, rows = str(settings.ENVIRONMENT.base_url), list(found.plan.feeds.all()) if found.is_own else []
    people, names = owners_of(row.made_by for row in rows), dict(role_choices())
    feeds = [
        {
            "row": row,
            "address": site + reverse("planning:feed", args=[token_of_feed(row)]),
            "role": names.get(row.role, ""),
            "who": people.get(row.made_by, "") if row.made_by else "",
        }
        for row in rows
    ]
    context = {"plan": found.plan, "roles": role_choices(), "feeds": feeds, "can_change": found.is_own}
    return render(request, "planning/files.html", context | {"form": FeedForm(roles=role_choices())})


@login_required
@require_safe
def fetch(request: PageRequest, plan_id: uuid.UUID, what: str, kind: str) -> HttpResponse:
    """Give one of them, with what the reader may see; the notice is for the own organisation only."""
    found = reached(request, plan_id)
    if kind not in FILES.get(what, ()) or (what == "bekendtgoerelse" and not found.is_own):
        raise Http404
    if is_over_limit(request, "plan_file", most=MOST_A_MINUTE, now=timezone.now()):
        messages.error(request, _("That was many files in a short while. Wait a minute and fetch this one again."))
        return redirect("planning:files", plan_id)
    role = request.GET.get("rolle", "")
    with turn("plan_file", places=PLACES, patience=PATIENCE):
        content = _content(found, what, kind, role if role in plan_template().roles else "")
    return download(content, name=f"{slug_of(found.plan.title)}-{what}", kind=kind)


def _content(found: Reached, what: str, kind: str, role: str) -> bytes:
    if kind == "ics":
        events = plan_events(found.plan, found.schedule, found.tasks, list(found.plan.meetings.all()), role=role)
        return write_calendar(events, name=feed_name(found.plan, role))
    paper = _paper(found, role)
    if what == "bekendtgoerelse":
        facts = plan_facts(found.plan, found.tasks, list(found.plan.meetings.all()), today=timezone.localdate())
        items = notice_items(facts, found.schedule)
        return notice_workbook(paper, items) if kind == "xlsx" else WRITERS[kind](notice_document(paper, items))
    if kind == "xlsx":
        return plan_workbook(paper) if what == "plan" else legal_workbook(paper)
    if what == "tjekliste":
        return WRITERS[kind](checklist_document(paper, _still_to_do(found, paper, role)))
    return WRITERS[kind](plan_document(paper) if what == "plan" else legal_document(paper))


def _paper(found: Reached, role: str) -> Paper:
    today = timezone.localdate()
    shown = plan_shown(found.plan, found.schedule, found.tasks, owners=found.owners, today=today)
    words = in_language(plan_template().roles[role]) if role else ""
    return Paper(found.plan, found.schedule, shown, words)


def _still_to_do(found: Reached, paper: Paper, role: str) -> list[TaskLine]:
    planned, chosen = found.schedule.by_id, {task.key: task.role for task in found.tasks}
    lines = [line for phase in paper.shown.phases for line in phase.lines if line.state != TaskState.DONE]
    if not role:
        return lines
    return [line for line in lines if role in ((chosen[line.key],) if chosen[line.key] else planned[line.key].roles)]


@login_required
@require_http_methods(["POST"])
def add_feed(request: PageRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Make an address for a role."""
    plan = own_plan(request, plan_id)
    form = FeedForm(request.POST, roles=role_choices())

    def act() -> object:
        return make_feed(plan, role=form.cleaned_data["role"], viewer=request.viewer, now=timezone.now())

    if tried(form, act):
        messages.success(request, _("The address is made. Whoever knows it sees the days of the plan."))
    else:
        messages.error(request, " ".join(str(one) for errors in form.errors.values() for one in errors))
    return redirect("planning:files", plan_id)


@login_required
@require_POST
def drop_feed(request: PageRequest, plan_id: uuid.UUID, feed_id: uuid.UUID) -> HttpResponse:
    """Let an address stop working."""
    feed = get_object_or_404(own_reached(request, plan_id).plan.feeds, pk=feed_id)
    revoke_feed(feed, viewer=request.viewer, now=timezone.now())
    messages.success(request, _("The address no longer works."))
    return redirect("planning:files", plan_id)


@require_safe
def feed(request: PageRequest, token: str) -> HttpResponse:
    """Give the days of a role to a calendar program, without names; 404 for an address that is revoked."""
    row = feed_of_token(token)
    if row is None:
        raise Http404
    tasks, meetings = tasks_of(row.plan), list(row.plan.meetings.all())
    events = plan_events(row.plan, schedule_of(row.plan, tasks, meetings), tasks, meetings, role=row.role)
    content = write_calendar(events, name=feed_name(row.plan, row.role), is_feed=True)
    return download(content, name="maskinrum", kind="ics")
