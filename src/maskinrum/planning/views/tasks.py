"""One task: what it is, how to do it, who does it and when, and what is said of it."""

import uuid
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.knowledge.queries.tools import listed_tools, tools
from maskinrum.knowledge.reports.block import experiences_beside
from maskinrum.organisations.middleware import PageRequest
from maskinrum.planning.actions import comment_on_task, remove_comment
from maskinrum.planning.actions.changing import another_task, later_deadline, one_task_less, other_dates
from maskinrum.planning.actions.tasks import keep_task_seen, mark_of_work
from maskinrum.planning.analysis.prolonging import prolongation
from maskinrum.planning.analysis.proposing import can_be_left_out
from maskinrum.planning.forms import CommentForm, OwnTaskForm, TaskDatesForm, TaskWorkForm
from maskinrum.planning.models import PlanTask
from maskinrum.planning.queries import colleagues_by_key, comments_of, owners_of
from maskinrum.planning.queries.facts import holidays_of
from maskinrum.planning.reports.plan_page import name_of
from maskinrum.planning.reports.task_page import context_of, role_choices, task_shown, tool_choices, tools_beside
from maskinrum.planning.views.proposing import changed, done_already
from maskinrum.planning.views.reaching import Reached, own_reached, reached
from maskinrum.shared.errors import mark_shown, tried


def _task(found: Reached, key: str) -> PlanTask:
    for task in found.tasks:
        if task.key == key:
            return task
    raise Http404


@login_required
@require_safe
def show(request: PageRequest, plan_id: uuid.UUID, key: str) -> HttpResponse:
    """Show a task with what others experienced in it; comments and names for the own organisation only."""
    found = reached(request, plan_id)
    return _page(request, found, _task(found, key), CommentForm())


def _page(request: PageRequest, found: Reached, task: PlanTask, form: CommentForm) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    written = comments_of(task) if found.is_own else []
    about = context_of(found.schedule, task)
    people = owners_of([task.owner, *(one.written_by for one in written)]) if found.is_own else {}
    context = {
        "plan": found.plan,
        "task": task,
        "shown": task_shown(found.schedule, task, found.tasks, owners=people, today=today),
        "tools": tools_beside(listed_tools(request.viewer, now=now), attached=task.tool_id, context=about),
        "beside": experiences_beside(request.viewer, about),
        "comments": [(one, people.get(one.written_by) if one.written_by else None) for one in written],
        "form": form,
        "can_change": found.is_own,
        "today": today,
    }
    return render(request, "planning/task.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: PageRequest, plan_id: uuid.UUID, key: str) -> HttpResponse:
    """Say how far a task is, how long it lasts and when."""
    found = own_reached(request, plan_id)
    task = _task(found, key)
    told = found.schedule.by_id.get(key)
    data = request.POST if request.method == "POST" else None
    may_leave_out = can_be_left_out(found.schedule, key)
    form = TaskDatesForm(data, task=task, told=told, others=found.choices(without=key), may_leave_out=may_leave_out)

    def page() -> HttpResponse:
        shown = task_shown(found.schedule, task, found.tasks, owners={}, today=timezone.localdate())
        return render(request, "planning/task_dates.html", {"plan": found.plan, "form": form, "shown": shown})

    after = reverse("planning:task", args=[plan_id, key])
    change_of = lambda: other_dates(key, form.dates(), was=task.state, now=timezone.now())  # noqa: E731 - one line, used once
    return changed(request, found.plan, form, change_of, page=page, after=after)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prolong(request: PageRequest, plan_id: uuid.UUID, key: str) -> HttpResponse:
    """Move a deadline of bidders by what late answers demand; what that moves is shown before it is accepted."""
    found = own_reached(request, plan_id)
    task, wanted = _task(found, key), prolongation(found.schedule, key, holidays_of(found.plan.holidays))
    if wanted is None:
        return redirect("planning:task", plan_id, key)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def page() -> HttpResponse:
        name = name_of(found.schedule, task)
        return render(
            request, "planning/prolong.html", {"plan": found.plan, "form": form, "wanted": wanted, "name": name}
        )

    after = reverse("planning:task", args=[plan_id, key])
    change_of = partial(later_deadline, key, wanted.needed, now=timezone.now())
    return changed(request, found.plan, form, change_of, page=page, after=after)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def work(request: PageRequest, plan_id: uuid.UUID, key: str) -> HttpResponse:
    """Say who does a task, with what, and where its result is."""
    found = own_reached(request, plan_id)
    task = _task(found, key)
    visible = {str(one.pk): one for one in tools(request.viewer, now=timezone.now())}
    form = TaskWorkForm(
        request.POST if request.method == "POST" else None,
        task=task,
        people=colleagues_by_key(request.viewer),
        roles=role_choices(),
        tools=tool_choices(visible.values()),
    )

    def act() -> object:
        given: dict[str, Any] = dict(form.cleaned_data)
        tool = visible.get(given.pop("tool"))
        seen = request.POST.get("seen", "")
        return keep_task_seen(task, **given, tool=tool, viewer=request.viewer, now=timezone.now(), seen=seen)

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The task is saved."))
        return redirect("planning:task", plan_id, key)
    shown = task_shown(found.schedule, task, found.tasks, owners={}, today=timezone.localdate())
    seen = mark_shown(form, request.POST.get("seen"), mark_of_work(task))
    context = {"plan": found.plan, "form": form, "shown": shown, "seen": seen}
    return render(request, "planning/task_work.html", context)


@login_required
@require_POST
def comment(request: PageRequest, plan_id: uuid.UUID, key: str) -> HttpResponse:
    """Write something below a task."""
    found = own_reached(request, plan_id)
    task, form = _task(found, key), CommentForm(request.POST)
    task.plan = found.plan

    def act() -> object:
        return comment_on_task(task, text=form.cleaned_data["text"], viewer=request.viewer, now=timezone.now())

    if not tried(form, act):
        return _page(request, found, task, form)
    return redirect(reverse("planning:task", args=[plan_id, key]) + "#comments")


@login_required
@require_POST
def uncomment(request: PageRequest, plan_id: uuid.UUID, key: str, comment_id: uuid.UUID) -> HttpResponse:
    """Take back what one wrote; what is taken back already is left so."""
    found = own_reached(request, plan_id)
    row = _task(found, key).comments.select_related("task__plan").filter(pk=comment_id).first()
    if row is not None and row.written_by != request.viewer.person:
        raise Http404
    if row is not None:
        remove_comment(row, viewer=request.viewer, now=timezone.now())
    return redirect(reverse("planning:task", args=[plan_id, key]) + "#comments")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Add a task of one's own."""
    found = own_reached(request, plan_id)
    form = OwnTaskForm(request.POST if request.method == "POST" else None, others=found.choices())

    def page() -> HttpResponse:
        return render(request, "planning/new_task.html", {"plan": found.plan, "form": form})

    def change_of() -> Any:
        given = form.cleaned_data
        days = given["low"], given["mode"], given["high"]
        after = [given["after"]] if given["after"] else []
        title, phase = given["title"], given["phase"]
        return another_task(title, phase=phase, days=days, predecessors=after, now=timezone.now())

    return changed(request, found.plan, form, change_of, page=page, after=reverse("planning:plan", args=[plan_id]))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PageRequest, plan_id: uuid.UUID, key: str) -> HttpResponse:
    """Remove a task of one's own; one that is removed already is left so."""
    found = own_reached(request, plan_id)
    after = reverse("planning:plan", args=[plan_id])
    if all(task.key != key for task in found.tasks):
        return done_already(request, after)
    task = _task(found, key)
    if not task.is_own:
        raise Http404
    form = forms.Form(request.POST if request.method == "POST" else None)

    def page() -> HttpResponse:
        return render(request, "planning/remove_task.html", {"plan": found.plan, "task": task, "form": form})

    return changed(request, found.plan, form, lambda: one_task_less(key), page=page, after=after)
