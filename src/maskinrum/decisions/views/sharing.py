"""Who beside the own organisation may read a file."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from maskinrum.decisions.permissions import can_share
from maskinrum.decisions.queries import decision_file
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.views.sharing import Shared, sharing_page, stop_sharing


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: PageRequest, file_id: uuid.UUID) -> HttpResponse:
    """List who may read the file, and let another organisation or a person in by name."""
    return sharing_page(request, _shared(request, file_id))


@login_required
@require_POST
def stop(request: PageRequest, file_id: uuid.UUID, grant_id: uuid.UUID) -> HttpResponse:
    """Shut one organisation or person out again."""
    return stop_sharing(request, _shared(request, file_id), grant_id)


def _shared(request: PageRequest, file_id: uuid.UUID) -> Shared:
    file = decision_file(request.viewer, file_id, now=timezone.now())
    if not can_share(request.viewer, file):
        raise Http404
    return Shared(
        row=file,
        page=reverse("decisions:sharing", args=[file.pk]),
        stop=lambda grant: reverse("decisions:stop_sharing", args=[file.pk, grant]),
        template="decisions/sharing.html",
        context={"file": file},
        said_let_in=_("%(name)s can read the file now."),
        said_stopped=_("%(name)s can no longer read the file."),
    )
