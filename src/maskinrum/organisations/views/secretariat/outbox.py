"""The mails that wait, were sent or could not be: the secretariat reads them where there is no mail server."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maskinrum.organisations.actions import give_up_mail, read_mail, send_mail_again
from maskinrum.organisations.forms import OutboxForm
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.permissions import can_read_mail
from maskinrum.organisations.queries import LATEST_MAILS, kind_in_words, mails
from maskinrum.organisations.views.secretariat.access import secretariat_only
from maskinrum.shared.errors import DomainError
from maskinrum.shared.mail import has_mail_server


@secretariat_only
@require_safe
def outbox(request: PageRequest) -> HttpResponse:
    """List the latest mails of a state or to an address."""
    form = OutboxForm(request.GET)
    found = list(mails(request.viewer, **form.wanted())[: LATEST_MAILS + 1])
    context = {
        "form": form,
        "mails": [{"mail": mail, "kind": kind_in_words(mail)} for mail in found[:LATEST_MAILS]],
        "has_more": len(found) > LATEST_MAILS,
        "has_server": has_mail_server(),
    }
    return render(request, "organisations/secretariat/outbox.html", context)


@secretariat_only
@require_safe
def mail(request: PageRequest, mail_id: uuid.UUID) -> HttpResponse:
    """Show one mail: how far it has come and, where nothing is sent, what it says."""
    found, now = get_object_or_404(mails(request.viewer), pk=mail_id), timezone.now()
    is_readable = can_read_mail(request.viewer, found)
    context = {
        "mail": found,
        "kind": kind_in_words(found),
        "text": read_mail(found, viewer=request.viewer, now=now) if is_readable else "",
        "has_server": has_mail_server(),
    }
    return render(request, "organisations/secretariat/mail.html", context)


@secretariat_only
@require_POST
def again(request: PageRequest, mail_id: uuid.UUID) -> HttpResponse:
    """Try a mail again at once."""
    return _done(request, mail_id, send_mail_again, _("The e-mail is tried again now."))


@secretariat_only
@require_POST
def give_up(request: PageRequest, mail_id: uuid.UUID) -> HttpResponse:
    """Try a mail no more."""
    words = _("The e-mail is given up. Its text goes 14 days after it was written.")
    return _done(request, mail_id, give_up_mail, words)


def _done(request: PageRequest, mail_id: uuid.UUID, act: Callable[..., object], words: str) -> HttpResponse:
    found = get_object_or_404(mails(request.viewer), pk=mail_id)
    try:
        act(found, viewer=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, words)
    return redirect("outbox:mail", found.pk)
