"""What the secretariat does for people: for those without an organisation too, and for those who ask to be deleted."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.organisations.actions import erase_on_request, reset_second_factors
from maskinrum.organisations.forms import EraseForm
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.queries import left_without_manager, people_on_their_own, people_to_erase, second_factors
from maskinrum.organisations.views.secretariat.access import secretariat_only
from maskinrum.shared.errors import tried

LONGEST_ADDRESS = 254  # characters


@secretariat_only
@require_safe
def people(request: PageRequest) -> HttpResponse:
    """Find the person of one address; nobody is listed."""
    text = request.GET.get("q", "").strip()[:LONGEST_ADDRESS]
    found = people_on_their_own(request.viewer).filter(email=text.lower()) if text else ()
    return render(request, "organisations/secretariat/people.html", {"text": text, "people": found})


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: PageRequest, person_id: uuid.UUID) -> HttpResponse:
    """Ask whether to let somebody in who has lost passkey, app and codes, and do it."""
    found = get_object_or_404(people_on_their_own(request.viewer), pk=person_id)
    if request.method == "POST":
        reset_second_factors(found, viewer=request.viewer, now=timezone.now())
        words = _("%(name)s logs in with password or mailed code alone, and has been written to.")
        messages.success(request, words % {"name": found})
        return redirect("secretariat:people")
    context = {"person": found, "has_factors": second_factors(found).exists()}
    return render(request, "organisations/secretariat/reset_of_person.html", context)


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: PageRequest, person_id: uuid.UUID) -> HttpResponse:
    """Tell what goes and what stays, and erase somebody who has asked for it in writing."""
    found = get_object_or_404(people_to_erase(request.viewer), pk=person_id)
    form = EraseForm(request.POST if request.method == "POST" else None, person=found)

    def act() -> object:
        return erase_on_request(found, viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The account is deleted, and farewell written to the address."))
        return redirect("secretariat:overview")
    context = {"person": found, "form": form, "alone": left_without_manager(found)}
    return render(request, "organisations/secretariat/erase.html", context)
