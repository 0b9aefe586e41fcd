"""Anybody can say that something in the register is wrong; those who know say what came of it."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.permissions import can_manage_network, can_manage_organisation
from maskinrum.partnerships.actions import answer_correction, send_correction
from maskinrum.partnerships.enums import CorrectionState
from maskinrum.partnerships.forms.corrections import AnswerForm, CorrectionForm, correction_field, once_more
from maskinrum.partnerships.models import Correction, Partnership
from maskinrum.partnerships.queries import partnership
from maskinrum.partnerships.queries.corrections import correction as correction_of
from maskinrum.partnerships.queries.corrections import corrections as corrections_of
from maskinrum.shared.errors import DomainError
from maskinrum.shared.limits import is_over_limit

MOST_A_MINUTE = 5
A_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def wrong(request: PageRequest, slug: str) -> HttpResponse:
    """Take what somebody says is wrong. A hurried form and a sender of too many come back as they were typed."""
    now = timezone.now()
    row = partnership(request.viewer, slug, now=now)
    if request.method != "POST":
        return _wrong_page(request, row, CorrectionForm(now=now))
    form = CorrectionForm(request.POST, now=now)
    if not form.is_valid():
        return _wrong_page(request, row, form)
    if form.looks_hasty:
        return _wrong_page(
            request,
            row,
            once_more(form),
            _("It is not sent yet, for it came so soon. Read it once more, and send it again."),
        )
    if is_over_limit(request, "correction", most=MOST_A_MINUTE, now=now):
        words = _("You have sent many in a short time. Your text stands here; send it in a minute.")
        return _wrong_page(request, row, form, words, status=429)
    typed = {name: form.cleaned_data[name] for name in ("field", "text", "source_url", "email")}
    send_correction(row, **typed, viewer=request.viewer, now=now)
    return redirect("register:thanks", row.slug)


def _wrong_page(
    request: PageRequest, row: Partnership, form: CorrectionForm, words: str = "", *, status: int = 200
) -> HttpResponse:
    return render(request, "register/wrong.html", {"row": row, "form": form, "words": words}, status=status)


@require_safe
def thanks(request: PageRequest, slug: str) -> HttpResponse:
    """Say that a correction has arrived, and what happens now."""
    return render(request, "register/thanks.html", {"row": partnership(request.viewer, slug, now=timezone.now())})


@login_required
@require_safe
def corrections(request: PageRequest) -> HttpResponse:
    """List what waits for an answer, oldest first, and what was answered, newest first."""
    if not (can_manage_network(request.viewer) or can_manage_organisation(request.viewer)):
        raise Http404
    rows = corrections_of(request.viewer, now=timezone.now())
    answered = rows.exclude(state=CorrectionState.WAITING).order_by("-handled_at", "id")
    is_answered = request.GET.get("vis") == "besvaret"
    waiting = rows.filter(state=CorrectionState.WAITING)
    page = Paginator(answered if is_answered else waiting, A_PAGE).get_page(request.GET.get("side"))
    told = [(one, correction_field(one.field)) for one in page]
    context = {"page": page, "told": told, "is_answered": is_answered, "waiting": waiting.count()}
    return render(request, "register/corrections.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: PageRequest, key: uuid.UUID) -> HttpResponse:
    """Show one correction, and take what came of it."""
    now = timezone.now()
    found = correction_of(request.viewer, key, now=now)
    form = AnswerForm(request.POST if request.method == "POST" else None, has_address=bool(found.email))
    if request.method != "POST" or not form.is_valid():
        return _correction_page(request, found, form)
    typed = form.cleaned_data
    try:
        answer_correction(
            found,
            state=CorrectionState(typed["state"]),
            answer=typed["answer"],
            viewer=request.viewer,
            now=now,
        )
    except DomainError as error:
        return _correction_page(request, found, form, error.message)
    messages.success(request, _("The correction is answered."))
    return redirect("register:corrections")


def _correction_page(request: PageRequest, found: Correction, form: AnswerForm, problem: str = "") -> HttpResponse:
    context = {
        "correction": found,
        "row": found.partnership,
        "form": form,
        "field": correction_field(found.field),
        "problem": problem,
    }
    return render(request, "register/correction.html", context)
