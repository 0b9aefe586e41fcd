"""Two organisations calculate their portfolios as one: invite, agree or decline, read the result, end it."""

import uuid
from datetime import date, datetime, time

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.decisions.actions import agree_to_joint, decline_joint, end_joint, invite_to_joint
from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.analysis.joint import calculate_joint
from maskinrum.decisions.enums import JointState
from maskinrum.decisions.forms.joint import AgreeForm, InviteForm
from maskinrum.decisions.models import JointPortfolio
from maskinrum.decisions.permissions import can_answer_joint, can_end_joint, can_share
from maskinrum.decisions.queries import (
    decision_file,
    joint_portfolio,
    joint_portfolios,
    joint_portfolios_of,
    latest_snapshot,
    own_decision_files,
    snapshot_facts,
)
from maskinrum.decisions.reports.joint import agreed_assumptions, joint_page
from maskinrum.decisions.views.turns import turn_of
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.queries import organisations_to_share_with
from maskinrum.shared.errors import tried


@login_required
@require_safe
def joint_list(request: PageRequest) -> HttpResponse:
    """List what waits and what is in force for the organisation acted for."""
    if not request.viewer.is_member:
        raise Http404
    rows = list(joint_portfolios(request.viewer, now=timezone.now()))
    return render(request, "decisions/joint_list.html", {"rows": rows})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: PageRequest, file_id: uuid.UUID) -> HttpResponse:
    """Invite another organisation to calculate its portfolio and that of the file as one."""
    now = timezone.now()
    file = decision_file(request.viewer, file_id, now=now)
    if not can_share(request.viewer, file):
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = InviteForm(data, organisations=organisations_to_share_with(request.viewer), today=timezone.localdate())

    def act() -> object:
        invited, until = form.cleaned_data["organisation"], _end_of(form.cleaned_data["until"])
        return invite_to_joint(file, organisation=invited, expires_at=until, viewer=request.viewer, now=now)

    if data is not None and tried(form, act):
        said = _("%(name)s is invited. Its managers get an e-mail.")
        messages.success(request, said % {"name": form.cleaned_data["organisation"]})
        return redirect("decisions:joint_list")
    rows = list(joint_portfolios_of(request.viewer, file, now=now))
    return render(request, "decisions/joint_invite.html", {"file": file, "form": form, "rows": rows})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def joint(request: PageRequest, joint_id: uuid.UUID) -> HttpResponse:
    """Show an invitation with its assumptions, to agree to or decline, or the result."""
    now = timezone.now()
    found = joint_portfolio(request.viewer, joint_id, now=now)
    may_answer = found.state == JointState.INVITED and can_answer_joint(request.viewer, found)
    if request.method == "POST" and not may_answer:
        raise Http404
    if request.POST.get("act") == "decline":
        decline_joint(found, viewer=request.viewer, now=now)
        messages.success(request, _("You have declined. The other organisation is told."))
        return redirect("decisions:joint_list")
    form = AgreeForm(request.POST or None, files=own_decision_files(request.viewer, now=now))
    if request.method == "POST" and tried(form, lambda: _agree(request, found, form, now)):
        messages.success(request, _("The two portfolios are calculated together. The other organisation is told."))
        return redirect("decisions:joint", found.pk)
    is_inviting = request.viewer.organisation == found.inviting_id
    context = {
        "joint": found,
        "partner": found.invited if is_inviting else found.inviting,
        "is_inviting": is_inviting,
        "own_file": found.inviting_file if is_inviting else found.accepting_file,
        "assumptions": agreed_assumptions(found),
        "page": joint_page(found, request.viewer) if found.result else None,
        "form": form if may_answer else None,
        "may_end": can_end_joint(request.viewer, found),
    }
    return render(request, "decisions/joint.html", context)


@login_required
@require_POST
def end(request: PageRequest, joint_id: uuid.UUID) -> HttpResponse:
    """End it for both at once."""
    found = joint_portfolio(request.viewer, joint_id, now=timezone.now())
    if not can_end_joint(request.viewer, found):
        raise Http404
    end_joint(found, viewer=request.viewer, now=timezone.now())
    messages.success(request, _("It is ended for both of you, and the joint result is removed. The other is told."))
    return redirect("decisions:joint_list")


def _agree(request: PageRequest, found: JointPortfolio, form: AgreeForm, now: datetime) -> None:
    file = form.cleaned_data["file"]
    snapshot = latest_snapshot(file)
    with turn_of(request):
        result = calculate_joint(
            snapshot_facts(found.inviting_snapshot) if found.inviting_snapshot else (),
            snapshot_facts(snapshot),
            Assumptions.from_json(found.assumptions),
            found.case_date,
        )
    agree_to_joint(found, file=file, snapshot=snapshot, result=result, viewer=request.viewer, now=now)


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
