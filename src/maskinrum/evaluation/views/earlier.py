"""Bring the totals of earlier rounds."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from maskinrum.evaluation.actions import import_rounds
from maskinrum.evaluation.enums import EvaluationPart
from maskinrum.evaluation.forms.earlier import HEADINGS, EarlierForm
from maskinrum.evaluation.queries import current_model, model_items, party_organisations
from maskinrum.evaluation.queries.questions import shipped_items
from maskinrum.evaluation.queries.rounds import run_partnership
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import tried


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def earlier(request: PageRequest, slug: str) -> HttpResponse:
    """Read pasted totals as closed rounds; what is of fewer than five is not kept."""
    now = timezone.now()
    row = run_partnership(request.viewer, slug, now=now)
    model = current_model(row)
    items = model_items(model, EvaluationPart.PULSE) if model else shipped_items(EvaluationPart.PULSE)
    data = request.POST if request.method == "POST" else None
    form = EarlierForm(data, items=items, parties=party_organisations(row))
    brought: list[int] = []

    def act() -> None:
        found = import_rounds(row, form.cleaned_data["pasted"], viewer=request.viewer, now=now)
        brought.append(len(found))

    if data is not None and tried(form, act):
        words = ngettext("%(n)s earlier round is brought.", "%(n)s earlier rounds are brought.", brought[0])
        messages.success(request, words % {"n": brought[0]})
        return redirect("evaluation:rounds", row.slug)
    context = {"partnership": row, "form": form, "headings": list(HEADINGS.values()), "items": items}
    return render(request, "evaluation/earlier.html", context)
