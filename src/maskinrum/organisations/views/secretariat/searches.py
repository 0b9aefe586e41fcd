"""What was searched for in vain, for whoever teaches the search its words."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maskinrum.organisations.actions import add_synonym, remove_synonym, take_off_search
from maskinrum.organisations.forms.searches import LONGEST, SynonymForm
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.views.secretariat.access import secretariat_only
from maskinrum.search.queries import site_synonyms, unanswered
from maskinrum.shared.errors import tried

MOST = 200


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def searches(request: PageRequest) -> HttpResponse:
    """List what at least two have searched for in vain, take off what is dealt with, and teach the search words."""
    now, viewer = timezone.now(), request.viewer
    form = SynonymForm(initial={"word": request.GET.get("ord", "")[:LONGEST]})
    if request.method == "POST" and "other" in request.POST:
        form = SynonymForm(request.POST)
        if tried(form, lambda: add_synonym(**form.cleaned_data, viewer=viewer, now=now)):
            messages.success(request, _("The search knows that from now on."))
            return redirect("secretariat:searches")
    elif request.method == "POST":
        if "synonym" in request.POST:
            remove_synonym(_key(request.POST["synonym"]), viewer=viewer, now=now)
            messages.success(request, _("The words are searched for apart again."))
        else:
            take_off_search(request.POST.get("words", ""), viewer=viewer, now=now)
            messages.success(request, _("The words are taken off the list."))
        return redirect("secretariat:searches")
    context = {"searches": unanswered(now)[:MOST], "synonyms": site_synonyms(), "form": form}
    return render(request, "organisations/secretariat/searches.html", context)


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
