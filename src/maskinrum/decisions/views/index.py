from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maskinrum.decisions.queries import own_decision_files, shared_decision_files
from maskinrum.organisations.middleware import PageRequest


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Explain the question; list the files of a member's organisation, and those shared with whoever is known."""
    viewer, now = request.viewer, timezone.now()
    lists = {}
    if viewer.is_member:
        lists["own_files"] = list(own_decision_files(viewer, now=now))
    if viewer.is_known:
        lists["shared_files"] = list(shared_decision_files(viewer, now=now))
    return render(request, "decisions/index.html", lists)
