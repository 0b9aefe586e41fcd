"""The page on which one object is opened by name: who is let in and until when, and the way to shut them out again.

Each app looks its object up and refuses whoever may not share it; the rest is the same for all and is done here.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from maskinrum.organisations.actions import grant_access, revoke_access
from maskinrum.organisations.forms.sharing import ShareForm
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.queries import all_grants_of, grants_of, organisations_to_share_with
from maskinrum.shared.errors import tried

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Shared:
    """One object and its page.

    ``page`` is the address of the page, ``stop`` gives that which closes a grant. ``template`` extends
    ``organisations/sharing.html`` and is given ``context``. What is said holds ``%(name)s``, the receiver.
    """

    row: Model
    page: str
    stop: Callable[[uuid.UUID], str]
    template: str
    context: Mapping[str, Any]
    said_let_in: "StrOrPromise"
    said_stopped: "StrOrPromise"


def sharing_page(request: PageRequest, shared: Shared) -> HttpResponse:
    """List who is let in by name, and let another in."""
    now = timezone.now()
    data = request.POST if request.method == "POST" else None
    form = ShareForm(data, organisations=organisations_to_share_with(request.viewer), today=timezone.localdate())

    def act() -> object:
        until = _end_of(form.cleaned_data["until"])
        return grant_access(shared.row, **form.receiver(), expires_at=until, viewer=request.viewer, now=now)

    if data is not None and tried(form, act):
        (receiver,) = form.receiver().values()
        messages.success(request, str(shared.said_let_in) % {"name": receiver})
        return redirect(shared.page)
    grants = [(grant, shared.stop(grant.pk)) for grant in grants_of(shared.row, now=now)]
    return render(request, shared.template, {**shared.context, "form": form, "grants": grants})


def stop_sharing(request: PageRequest, shared: Shared, grant_id: uuid.UUID) -> HttpResponse:
    """Shut one organisation or person out again; pressed twice, or once it has run out, it says the same."""
    now = timezone.now()
    grant = get_object_or_404(all_grants_of(shared.row), pk=grant_id)
    revoke_access(grant, viewer=request.viewer, now=now)
    messages.success(request, str(shared.said_stopped) % {"name": grant.receiver})
    return redirect(shared.page)


def _end_of(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None
