"""Plan a salon: write it, open and close it, call it off, see who comes, and tell what was said."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maskinrum.meetings.actions import (
    call_off_salon,
    change_salon,
    check_in,
    close_salon,
    correct_address,
    open_salon,
    plan_salon,
    sign_off_undelivered,
    tell_afterwards,
    tick_off,
)
from maskinrum.meetings.forms.salons import AfterwardsForm, SalonForm, initial_of
from maskinrum.meetings.forms.sign_ups import AddressForm
from maskinrum.meetings.models import Salon
from maskinrum.meetings.permissions import can_keep_salon, can_plan_salons
from maskinrum.meetings.phrases.hours import when
from maskinrum.meetings.queries import salon_of, seats_of
from maskinrum.meetings.queries.sign_ups import needs_of, outcome_of, participant, words_of
from maskinrum.meetings.queries.sign_ups import participants as everybody
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import tried


def kept_salon(request: PageRequest, key: str) -> Salon:
    """One that the viewer may change, or Http404."""
    row = salon_of(request.viewer, key)
    if not can_keep_salon(request.viewer, row):
        raise Http404
    return row


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Write a salon."""
    if not can_plan_salons(request.viewer):
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = SalonForm(data, initial={"language": (get_language() or "da")[:2]})
    planned: list[Salon] = []

    def act() -> object:
        planned.append(plan_salon(form.facts(), viewer=request.viewer, now=timezone.now()))
        return planned

    if data is not None and tried(form, act):
        messages.success(request, _("The salon is saved. Only you who plan it see it until you open it."))
        return redirect("salons:salon", planned[0].key)
    return render(request, "meetings/salon_form.html", {"row": None, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, key: str) -> HttpResponse:
    """Change a salon. Fewer seats than are held take none from anybody, and the page says so."""
    row = kept_salon(request, key)
    data = request.POST if request.method == "POST" else None
    form = SalonForm(data, initial=initial_of(row))

    def act() -> object:
        given: dict[str, Any] = {"revision": form.cleaned_data["revision"]}
        return change_salon(row, form.facts(), **given, viewer=request.viewer, now=timezone.now())

    if data is not None and tried(form, act):
        messages.success(request, _saved(salon_of(request.viewer, key)))
        return redirect("salons:salon", row.key)
    return render(request, "meetings/salon_form.html", {"row": row, "form": form})


def _saved(row: Salon) -> str:
    seats = seats_of(row, now=timezone.now())
    if seats.held <= row.seats:
        return _("The salon is saved.")
    words = ngettext(
        "The salon is saved. %(held)s has a seat already and keeps it; the next is free when enough have signed off.",
        "The salon is saved. %(held)s have a seat already and keep it; the next is free when enough have signed off.",
        seats.held,
    )
    return words % {"held": seats.held}


@login_required
@require_POST
def open_up(request: PageRequest, key: str) -> HttpResponse:
    """Let everybody see it and sign up."""
    open_salon(kept_salon(request, key), viewer=request.viewer, now=timezone.now())
    messages.success(request, _("The salon is open for sign-up."))
    return redirect("salons:salon", key)


@login_required
@require_POST
def close(request: PageRequest, key: str) -> HttpResponse:
    """Let nobody sign up any more."""
    close_salon(kept_salon(request, key), viewer=request.viewer, now=timezone.now())
    messages.success(request, _("Sign-up is closed. Whoever waits still gets the seats that become free."))
    return redirect("salons:salon", key)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: PageRequest, key: str) -> HttpResponse:
    """Ask once, and call it off."""
    row = kept_salon(request, key)
    if request.method != "POST":
        context = {"row": row, "when": when(row), "seats": seats_of(row, now=timezone.now())}
        return render(request, "meetings/salon_call_off.html", context)
    call_off_salon(row, viewer=request.viewer, now=timezone.now())
    messages.success(request, _("The salon is called off, and everybody who signed up gets an e-mail."))
    return redirect("salons:salon", key)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def afterwards(request: PageRequest, key: str) -> HttpResponse:
    """Tell what was said; the first time everybody who came is thanked."""
    row = kept_salon(request, key)
    data = request.POST if request.method == "POST" else None
    form = AfterwardsForm(data, initial={"digest": row.digest, "material": row.material})

    def act() -> object:
        return tell_afterwards(row, **form.cleaned_data, viewer=request.viewer, now=timezone.now())

    if data is not None and tried(form, act):
        messages.success(request, _("What was said stands on the page of the salon."))
        return redirect("salons:salon", key)
    context = {"row": row, "form": form, "outcome": outcome_of(row), "words": words_of(row)}
    return render(request, "meetings/salon_afterwards.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def participants(request: PageRequest, key: str) -> HttpResponse:
    """List who signed up, and tick off who came."""
    row = kept_salon(request, key)
    if request.method == "POST":
        here = [one.row.pk for one in everybody(row)]
        came, seen = ([one for one in here if str(one) in request.POST.getlist(name)] for name in ("came", "seen"))
        count = tick_off(row, came, seen=seen, viewer=request.viewer, now=timezone.now())
        words = ngettext("%(count)s is ticked off.", "%(count)s are ticked off.", count)
        messages.success(request, words % {"count": count})
        return redirect("salons:participants", key)
    context = {"row": row, "when": when(row), "rows": everybody(row), "needs": needs_of(row)}
    context["seats"] = seats_of(row, now=timezone.now())
    return render(request, "meetings/salon_participants.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def arrival(request: PageRequest, key: str, sign_up_id: uuid.UUID) -> HttpResponse:
    """Show whose code was read at the door, and tick that one off."""
    row = kept_salon(request, key)
    person = participant(row, sign_up_id)
    if person is None:
        raise Http404
    if request.method == "POST":
        check_in(person, viewer=request.viewer, now=timezone.now())
        messages.success(request, _("%(name)s is ticked off.") % {"name": person.name})
        return redirect("salons:arrival", key, sign_up_id)
    return render(request, "meetings/arrival.html", {"row": row, "person": person})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def undelivered(request: PageRequest, key: str, sign_up_id: uuid.UUID) -> HttpResponse:
    """Mend the address of somebody whose letter came back, or give the seat to the next."""
    row = kept_salon(request, key)
    found = next((one.row for one in everybody(row) if one.row.pk == sign_up_id and one.is_undelivered), None)
    if found is None:
        raise Http404
    if "sign_off" in request.POST:
        sign_off_undelivered(found, viewer=request.viewer, now=timezone.now())
        messages.success(request, _("%(name)s is signed off, and the seat goes to the next.") % {"name": found.name})
        return redirect("salons:participants", key)
    form = AddressForm(request.POST if request.method == "POST" else None, initial={"email": found.email})

    def act() -> object:
        return correct_address(found, form.cleaned_data["email"], viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The address is corrected, and the e-mail is sent again."))
        return redirect("salons:participants", key)
    return render(request, "meetings/undelivered.html", {"row": row, "person": found, "form": form})
