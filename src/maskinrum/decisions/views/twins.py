"""Which partnerships of the register are most like the portfolio of a file."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maskinrum.decisions.analysis.twins import nearest
from maskinrum.decisions.queries import decision_file, experiences_from, known_partnerships, register_rows
from maskinrum.decisions.reports.twins import twins_page
from maskinrum.decisions.views.files import what_if
from maskinrum.evaluation.queries.comparison import shared_by
from maskinrum.organisations.middleware import PageRequest


@login_required
@require_safe
def twins(request: PageRequest, file_id: uuid.UUID) -> HttpResponse:
    """Show those that the viewer may see, and why; a part of the file's page that loads by itself."""
    now = timezone.now()
    file = decision_file(request.viewer, file_id, now=now)
    case, _panel = what_if(request, file)
    found = nearest(case, file.organisation.kind, known_partnerships(request.viewer, file, now=now))
    entries = register_rows(request.viewer, [one.known.slug for one in found], now=now)
    keys = [entry.pk for entry in entries.values()]
    lent = shared_by(keys)
    told = experiences_from(request.viewer, keys, now=now, today=timezone.localdate())
    context = {"file": file, "twins": twins_page(found, entries, told, lent), "what_if": request.GET.urlencode()}
    return render(request, "decisions/_twins.html" if request.htmx else "decisions/twins.html", context)
