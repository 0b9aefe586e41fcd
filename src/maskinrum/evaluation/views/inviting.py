"""Whom a round asks: put people on the list, and take them off."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from maskinrum.evaluation.actions import invite_people, take_off
from maskinrum.evaluation.enums import EvaluationPart, RoundRole, RoundState
from maskinrum.evaluation.forms.rounds import InviteForm
from maskinrum.evaluation.models import Round
from maskinrum.evaluation.queries import party_organisations
from maskinrum.evaluation.queries.inviting import own_people, people_on_list, respondents
from maskinrum.evaluation.views.reaching import done, run_round
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import tried

A_PAGE = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: PageRequest, key: str) -> HttpResponse:
    """List those on the list, and put more on it."""
    now = timezone.now()
    row = run_round(request, key, now=now)
    parties = party_organisations(row.partnership)
    last = respondents(row.partnership)
    is_party = request.viewer.organisation in {one.pk for one in parties}
    own = own_people(request.viewer, RoundRole.PROJECT) if is_party else []
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = InviteForm(*posted, parties=parties, known=len(last), own=len(own))
    added: list[int] = []

    def act() -> None:
        cleaned = form.cleaned_data
        people = [*cleaned["people"], *(last if cleaned.get("known") else [])]
        if cleaned.get("own"):
            people += own_people(request.viewer, cleaned["role"])
        added.append(invite_people(row, people, viewer=request.viewer, now=now))

    if posted[0] is not None and tried(form, act):
        words = ngettext("%(n)s person is new on the list.", "%(n)s people are new on the list.", added[0])
        messages.success(request, words % {"n": added[0]})
        return redirect("evaluation:invite", row.key)
    return render(request, "evaluation/invite.html", _context(request, row, form))


def _context(request: PageRequest, row: Round, form: InviteForm) -> dict[str, object]:
    page = Paginator(people_on_list(row), A_PAGE).get_page(request.GET.get("side"))
    return {
        "row": row,
        "partnership": row.partnership,
        "form": form,
        "page": page,
        "people": [(one, RoundRole(one.role).label) for one in page],
        "takes": row.state != RoundState.CLOSED and row.part == EvaluationPart.PULSE,
    }


@login_required
@require_POST
def remove(request: PageRequest, key: str, invitation_id: uuid.UUID) -> HttpResponse:
    """Take somebody off the list; pressed twice it says the same."""
    now = timezone.now()
    row = run_round(request, key, now=now)
    one = people_on_list(row).select_related("round", "round__partnership").filter(pk=invitation_id).first()

    def act() -> None:
        if one is not None:
            take_off(one, viewer=request.viewer, now=now)

    done(request, row, act, _("Taken off the list."))
    return redirect("evaluation:invite", row.key)
