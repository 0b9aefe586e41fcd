"""The themes, and what is known, claimed and disputed about one of them."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maskinrum.knowledge.enums import Effect
from maskinrum.knowledge.facts import theme_groups, theme_named
from maskinrum.knowledge.facts.phases import phases_named
from maskinrum.knowledge.queries.recommendations import (
    partnerships_behind,
    recommendations,
    theme_counts,
    theme_experiences,
    weighed,
)
from maskinrum.knowledge.queries.tools import listed_tools
from maskinrum.knowledge.reports.tool_page import tool_line
from maskinrum.organisations.middleware import PageRequest


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
    told = theme_experiences(viewer, theme.code, now=now, today=today)
    good = [row for row in told if row.effect == Effect.POSITIVE]
    bad = [row for row in told if row.effect == Effect.NEGATIVE]
    lines = weighed(viewer, advice, now=now)
    made = [tool_line(row, None) for row in listed_tools(viewer, now=now, theme=theme.code)]
    codes = {row.phase for row in advice} | {row.phase for row in told}
    codes |= {phase.code for line in made for phase in line.phases}
    context = {
        "theme": theme,
        "group": next(group for group in theme_groups() if group.code == theme.group),
        "lines": lines,
        "is_disputed": bool(good and bad)
        or any(row.counter_to_id for row in told)
        or any(one.counter for one in lines),
        "today": today,
        "told": told,
        "good": good,
        "bad": bad,
        "open": [row for row in told if row not in good and row not in bad],
        "behind": partnerships_behind(viewer, told, now=now),
        "tools": made,
        "phases": phases_named(codes),
    }
    return render(request, "knowledge/theme.html", context)
