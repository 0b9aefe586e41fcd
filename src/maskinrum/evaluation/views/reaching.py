"""How the views of rounds reach what they are about."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from maskinrum.evaluation.models import Round
from maskinrum.evaluation.queries import round_of_key, runs_rounds
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import DomainError


def run_round(request: PageRequest, key: str, *, now: datetime) -> Round:
    """A round that the viewer runs, or Http404, alike for one that is not there and one that is not the viewer's."""
    row = round_of_key(request.viewer, key, now=now)
    if not runs_rounds(request.viewer, row.partnership):
        raise Http404
    return row


def done(request: PageRequest, row: Round, act: Any, words: str) -> HttpResponse:
    """Act, and say on the page of the round what came of it."""
    try:
        act()
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, words)
    return redirect("evaluation:round", row.key)
