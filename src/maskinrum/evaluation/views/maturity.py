"""A party answers the maturity, together and under its name."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maskinrum.evaluation.actions import answer_maturity, takes_answers
from maskinrum.evaluation.enums import EvaluationPart
from maskinrum.evaluation.forms.answering import MaturityForm
from maskinrum.evaluation.permissions import can_answer_for_party
from maskinrum.evaluation.queries import model_items, party_organisations, round_of_key
from maskinrum.evaluation.queries.inviting import maturity_answers
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import tried


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_for_party(request: PageRequest, key: str) -> HttpResponse:
    """Show the ten themes with what the own party has said, and save it. Nobody else's is shown."""
    now = timezone.now()
    row = round_of_key(request.viewer, key, now=now)
    parties = {one.pk: one for one in party_organisations(row.partnership)}
    if not can_answer_for_party(request.viewer, parties) or row.part != EvaluationPart.MATURITY:
        raise Http404
    items = model_items(row.model, EvaluationPart.MATURITY)
    stored = maturity_answers(row, request.viewer.organisation)
    data = request.POST if request.method == "POST" else None
    form = MaturityForm(data, items=items, stored=stored)  # type: ignore[arg-type]

    def act() -> object:
        return answer_maturity(row, form.answers(), viewer=request.viewer, now=now)

    if data is not None and tried(form, act):
        messages.success(request, _("Saved. You can change it until the round is closed."))
        return redirect("evaluation:round", row.key)
    context = {
        "row": row,
        "partnership": row.partnership,
        "form": form,
        "party": parties[request.viewer.organisation],  # type: ignore[index]
        "takes": takes_answers(row, now=now),
    }
    return render(request, "evaluation/maturity_answer.html", context)
