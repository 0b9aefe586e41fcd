"""What a partnership asks: the version in force, its history, and changing it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.evaluation.actions import MOST_OWN, begin_model, change_model
from maskinrum.evaluation.enums import EvaluationPart
from maskinrum.evaluation.forms.rounds import AskedForm
from maskinrum.evaluation.queries import (
    current_model,
    evaluated_partnership,
    model_items,
    model_versions,
    runs_rounds,
    words_of,
)
from maskinrum.evaluation.queries.questions import items_of_versions, shipped_items
from maskinrum.evaluation.queries.rounds import run_partnership
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import tried


@login_required
@require_safe
def model(request: PageRequest, slug: str) -> HttpResponse:
    """Show what is asked now, and what each version changed."""
    row = evaluated_partnership(request.viewer, slug, now=timezone.now())
    versions = list(model_versions(row)[:50])
    items = items_of_versions(versions)
    context = {
        "partnership": row,
        "model": versions[0] if versions else None,
        "pulse": [(words_of(one.wording), one.wording) for one in items.get(versions[0].pk, [])] if versions else [],
        "history": [(one, [words_of(each.wording) for each in items.get(one.pk, [])]) for one in versions],
        "may_run": runs_rounds(request.viewer, row),
    }
    return render(request, "evaluation/model.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PageRequest, slug: str) -> HttpResponse:
    """Change what is asked; a version that has been answered stays, and a new one is made."""
    now = timezone.now()
    row = run_partnership(request.viewer, slug, now=now)
    found = current_model(row)
    if found is None and request.method == "POST":
        found = begin_model(row, viewer=request.viewer, now=now)
    items = model_items(found, EvaluationPart.PULSE) if found else shipped_items(EvaluationPart.PULSE)
    data = request.POST if request.method == "POST" else None
    form = AskedForm(data, model=found, items=items)

    def act() -> object:
        return change_model(row, form.facts(), viewer=request.viewer, now=now)

    if data is not None and tried(form, act):
        messages.success(request, _("This is asked from the next answer on."))
        return redirect("evaluation:model", row.slug)
    context = {"partnership": row, "form": form, "model": found, "most_own": MOST_OWN}
    return render(request, "evaluation/change_model.html", context)
