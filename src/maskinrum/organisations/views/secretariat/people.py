"""People who act for no organisation: the secretariat helps them too when their ways to sign in are lost."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maskinrum.organisations.actions import reset_second_factors
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.queries import people_on_their_own, second_factors
from maskinrum.organisations.views.secretariat.access import secretariat_only

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
