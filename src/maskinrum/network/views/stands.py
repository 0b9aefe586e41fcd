"""Who is where, where the own organisation stands, and what one shows of oneself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.knowledge.views.stash import keep_typed, typed_before
from maskinrum.network.actions import remove_stand, show_of_oneself, write_stand
from maskinrum.network.forms.stands import (
    CardForm,
    StandFilterForm,
    StandForm,
    initial_of_card,
    initial_of_stand,
    read_stand_filter,
)
from maskinrum.network.permissions import can_write_stand
from maskinrum.network.queries import cards_of, listed_stands, own_card, own_stand, stand_counts
from maskinrum.network.reports.stands import stand_line
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import tried

A_PAGE = 30


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """List where organisations stand, with whom of them the viewer may ask."""
    now = timezone.now()
    form = StandFilterForm(request.GET, counts=stand_counts(request.viewer, now=now))
    asked = read_stand_filter(form)
    page = Paginator(listed_stands(request.viewer, asked, now=now), A_PAGE).get_page(request.GET.get("side"))
    people, kept = cards_of(request.viewer, page), request.GET.copy()
    kept.pop("side", None)
    context = {
        "form": form,
        "asked": asked,
        "page": page,
        "lines": [stand_line(row, people.get(row.organisation_id, [])) for row in page],
        "kept": kept.urlencode(),
        "can_write": can_write_stand(request.viewer),
    }
    return render(request, "network/stands.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PageRequest) -> HttpResponse:
    """Take where the own organisation stands; what was typed when a sign-in had run out comes back."""
    if not request.viewer.is_known:
        return keep_typed(request)
    if not can_write_stand(request.viewer):
        raise Http404
    row = own_stand(request.viewer)
    before = request.POST if request.method == "POST" else typed_before(request)
    form = StandForm(before, initial=initial_of_stand(row) | {"writer": str(request.viewer.person)})

    def act() -> object:
        expected = form.cleaned_data["revision"] or 0
        return write_stand(form.facts(), expected_revision=expected, viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("Saved. Others read it in “Who is where”."))
        return redirect("network:stands")
    is_restored = before is not None and request.method != "POST"
    return render(request, "network/stand_form.html", {"form": form, "row": row, "is_restored": is_restored})


@login_required
@require_POST
def remove(request: PageRequest) -> HttpResponse:
    """Say nothing any more of where the own organisation stands."""
    if not can_write_stand(request.viewer):
        raise Http404
    remove_stand(viewer=request.viewer, now=timezone.now())
    messages.success(request, _("Nothing is said any more of where you stand."))
    return redirect("network:stands")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: PageRequest) -> HttpResponse:
    """Take what the viewer shows of oneself."""
    if not request.viewer.is_member:
        raise Http404
    form = CardForm(
        request.POST if request.method == "POST" else None, initial=initial_of_card(own_card(request.viewer))
    )

    def act() -> object:
        return show_of_oneself(form.facts(), viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("Saved. Members of the network see what you have chosen, and nothing else."))
        return redirect("network:stands")
    return render(request, "network/card_form.html", {"form": form})
