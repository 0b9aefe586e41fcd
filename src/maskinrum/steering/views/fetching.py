"""Documents of the running partnership as files: how often, and how many at once."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.documents import Document, write_pdf, write_word
from maskinrum.shared.downloads import download
from maskinrum.shared.limits import is_over_limit, turn

MOST_A_MINUTE = 30
PLACES, PATIENCE = 2, 20.0
WRITERS: dict[str, Callable[[Document], bytes]] = {"pdf": write_pdf, "docx": write_word}


def document_file(
    request: PageRequest, kind: str, make: Callable[[], Document], *, name: str, back: str
) -> HttpResponse:
    """The document as *pdf* or *docx*; whoever asks very often is sent back to the page."""
    if kind not in WRITERS:
        raise Http404
    if is_over_limit(request, "steering_file", most=MOST_A_MINUTE, now=timezone.now()):
        messages.error(request, _("That was many files in a short while. Wait a minute and fetch this one again."))
        return redirect(back)
    with turn("steering_file", places=PLACES, patience=PATIENCE):
        content = WRITERS[kind](make())
    return download(content, name=name, kind=kind)
