"""What was searched for in vain, for whoever teaches the search its words."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maskinrum.organisations.actions import take_off_search
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.views.secretariat.access import secretariat_only
from maskinrum.search.queries import unanswered

MOST = 200


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def searches(request: PageRequest) -> HttpResponse:
    """List the words that at least two have searched for in vain, and take off what is dealt with."""
    now = timezone.now()
    if request.method == "POST":
        take_off_search(request.POST.get("words", ""), viewer=request.viewer, now=now)
        messages.success(request, _("The words are taken off the list."))
        return redirect("secretariat:searches")
    return render(request, "organisations/secretariat/searches.html", {"searches": unanswered(now)[:MOST]})
