"""Sharing figures with others: what it is, saying yes, and withdrawing it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maskinrum.evaluation.actions.consents import consent_to_comparison, withdraw_consent
from maskinrum.evaluation.permissions import can_consent
from maskinrum.evaluation.queries.comparison import shared_counts
from maskinrum.evaluation.queries.consents import Consents, consents_of, is_invented
from maskinrum.evaluation.queries.figures import FigureRoom, figure_room
from maskinrum.evaluation.reports.comparison_page import clients_lines, comparison_page, counted_lines
from maskinrum.organisations.middleware import PageRequest


@login_required
@require_safe
def comparison(request: PageRequest, slug: str) -> HttpResponse:
    """Show exactly what would be shared, and which parties have said yes."""
    room, consents = _reached(request, slug)
    invented = is_invented(room.partnership, [row.party for row in consents.rows])
    context = {
        "room": room,
        "consents": consents,
        "own": consents.of(request.viewer),
        "may_consent": can_consent(request.viewer, [row.party.pk for row in consents.rows]),
        "is_invented": invented,
        "page": comparison_page(room.portfolio, consents, is_invented=invented),
        "is_client": consents.client is not None and request.viewer.organisation == consents.client,
    }
    if context["is_client"] and not consents.has_tender_cost:
        context["clients_lines"] = clients_lines(room.portfolio)
    return render(request, "evaluation/comparison.html", context)


@login_required
@require_POST
def consent(request: PageRequest, slug: str) -> HttpResponse:
    """Say yes for the organisation acted for."""
    room, before = _deciding(request, slug)
    is_told = "tender_cost" in request.POST
    consent_to_comparison(room.partnership, viewer=request.viewer, now=timezone.now(), with_tender_cost=is_told)
    if before.of(request.viewer) is None or request.viewer.organisation != before.client:
        messages.success(request, _("Your organisation has said yes."))
    elif is_told:
        messages.success(request, _("Your cost of procurement goes along."))
    else:
        messages.success(request, _("Your cost of procurement stays with you."))
    return redirect("evaluation:comparison", slug)


@login_required
@require_POST
def withdraw(request: PageRequest, slug: str) -> HttpResponse:
    """Take the yes back."""
    room, _before = _deciding(request, slug)
    withdraw_consent(room.partnership, viewer=request.viewer, now=timezone.now())
    messages.success(request, _("Your organisation's yes is withdrawn. Nothing of the partnership is shared now."))
    return redirect("evaluation:comparison", slug)


@require_safe
def network_figures(request: PageRequest) -> HttpResponse:
    """Explain to everybody what figures from the network are; the rows of the evidence register lead here."""
    return render(request, "evaluation/network_figures.html", {"lines": counted_lines(shared_counts())})


def _reached(request: PageRequest, slug: str) -> tuple[FigureRoom, Consents]:
    room = figure_room(request.viewer, slug, now=timezone.now())
    return room, consents_of(room.partnership)


def _deciding(request: PageRequest, slug: str) -> tuple[FigureRoom, Consents]:
    room, consents = _reached(request, slug)
    if not can_consent(request.viewer, [row.party.pk for row in consents.rows]):
        raise Http404
    return room, consents
