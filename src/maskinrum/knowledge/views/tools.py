"""The list of tools, one of them, its files, and what organisations made of it."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.knowledge.actions import bring_tool, record_tool_use
from maskinrum.knowledge.actions.tool_files import hold_file
from maskinrum.knowledge.actions.use import told_seen
from maskinrum.knowledge.enums import UseOutcome
from maskinrum.knowledge.forms.tools import BringToolForm, ToolUseForm
from maskinrum.knowledge.models import Tool
from maskinrum.knowledge.permissions import can_bring_tool, can_share_by_name, can_use_tool, owns_tool
from maskinrum.knowledge.queries.attachments import content_of
from maskinrum.knowledge.queries.tools import (
    files_aside,
    listed_tools,
    newer_than_used,
    newest_files,
    origins_of,
    tool,
    tool_file,
    tools,
    variants_of,
    versions_of,
)
from maskinrum.knowledge.queries.use import former_words, tool_uses
from maskinrum.knowledge.reports.tool_page import by_phase, tally, tool_line
from maskinrum.knowledge.views.use import initial_of
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.downloads import download_file
from maskinrum.shared.errors import tried
from maskinrum.shared.limits import is_over_limit

MOST_A_MINUTE = 20


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """List the tools by the phase they are used in first."""
    groups = by_phase(listed_tools(request.viewer, now=timezone.now()))
    return render(request, "knowledge/tools.html", {"groups": groups})


@require_safe
def one(request: PageRequest, key: str) -> HttpResponse:
    """Show one tool: what it is for, its files, who used it, and what it was derived from."""
    now, viewer = timezone.now(), request.viewer
    row = tool(viewer, key, now=now)
    kept, told = versions_of(viewer, row), tool_uses(viewer, row)
    former = former_words(viewer, row, told)
    context = {
        "row": row,
        "line": tool_line(row, kept[0] if kept else None),
        "older": kept[1:],
        "uses": [(use, former.get(use.pk, [])) for use in told],
        "tally": tally(told),
        "for_fewer": not told and row.uses.exists(),
        "variants": variants_of(viewer, row, now=now),
        "variant_of": tools(viewer, now=now).filter(pk__in=[row.variant_of_id]).first(),
        "origins": origins_of(viewer, row, now=now),
        "outdated": newer_than_used(viewer, row),
        "may_use": can_use_tool(viewer, row),
        "may_bring": can_bring_tool(viewer),
        "is_own": owns_tool(viewer, row),
        "aside": files_aside(row) if owns_tool(viewer, row) else [],
        "may_share": can_share_by_name(viewer, row),
    }
    return render(request, "knowledge/tool.html", context)


@require_safe
def fetch(request: PageRequest, key: str, file_id: uuid.UUID) -> HttpResponse:
    """Give one file as a download to whoever may see the tool."""
    file = tool_file(request.viewer, key, file_id, now=timezone.now())
    try:
        content = content_of(file)
    except FileNotFoundError as error:
        raise Http404 from error
    return download_file(content, name=file.name)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def used(request: PageRequest, key: str) -> HttpResponse:
    """Take where the viewer's organisation used it, what it changed, and how it went."""
    now = timezone.now()
    row = tool(request.viewer, key, now=now)
    if not can_use_tool(request.viewer, row):
        raise Http404
    uses = row.uses.filter(organisation__in=[request.viewer.organisation])
    data = request.POST.dict() if request.method == "POST" else None
    form = ToolUseForm(data, initial=initial_of(uses.filter(place="").first()))

    def act() -> object:
        given = form.cleaned_data
        outcome = UseOutcome(given["outcome"])
        form.has_shown(told_seen(uses.filter(place=given["place"]).first()))
        told = {name: given[name] for name in ("text", "place", "seen")}
        return record_tool_use(row, outcome=outcome, **told, viewer=request.viewer, now=now)

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("It stands among those who used it. Tell again when you know more."))
        return redirect("tools:tool", row.key)
    return render(request, "knowledge/tool_used.html", {"row": row, "line": tool_line(row, None), "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: PageRequest, key: str) -> HttpResponse:
    """Take files as a new version of the own tool, or as the organisation's own variant of another's."""
    now, viewer = timezone.now(), request.viewer
    row = tool(viewer, key, now=now)
    if not can_bring_tool(viewer):
        raise Http404
    is_own, is_post = owns_tool(viewer, row), request.method == "POST"
    form = BringToolForm(
        *((request.POST, request.FILES) if is_post else ()),
        initial={"title": row.title, "visibility": row.visibility},
        kept=newest_files(row) if is_own else {},
        person=viewer.person,
        may_read=not (is_post and is_over_limit(request, "attach", most=MOST_A_MINUTE, now=now)),
    )
    brought: list[Tool] = []

    def act() -> object:
        words = {name: form.cleaned_data[name] for name in ("title", "note", "visibility")}
        brought.append(bring_tool(row, **words, files=form.files_chosen.in_order(), viewer=viewer, now=now))
        return brought

    if is_post and tried(form, act):
        messages.success(request, _("It is kept. Those you chose can see and fetch it."))
        return redirect("tools:tool", brought[0].key)
    chosen = form.files_chosen
    held = {slot: hold_file(file, person=viewer.person) for slot, file in chosen.by_slot.items()}
    context = {"row": row, "line": tool_line(row, None), "form": form, "is_own": is_own}
    context["groups"] = list(chosen.groups(held))
    return render(request, "knowledge/tool_bring.html", context)
