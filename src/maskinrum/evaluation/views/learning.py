"""Learning across the projects of a partnership."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maskinrum.evaluation.queries.figures import figure_room
from maskinrum.evaluation.reports.learning_page import learning_page
from maskinrum.organisations.middleware import PageRequest


@login_required
@require_safe
def learning(request: PageRequest, slug: str) -> HttpResponse:
    """The curves of one similarity group: cost, time and days of procurement."""
    room = figure_room(request.viewer, slug, now=timezone.now())
    page = learning_page(room.portfolio, request.GET.get("gruppe", ""))
    return render(request, "evaluation/learning.html", {"room": room, "page": page})
