"""The themes, and what is known, claimed and disputed about one of them."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maskinrum.knowledge.facts import theme_groups, theme_named
from maskinrum.knowledge.facts.phases import phases_named
from maskinrum.knowledge.queries.recommendations import (
    recommendations,
    theme_counts,
    told_of_theme,
    weighed,
)
from maskinrum.knowledge.queries.tools import listed_tools
from maskinrum.knowledge.reports.tool_page import tool_line
from maskinrum.organisations.middleware import PageRequest

A_SIDE = 12  # so many of each side are shown; the list of experiences has all of them


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """List the themes by their groups, each with how much is known of it."""
    counts = theme_counts(request.viewer, now=timezone.now())
    groups = [
        (
            group,
            [
                (one, counts.recommendations[one.code], counts.experiences[one.code], counts.tools[one.code])
                for one in group.themes
            ],
        )
        for group in theme_groups()
    ]
    return render(request, "knowledge/themes.html", {"groups": groups})


@require_safe
def one(request: PageRequest, code: str) -> HttpResponse:
    """Gather what is claimed about a theme, what supports it and what speaks against it."""
    theme = theme_named(code.upper())
    if theme is None:
        raise Http404
    if code != theme.code.lower():
        return redirect("themes:theme", theme.code.lower())
    now, today, viewer = timezone.now(), timezone.localdate(), request.viewer
    about = recommendations(viewer, now=now).filter(theme_codes__contains=theme.code)
    advice = list(about.select_related("organisation"))
    told = told_of_theme(viewer, theme.code, now=now, today=today, most=A_SIDE)
    lines = weighed(viewer, advice, now=now)
    made = [tool_line(row, None) for row in listed_tools(viewer, now=now, theme=theme.code)]
    codes = {row.phase for row in advice} | told.phases
    codes |= {phase.code for line in made for phase in line.phases}
    context = {
        "theme": theme,
        "group": next(group for group in theme_groups() if group.code == theme.group),
        "lines": lines,
        "is_disputed": bool(told.good.count and told.bad.count)
        or told.is_answered
        or any(one.counter for one in lines),
        "today": today,
        "told": told,
        "tools": made,
        "phases": phases_named(codes),
    }
    return render(request, "knowledge/theme.html", context)
