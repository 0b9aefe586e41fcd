"""What waits for the secretariat, and who asks to take part."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.organisations.actions import approve_request, decline_request
from maskinrum.organisations.enums import Decision
from maskinrum.organisations.facts import is_free_mail
from maskinrum.organisations.forms import MatchForm
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.queries import (
    join_requests,
    kept_tables,
    organisation_of_cvr,
    organisations,
    organisations_to_match,
    stuck_mails,
)
from maskinrum.organisations.views.secretariat.access import secretariat_only
from maskinrum.shared.beside import beside
from maskinrum.shared.errors import tried

LATEST = 20  # decided requests


@secretariat_only
@require_safe
def overview(request: PageRequest) -> HttpResponse:
    """Show what waits, and the way to everything else."""
    now = timezone.now()
    waiting = join_requests(request.viewer).filter(decision=Decision.WAITING)
    context = {
        "waiting": waiting,
        "elsewhere": beside("secretariat", request, {}),
        "members": organisations(request.viewer).filter(joined_at__isnull=False, merged_into__isnull=True).count(),
        "known": organisations(request.viewer).filter(joined_at__isnull=True, merged_into__isnull=True).count(),
        "stuck": stuck_mails(request.viewer),
        "overdue": sum(one.overdue or 0 for one in kept_tables(request.viewer, now=now)),
    }
    return render(request, "organisations/secretariat/overview.html", context)


@secretariat_only
@require_safe
def requests(request: PageRequest) -> HttpResponse:
    """List the requests that wait, and those decided last."""
    rows = join_requests(request.viewer)
    decided = rows.exclude(decision=Decision.WAITING).order_by("-decided_at", "id")[:LATEST]
    context = {"waiting": rows.filter(decision=Decision.WAITING), "decided": decided}
    return render(request, "organisations/secretariat/requests.html", context)


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PageRequest, request_id: uuid.UUID) -> HttpResponse:
    """Approve a request, as an organisation that is known or a new one, or decline it."""
    asked = get_object_or_404(join_requests(request.viewer), pk=request_id)
    known = organisation_of_cvr(asked.cvr) or asked.organisation
    choices = organisations_to_match(request.viewer)
    form = MatchForm(request.POST if request.method == "POST" else None, organisations=choices)

    def act() -> object:
        said = {"answer": form.cleaned_data["answer"], "viewer": request.viewer, "now": timezone.now()}
        if form.cleaned_data["decision"] == "decline":
            return decline_request(asked, **said)
        return approve_request(asked, match=form.cleaned_data["match"], **said)

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The answer is sent to %(name)s.") % {"name": asked.person})
        return redirect("secretariat:requests")
    context = {"asked": asked, "known": known, "form": form, "is_free_mail": is_free_mail(asked.person.email)}
    return render(request, "organisations/secretariat/request.html", context)
