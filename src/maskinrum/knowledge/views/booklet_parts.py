"""What stands in a booklet: put in, written, ordered, taken out. All of it by plain buttons."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.knowledge.actions import add_to_booklet, move_item, remove_item, write_in_booklet
from maskinrum.knowledge.facts.seen import seen_of
from maskinrum.knowledge.forms.booklets import OwnTextForm
from maskinrum.knowledge.models import BookletItem
from maskinrum.knowledge.queries.booklets import KINDS, MOST_FOUND, choices, choosable, held
from maskinrum.knowledge.views.booklets import kept_booklet
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.errors import DomainError, tried
from maskinrum.shared.tables import clean_text

MOVES = {"up": -1, "down": 1}
LONGEST = 200


@login_required
@require_safe
def parts(request: PageRequest, key: str) -> HttpResponse:
    """Show what stands in it, with buttons to order it by."""
    row = kept_booklet(request, key)
    context = {"row": row, "parts": held(request.viewer, row, now=timezone.now())}
    return render(request, "knowledge/booklet_edit.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: PageRequest, key: str) -> HttpResponse:
    """Find what one may see by its words, and put it in."""
    row, now = kept_booklet(request, key), timezone.now()
    words = clean_text(request.GET.get("q", ""))[:LONGEST]
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        if kind not in KINDS:
            raise Http404
        chosen = get_object_or_404(choosable(request.viewer, kind, now=now), key=request.POST.get("chosen", ""))
        try:
            add_to_booklet(row, chosen, viewer=request.viewer, now=now)
            messages.success(request, _("“%(title)s” stands last in the booklet.") % {"title": chosen})
        except DomainError as error:
            messages.error(request, error.message)
        return redirect(f"{reverse('booklets:choose', args=[row.key])}?{urlencode({'q': words})}")
    found = choices(request.viewer, row, words, now=now)
    context = {"row": row, "q": words, "found": found, "is_cut": len(found) == MOST_FOUND}
    return render(request, "knowledge/booklet_choose.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: PageRequest, key: str, item_id: uuid.UUID | None = None) -> HttpResponse:
    """Take a text of one's own, or another wording of it."""
    row = kept_booklet(request, key)
    own = row.items.filter(recommendation=None, experience=None, tool=None)
    item = own.filter(pk=item_id).first() if item_id else None
    is_gone = item_id is not None and item is None
    if item_id and is_gone and not _began_before(request, item_id):
        raise Http404
    initial = {"heading": item.heading, "text": item.text, "seen": seen_of(item.heading, item.text)} if item else None
    form = OwnTextForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> object:
        return write_in_booklet(row, item_id, **form.cleaned_data, viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        return redirect("booklets:parts", row.key)
    return render(request, "knowledge/booklet_text.html", {"row": row, "form": form, "is_gone": is_gone})


def _began_before(request: PageRequest, item_id: uuid.UUID) -> bool:
    """Whether somebody sends words for a part that was taken out while they wrote: those are not thrown away."""
    is_elsewhere = BookletItem.objects.filter(pk=item_id).exists()
    return request.method == "POST" and bool(request.POST.get("seen")) and not is_elsewhere


@login_required
@require_POST
def move(request: PageRequest, key: str, item_id: uuid.UUID) -> HttpResponse:
    """Move one part a place up or down."""
    row = kept_booklet(request, key)
    if by := MOVES.get(request.POST.get("way", "")):
        move_item(row, item_id, by=by, viewer=request.viewer, now=timezone.now())
    return redirect("booklets:parts", row.key)


@login_required
@require_POST
def remove(request: PageRequest, key: str, item_id: uuid.UUID) -> HttpResponse:
    """Take one part out."""
    row = kept_booklet(request, key)
    remove_item(row, item_id, viewer=request.viewer, now=timezone.now())
    return redirect("booklets:parts", row.key)
