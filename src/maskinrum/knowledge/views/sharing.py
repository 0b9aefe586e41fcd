"""Who may read an experience beside the rule, by name."""

import uuid
from datetime import date, datetime, time

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries import experience
from maskinrum.organisations.actions import grant_access, revoke_access
from maskinrum.organisations.forms.sharing import ShareForm
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.permissions import can_share
from maskinrum.organisations.queries import grants_of, organisations_to_share_with
from maskinrum.shared.errors import tried


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: PageRequest, key: str) -> HttpResponse:
    """List who is let in by name, and let another in."""
    row, now = _row(request, key), timezone.now()
    data = request.POST if request.method == "POST" else None
    form = ShareForm(data, organisations=organisations_to_share_with(request.viewer), today=timezone.localdate())

    def act() -> object:
        until = _end_of(form.cleaned_data["until"])
        return grant_access(row, **form.receiver(), expires_at=until, viewer=request.viewer, now=now)

    if data is not None and tried(form, act):
        (receiver,) = form.receiver().values()
        messages.success(request, _("%(name)s can read it once it is published.") % {"name": receiver})
        return redirect("knowledge:sharing", row.key)
    return render(request, "knowledge/sharing.html", {"row": row, "form": form, "grants": grants_of(row, now=now)})


@login_required
@require_POST
def stop(request: PageRequest, key: str, grant_id: uuid.UUID) -> HttpResponse:
    """Shut one organisation or person out again."""
    row, now = _row(request, key), timezone.now()
    grant = get_object_or_404(grants_of(row, now=now), pk=grant_id)
    revoke_access(grant, viewer=request.viewer, now=now)
    messages.success(request, _("%(name)s is no longer let in by name.") % {"name": grant.receiver})
    return redirect("knowledge:sharing", row.key)


def _row(request: PageRequest, key: str) -> Experience:
    row = experience(request.viewer, key, now=timezone.now())
    if row.organisation_id is None or not can_share(request.viewer, row.organisation_id):
        raise Http404
    return row


def _end_of(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None
