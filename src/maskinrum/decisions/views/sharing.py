"""Who beside the own organisation may read a file."""

import uuid
from datetime import date, datetime, time

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maskinrum.decisions.actions import share_decision_file, stop_sharing
from maskinrum.decisions.models import DecisionFile
from maskinrum.decisions.permissions import can_share
from maskinrum.decisions.queries import decision_file
from maskinrum.organisations.forms.sharing import ShareForm
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.queries import grants_of, organisations_to_share_with
from maskinrum.shared.errors import tried


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: PageRequest, file_id: uuid.UUID) -> HttpResponse:
    """List who may read the file, and let another organisation or a person in by name."""
    file, now = _file_to_share(request, file_id), timezone.now()
    data = request.POST if request.method == "POST" else None
    form = ShareForm(data, organisations=organisations_to_share_with(request.viewer), today=timezone.localdate())

    def act() -> object:
        until = _end_of(form.cleaned_data["until"])
        return share_decision_file(file, **form.receiver(), expires_at=until, viewer=request.viewer, now=now)

    if data is not None and tried(form, act):
        (receiver,) = form.receiver().values()
        messages.success(request, _("%(name)s can read the file now.") % {"name": receiver})
        return redirect("decisions:sharing", file.pk)
    grants = grants_of(file, now=now)
    return render(request, "decisions/sharing.html", {"file": file, "form": form, "grants": grants})


@login_required
@require_POST
def stop(request: PageRequest, file_id: uuid.UUID, grant_id: uuid.UUID) -> HttpResponse:
    """Shut one organisation or person out again."""
    file, now = _file_to_share(request, file_id), timezone.now()
    grant = get_object_or_404(grants_of(file, now=now), pk=grant_id)
    stop_sharing(grant, viewer=request.viewer, now=now)
    messages.success(request, _("%(name)s can no longer read the file.") % {"name": grant.receiver})
    return redirect("decisions:sharing", file.pk)


def _file_to_share(request: PageRequest, file_id: uuid.UUID) -> DecisionFile:
    file = decision_file(request.viewer, file_id, now=timezone.now())
    if not can_share(request.viewer, file):
        raise Http404
    return file


def _end_of(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None
