"""Files beside an experience: brought, fetched and taken away by those who may."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.knowledge.actions import attach_file, remove_file
from maskinrum.knowledge.actions.files import content_held
from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.forms.attachments import AttachForm
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.permissions import SHOWN, can_edit
from maskinrum.knowledge.queries import experience, parties_of
from maskinrum.knowledge.queries.attachments import content_of, files_shown
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.downloads import download_file
from maskinrum.shared.errors import DomainError, tried
from maskinrum.shared.limits import is_over_limit, takes_photos

MOST_A_MINUTE = 20


@takes_photos
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: PageRequest, key: str) -> HttpResponse:
    """List the files of an experience to those who may change it, and take one more."""
    row, now = _to_change(request, key), timezone.now()
    form = AttachForm(request.POST, request.FILES) if request.method == "POST" else AttachForm()

    def act() -> object:
        if is_over_limit(request, "attach", most=MOST_A_MINUTE, now=now):
            raise DomainError(_("That was many files in a short while. Wait a minute and choose this one again."))
        sent = form.cleaned_data["file"]
        with content_held(sent) as content:
            return attach_file(row, name=sent.name or "", content=content, viewer=request.viewer, now=now)

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The file is kept beside the experience."))
        return redirect("knowledge:files", row.key)
    standing = {"is_shown": row.state in SHOWN, "is_draft": row.state == ExperienceState.DRAFT}
    context = {"row": row, "form": form, "attachments": row.attachments.all(), **standing}
    return render(request, "knowledge/files.html", context)


@require_safe
def fetch(request: PageRequest, key: str, file_id: uuid.UUID) -> HttpResponse:
    """Give one file as a download to whoever may read the experience."""
    row = experience(request.viewer, key, now=timezone.now())
    attachment = get_object_or_404(files_shown(row), pk=file_id)
    name = attachment.name or f"{_('file')}.{attachment.kind}"
    try:
        content = content_of(attachment)
    except FileNotFoundError as error:
        raise Http404 from error
    return download_file(content, name=name)


@login_required
@require_POST
def remove(request: PageRequest, key: str, file_id: uuid.UUID) -> HttpResponse:
    """Take one file away; pressed twice it says the same."""
    row = _to_change(request, key)
    attachment = row.attachments.select_related("experience").filter(pk=file_id).first()
    if attachment is not None:
        remove_file(attachment, viewer=request.viewer, now=timezone.now())
    messages.success(request, _("The file is taken away."))
    return redirect("knowledge:files", row.key)


def _to_change(request: PageRequest, key: str) -> Experience:
    row = experience(request.viewer, key, now=timezone.now())
    ended = row.state in {ExperienceState.SUPERSEDED, ExperienceState.RETIRED}
    if ended or not can_edit(request.viewer, row, parties=parties_of(row)):
        raise Http404
    return row
