"""Files beside a salon: brought and taken away by its planners, fetched by whoever sees it."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.knowledge.actions.files import content_held
from maskinrum.knowledge.forms.attachments import AttachForm
from maskinrum.knowledge.queries.attachments import content_of
from maskinrum.meetings.actions import attach_to_salon, remove_salon_file
from maskinrum.meetings.queries import salon_of
from maskinrum.meetings.queries.salons import files_shown
from maskinrum.meetings.views.planning_salons import kept_salon
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.downloads import download_file
from maskinrum.shared.errors import DomainError, tried
from maskinrum.shared.limits import is_over_limit, takes_photos

MOST_A_MINUTE = 20


@takes_photos
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: PageRequest, key: str) -> HttpResponse:
    """List the files of a salon to its planners, and take one more."""
    row, now = kept_salon(request, key), timezone.now()
    form = AttachForm(request.POST, request.FILES) if request.method == "POST" else AttachForm()

    def act() -> object:
        if is_over_limit(request, "attach", most=MOST_A_MINUTE, now=now):
            raise DomainError(_("That was many files in a short while. Wait a minute and choose this one again."))
        sent = form.cleaned_data["file"]
        with content_held(sent) as content:
            return attach_to_salon(row, name=sent.name or "", content=content, viewer=request.viewer, now=now)

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The file stands on the page of the salon."))
        return redirect("salons:files", row.key)
    return render(request, "meetings/salon_files.html", {"row": row, "form": form, "files": row.files.all()})


@require_safe
def fetch(request: PageRequest, key: str, file_id: uuid.UUID) -> HttpResponse:
    """Give one file as a download to whoever sees the salon."""
    found = get_object_or_404(files_shown(salon_of(request.viewer, key)), pk=file_id)
    try:
        content = content_of(found)
    except FileNotFoundError as error:
        raise Http404 from error
    return download_file(content, name=found.name or f"{_('file')}.{found.kind}")


@login_required
@require_POST
def remove(request: PageRequest, key: str, file_id: uuid.UUID) -> HttpResponse:
    """Take one file away; pressed twice it says the same."""
    row = kept_salon(request, key)
    found = row.files.select_related("salon").filter(pk=file_id).first()
    if found is not None:
        remove_salon_file(found, viewer=request.viewer, now=timezone.now())
    messages.success(request, _("The file is taken away."))
    return redirect("salons:files", row.key)
