"""Who may see a meeting beside the rule, by name."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from maskinrum.meetings.queries import meeting
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.permissions import can_share
from maskinrum.organisations.views.sharing import Shared, sharing_page, stop_sharing


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: PageRequest, key: str) -> HttpResponse:
    """List who is let in by name, and let another in."""
    return sharing_page(request, _shared(request, key))


@login_required
@require_POST
def stop(request: PageRequest, key: str, grant_id: uuid.UUID) -> HttpResponse:
    """Shut one organisation or person out again."""
    return stop_sharing(request, _shared(request, key), grant_id)


def _shared(request: PageRequest, key: str) -> Shared:
    row = meeting(request.viewer, key, now=timezone.now())
    if not can_share(request.viewer, row.organisation_id):
        raise Http404
    return Shared(
        row=row,
        page=reverse("meetings:sharing", args=[row.key]),
        stop=lambda grant: reverse("meetings:stop_sharing", args=[row.key, grant]),
        template="meetings/sharing.html",
        context={"row": row, "back": reverse("meetings:meeting", args=[row.key])},
        said_let_in=_("%(name)s can see it now."),
        said_stopped=_("%(name)s is no longer let in by name."),
    )
