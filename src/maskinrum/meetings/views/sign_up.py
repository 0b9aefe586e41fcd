"""The own sign-up, opened by the link in the letters: see, change, take a seat, sign off, three questions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.meetings.actions import accept_offer, change_sign_up, give_feedback, sign_off
from maskinrum.meetings.actions.salon_letters import calendar_file
from maskinrum.meetings.enums import SignUpState
from maskinrum.meetings.forms.sign_ups import FeedbackForm, OwnSignUpForm, initial_of_own
from maskinrum.meetings.models import SignUp
from maskinrum.meetings.phrases.hours import moment_in_words, when
from maskinrum.meetings.queries import sign_up_of_token, takes_sign_ups
from maskinrum.meetings.queries.salons import TAKING_PLACE
from maskinrum.meetings.queries.sign_ups import ON_THE_WAY
from maskinrum.organisations.middleware import PageRequest, about_oneself
from maskinrum.shared.downloads import download
from maskinrum.shared.errors import DomainError, tried
from maskinrum.shared.qr import qr_code

GONE = 410


def _gone(request: PageRequest) -> HttpResponse:
    return render(request, "meetings/sign_up_gone.html", status=GONE)


@about_oneself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: PageRequest, token: str) -> HttpResponse:
    """Show what somebody has signed up with, and change it."""
    row = sign_up_of_token(token)
    if row is None:
        return _gone(request)
    data = request.POST if request.method == "POST" else None
    form = OwnSignUpForm(data, salon=row.salon, initial=initial_of_own(row))

    def act() -> object:
        return change_sign_up(row, form.facts(email=row.email), viewer=request.viewer, now=timezone.now())

    if data is not None and tried(form, act):
        messages.success(request, _("What you changed is saved."))
        return redirect("salons:own", token)
    return render(request, "meetings/sign_up.html", _context(request, row, token) | {"form": form})


def _context(request: PageRequest, row: SignUp, token: str) -> dict[str, object]:
    now, salon = timezone.now(), row.salon
    is_in = row.state == SignUpState.CONFIRMED
    is_ahead = salon.state in TAKING_PLACE and salon.starts_at > now
    is_on = salon.state in TAKING_PLACE and salon.ends_at > now
    arrival = request.build_absolute_uri(reverse("salons:arrival", args=[salon.key, row.pk]))
    return {
        "row": row,
        "salon": salon,
        "token": token,
        "when": when(salon),
        "is_in": is_in,
        "is_ahead": is_ahead,
        "is_on": is_on,
        "is_offered": row.state == SignUpState.OFFERED and row.offered_until is not None and row.offered_until > now,
        "until": moment_in_words(row.offered_until) if row.offered_until else "",
        "may_change": is_ahead and (row.state in ON_THE_WAY or takes_sign_ups(salon, now=now)),
        "may_leave": is_ahead and row.state in ON_THE_WAY,
        "may_answer": is_in and salon.starts_at <= now and not row.has_answered,
        "qr": qr_code(arrival, name=_("QR code for the door")) if is_in and is_on and salon.place else "",
    }


@about_oneself
@require_POST
def accept(request: PageRequest, token: str) -> HttpResponse:
    """Take the seat that was offered."""
    row = sign_up_of_token(token)
    if row is None:
        return _gone(request)
    try:
        accept_offer(row, viewer=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("You have a seat. The calendar file is in the e-mail."))
    return redirect("salons:own", token)


@about_oneself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: PageRequest, token: str) -> HttpResponse:
    """Ask once, and sign off."""
    row = sign_up_of_token(token)
    if row is None:
        return _gone(request)
    if request.method != "POST":
        return render(request, "meetings/sign_up_leave.html", _context(request, row, token))
    try:
        sign_off(row, viewer=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("You have signed off. The seat goes to the next."))
    return redirect("salons:own", token)


@never_cache
@require_safe
def own_calendar(request: PageRequest, token: str) -> HttpResponse:
    """Give the salon as a calendar file, with the link to take part on screen for who has a seat."""
    row = sign_up_of_token(token)
    if row is None:
        return _gone(request)
    return download(calendar_file(row.salon, row).content, name=f"salon-{row.salon.key}", kind="ics")


@about_oneself
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: PageRequest, token: str) -> HttpResponse:
    """Ask three questions, once."""
    row = sign_up_of_token(token)
    if row is None:
        return _gone(request)
    data = request.POST if request.method == "POST" else None
    form = FeedbackForm(data)

    def act() -> object:
        return give_feedback(row, **form.cleaned_data, viewer=request.viewer, now=timezone.now())

    if data is not None and tried(form, act):
        messages.success(request, _("Thank you. Your answers are kept without your name."))
        return redirect("salons:feedback", token)
    return render(request, "meetings/feedback.html", _context(request, row, token) | {"form": form})
