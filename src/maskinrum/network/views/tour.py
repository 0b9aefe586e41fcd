"""The tour of somebody who is new. Where a reader has come to stands in the address and nowhere else."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maskinrum.network.facts.tour import STEPS, place_of
from maskinrum.network.reports.tour import told, whole_tour
from maskinrum.organisations.middleware import PageRequest


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Say what the tour is, how long it takes, and where it begins."""
    steps = whole_tour(request, now=timezone.now())
    context = {"steps": steps, "minutes": sum(one.minutes for one in steps), "words": sum(one.words for one in steps)}
    return render(request, "network/tour/index.html", context)


@require_safe
def step(request: PageRequest, slug: str) -> HttpResponse:
    """Show one step, and the one way on."""
    place = place_of(slug)
    if place is None:
        raise Http404
    context = {
        "told": told(request, place, now=timezone.now()),
        "number": place + 1,
        "steps": STEPS,
        "before": STEPS[place - 1] if place else None,
        "after": STEPS[place + 1] if place + 1 < len(STEPS) else None,
    }
    return render(request, "network/tour/step.html", context)
