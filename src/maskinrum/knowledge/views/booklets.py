"""The list of booklets, one of them as page and file, and the form that says what it is."""

from collections.abc import Callable, Sequence
from dataclasses import asdict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maskinrum.knowledge.actions import begin_booklet, change_booklet, discard_booklet
from maskinrum.knowledge.actions.booklets import BookletFacts, booklet_facts
from maskinrum.knowledge.enums import BookletReaders
from maskinrum.knowledge.forms.booklets import BookletForm
from maskinrum.knowledge.models import Booklet
from maskinrum.knowledge.permissions import can_begin_booklet, can_keep_booklet, can_share_by_name
from maskinrum.knowledge.queries.booklets import Held, booklet_of, held, listed_booklets
from maskinrum.knowledge.reports.booklet_parts import booklet_document
from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.documents import Document, html_fragment, write_html, write_pdf, write_word
from maskinrum.shared.downloads import download
from maskinrum.shared.errors import tried
from maskinrum.shared.limits import is_over_limit, turn
from maskinrum.shared.slugs import slug_of

MOST_A_MINUTE = 10
PLACES, PATIENCE = 2, 20.0
WRITERS: dict[str, Callable[[Document], bytes]] = {"pdf": write_pdf, "docx": write_word, "html": write_html}


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """List the booklets that the reader may read, those of the own organisation first."""
    rows = listed_booklets(request.viewer, now=timezone.now())
    return render(request, "knowledge/booklets.html", {"rows": rows, "may_begin": can_begin_booklet(request.viewer)})


@require_safe
def one(request: PageRequest, key: str) -> HttpResponse:
    """Show one booklet with what the reader may see of it."""
    row = booklet_of(request.viewer, key, now=timezone.now())
    parts = held(request.viewer, row, now=timezone.now())
    context = {
        "row": row,
        "is_empty": not parts,
        "content": html_fragment(_document(request, row, parts)),
        "may_keep": can_keep_booklet(request.viewer, row),
        "may_share": can_share_by_name(request.viewer, row),
    }
    return render(request, "knowledge/booklet.html", context)


def _document(request: PageRequest, row: Booklet, parts: Sequence[Held]) -> Document:
    site = request.build_absolute_uri("/").rstrip("/")
    return booklet_document(row, parts, site=site, dated=timezone.localdate())


@require_safe
def fetch(request: PageRequest, key: str, kind: str) -> HttpResponse:
    """Give the booklet as a file, with what the reader may see of it."""
    now = timezone.now()
    row = booklet_of(request.viewer, key, now=now)
    if kind not in WRITERS:
        raise Http404
    if is_over_limit(request, "booklet_file", most=MOST_A_MINUTE, now=now):
        messages.error(request, _("That was many files in a short while. Wait a minute and fetch this one again."))
        return redirect("booklets:booklet", row.key)
    document = _document(request, row, held(request.viewer, row, now=now))
    with turn("booklets", places=PLACES, patience=PATIENCE):
        content = WRITERS[kind](document)
    return download(content, name=f"{slug_of(_('booklet'))}-{row.key}", kind=kind)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Begin one."""
    if not can_begin_booklet(request.viewer):
        raise Http404
    form = BookletForm(request.POST if request.method == "POST" else None, initial=_usual())
    begun: list[Booklet] = []

    def act() -> object:
        given = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        facts = BookletFacts(**given)
        begun.append(begin_booklet(facts, viewer=request.viewer, now=timezone.now()))
        return begun

    if request.method == "POST" and tried(form, act):
        return redirect("booklets:parts", begun[0].key)
    return render(request, "knowledge/booklet_form.html", {"row": None, "form": form})


def _usual() -> dict[str, str]:
    return {"language": (get_language() or "da")[:2], "visibility": BookletReaders.ORGANISATION.value}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, key: str) -> HttpResponse:
    """Change what it says of itself, and who may read it."""
    row = kept_booklet(request, key)
    kept = booklet_facts(row)
    initial = asdict(kept) | {"seen": kept.seen}
    form = BookletForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> object:
        given = dict(form.cleaned_data)
        seen = given.pop("seen")
        return change_booklet(row, BookletFacts(**given), seen=seen, viewer=request.viewer, now=timezone.now())

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("The booklet is saved."))
        return redirect("booklets:parts", row.key)
    return render(request, "knowledge/booklet_form.html", {"row": row, "form": form})


@login_required
@require_POST
def discard(request: PageRequest, key: str) -> HttpResponse:
    """Throw one away."""
    discard_booklet(kept_booklet(request, key), viewer=request.viewer, now=timezone.now())
    messages.success(request, _("The booklet is thrown away. What it led to stays."))
    return redirect("booklets:index")


def kept_booklet(request: PageRequest, key: str) -> Booklet:
    """One that the viewer may change, or Http404."""
    row = booklet_of(request.viewer, key, now=timezone.now())
    if not can_keep_booklet(request.viewer, row):
        raise Http404
    return row
