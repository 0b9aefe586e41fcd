"""The page of one parameter of one delivery model, with its evidence."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maskinrum.decisions.analysis.parameters import MODELS_WITH_NUMBERS
from maskinrum.decisions.enums import Alternative
from maskinrum.decisions.reports.parameter_page import parameter_page
from maskinrum.decisions.reports.subjects import subject_of
from maskinrum.knowledge.queries import evidence_in_force
from maskinrum.knowledge.reports.block import experiences_beside
from maskinrum.organisations.middleware import PageRequest


@require_safe
def parameter(request: PageRequest, model: str, parameter: str) -> HttpResponse:
    """Show what a parameter rests on, to everybody."""
    if model not in MODELS_WITH_NUMBERS:
        raise Http404
    try:
        page = parameter_page((model, parameter), evidence_in_force())
    except KeyError as error:
        raise Http404 from error
    context = {
        "page": page,
        "row": page.shown.row,
        "model": model,
        "model_name": Alternative(model).label,
        "beside": experiences_beside(request.viewer, subject_of(parameter)),
    }
    return render(request, "decisions/parameter.html", context)
