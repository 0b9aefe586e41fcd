"""Where experiences are few, old or contradictory, and the way from there to an agenda."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.knowledge.enums import Phase
from maskinrum.knowledge.facts import theme_groups, theme_named
from maskinrum.meetings.actions import add_item
from maskinrum.meetings.enums import GapKind
from maskinrum.meetings.facts.meetings import ItemFacts
from maskinrum.meetings.forms.agenda import TakeUpForm
from maskinrum.meetings.models import Meeting
from maskinrum.meetings.permissions import can_call_meeting
from maskinrum.meetings.queries import gap_matrix, kept_meetings
from maskinrum.organisations.middleware import PageRequest
from maskinrum.partnerships.queries import partnerships
from maskinrum.shared.errors import tried


@require_safe
def gaps(request: PageRequest) -> HttpResponse:
    """Show the table of themes and phases: all groups, or one opened to its themes; of all, or of one partnership."""
    now = timezone.now()
    slug, code = request.GET.get("partnerskab", ""), request.GET.get("gruppe", "")
    partnership = partnerships(request.viewer, now=now).filter(slug=slug).first() if slug else None
    group = next((one for one in theme_groups() if one.code == code), None)
    matrix = gap_matrix(
        request.viewer,
        group=group.code if group else "",
        partnership=partnership,
        now=now,
        today=timezone.localdate(),
    )
    rows = partnerships(request.viewer, now=now).filter(experiences__isnull=False).distinct()
    context = {
        "matrix": matrix,
        "group": group,
        "partnership": partnership,
        "phases": list(Phase),
        "cells": matrix.kinds.total(),
        "kinds": {kind.value: matrix.kinds[kind] for kind in GapKind},
        "partnerships": rows.order_by("name_key", "pk").values_list("slug", "name"),
        "may_call": can_call_meeting(request.viewer),
    }
    return render(request, "meetings/gaps.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: PageRequest) -> HttpResponse:
    """Put a theme in a phase on the agenda of a planned meeting."""
    theme, phase = theme_named(request.GET.get("tema", "")), request.GET.get("fase", "")
    if theme is None or phase not in Phase.values or not can_call_meeting(request.viewer):
        raise Http404
    rows = {row.key: row for row in kept_meetings(request.viewer)}
    form = TakeUpForm(request.POST or None, offered=[(row.key, _called(row)) for row in rows.values()])
    name = theme.name[(get_language() or "da")[:2]]
    facts = ItemFacts(title=f"{name} – {Phase(phase).label}"[:200], themes=(theme.code,), phase=phase)

    def act() -> object:
        return add_item(rows[form.cleaned_data["meeting"]], facts, viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("It stands on the agenda."))
        return redirect("meetings:agenda", form.cleaned_data["meeting"])
    new = f"{reverse('meetings:new')}"
    return render(request, "meetings/take_up.html", {"form": form, "facts": facts, "has_any": bool(rows), "new": new})


def _called(row: Meeting) -> str:
    day = timezone.localtime(row.starts_at)
    return _("%(title)s, %(day)s") % {"title": row.title, "day": f"{day:%d.%m.%Y}"}
