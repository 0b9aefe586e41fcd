"""Say that an experience was used, and add what makes it clearer."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maskinrum.knowledge.actions import add_comment, remove_comment
from maskinrum.knowledge.actions.use import record_use_seen, told_seen
from maskinrum.knowledge.enums import UseOutcome
from maskinrum.knowledge.forms.use import CommentForm, UseForm
from maskinrum.knowledge.models import ExperienceUse, ToolUse
from maskinrum.knowledge.permissions import can_comment, can_use
from maskinrum.knowledge.queries import comments, experience, own_projects
from maskinrum.knowledge.queries.choices import partnership_choices, partnership_chosen, project_choices
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import tried

NOWHERE = Q(place="", partnership=None, project=None)
"""Where those used it who say no place: told again, it is what was told before."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def used(request: PageRequest, key: str) -> HttpResponse:
    """Take where the viewer's organisation used it, and how it went."""
    now = timezone.now()
    row = experience(request.viewer, key, now=now)
    if not can_use(request.viewer, row):
        raise Http404
    told = row.uses.filter(organisation__in=[request.viewer.organisation])
    form = UseForm(
        request.POST.dict() if request.method == "POST" else None,
        initial=initial_of(told.filter(NOWHERE).first()),
        partnerships=partnership_choices(request.viewer, now=now),
        projects=project_choices(request.viewer),
    )

    def act() -> object:
        given = form.cleaned_data
        where = {
            "place": given["place"],
            "partnership": partnership_chosen(request.viewer, given["partnership"], now=now),
            "project": own_projects(request.viewer).filter(pk=given["project"]).first() if given["project"] else None,
        }
        form.has_shown(told_seen(told.filter(**where).first()))
        words = {"outcome": UseOutcome(given["outcome"]), "text": given["text"], "seen": given["seen"]}
        return record_use_seen(row, **words, **where, viewer=request.viewer, now=now)

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("It stands among those who used it. Tell again when you know more."))
        return redirect("knowledge:experience", row.key)
    return render(request, "knowledge/used.html", {"row": row, "form": form})


def initial_of(use: ExperienceUse | ToolUse | None) -> dict[str, str]:
    """What the organisation told before, for whoever tells again."""
    return {"outcome": use.outcome, "text": use.text, "seen": told_seen(use)} if use else {}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: PageRequest, key: str) -> HttpResponse:
    """Take something that makes it clearer."""
    row = experience(request.viewer, key, now=timezone.now())
    if not can_comment(request.viewer, row):
        raise Http404
    form = CommentForm(request.POST if request.method == "POST" else None)

    def act() -> object:
        return add_comment(row, text=form.cleaned_data["text"], viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("It stands below the experience."))
        return redirect("knowledge:experience", row.key)
    return render(request, "knowledge/comment.html", {"row": row, "form": form})


@login_required
@require_POST
def uncomment(request: PageRequest, key: str, comment_id: uuid.UUID) -> HttpResponse:
    """Take a comment back."""
    row = experience(request.viewer, key, now=timezone.now())
    found = [one for one in comments(request.viewer, row) if one.pk == comment_id]
    if not found:
        raise Http404
    remove_comment(found[0], viewer=request.viewer, now=timezone.now())
    messages.success(request, _("The comment is taken away."))
    return redirect("knowledge:experience", row.key)
