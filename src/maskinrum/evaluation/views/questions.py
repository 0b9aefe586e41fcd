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
from maskinrum.evaluation.forms.rounds import AskedForm, ThemesForm
from maskinrum.evaluation.queries import (
    current_model,
    evaluated_partnership,
    model_items,
    model_versions,
    runs_rounds,
    words_of,
)
from maskinrum.evaluation.queries.questions import earlier_items, items_of_versions, mark_of, shipped_items
from maskinrum.evaluation.queries.rounds import run_partnership
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import mark_shown, tried


@login_required
@require_safe
def model(request: PageRequest, slug: str) -> HttpResponse:
    """Show what is asked now, and what each version changed."""
    row = evaluated_partnership(request.viewer, slug, now=timezone.now())
    versions = list(model_versions(row)[:50])
    items = items_of_versions(versions)
    asked = {
        one.pk: {
            part: [item.wording for item in items.get(one.pk, []) if item.wording.question.part == part]
            for part in EvaluationPart
        }
        for one in versions
    }
    now_asked = asked[versions[0].pk] if versions else {part: [] for part in EvaluationPart}
    context = {
        "partnership": row,
        "model": versions[0] if versions else None,
        "pulse": [(words_of(one), one) for one in now_asked[EvaluationPart.PULSE]],
        "themes": [(words_of(one), one) for one in now_asked[EvaluationPart.MATURITY]],
        "history": [
            (one, *([words_of(each) for each in asked[one.pk][part]] for part in EvaluationPart)) for one in versions
        ],
        "may_run": runs_rounds(request.viewer, row),
    }
    return render(request, "evaluation/model.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PageRequest, slug: str) -> HttpResponse:
    """Change what the pulse asks; a version that has been answered stays, and a new one is made."""
    return _changing(request, slug, EvaluationPart.PULSE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_themes(request: PageRequest, slug: str) -> HttpResponse:
    """Change the themes and levels of the maturity in the same way."""
    return _changing(request, slug, EvaluationPart.MATURITY)


def _changing(request: PageRequest, slug: str, part: EvaluationPart) -> HttpResponse:
    now = timezone.now()
    row = run_partnership(request.viewer, slug, now=now)
    found = current_model(row)
    if found is None and request.method == "POST":
        found = begin_model(row, viewer=request.viewer, now=now)
    items = model_items(found, part) if found else shipped_items(part)
    data = request.POST if request.method == "POST" else None
    earlier = earlier_items(row, part, [one.wording.question_id for one in items])
    form: AskedForm | ThemesForm
    if part == EvaluationPart.PULSE:
        form = AskedForm(data, model=found, items=items, earlier=earlier)
    else:
        form = ThemesForm(data, items=items, earlier=earlier)

    def act() -> object:
        return change_model(row, form.facts(), viewer=request.viewer, now=now)

    if data is not None and tried(form, act):
        messages.success(request, _("This is asked from the next answer on."))
        return redirect("evaluation:model", row.slug)
    seen = mark_shown(form, request.POST.get("seen"), mark_of(items))
    context = {"partnership": row, "form": form, "model": found, "most_own": MOST_OWN, "seen": seen}
    name = "change_model" if part == EvaluationPart.PULSE else "change_themes"
    return render(request, f"evaluation/{name}.html", context)
