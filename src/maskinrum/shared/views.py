"""The pages for when something is wrong. Each says what happened, what it means and what to do."""

import logging
from math import ceil
from urllib.parse import urlsplit, urlunsplit

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string

from maskinrum.shared.limits import LARGEST_REQUEST
from maskinrum.shared.tokens import path_to_log

logger = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
NEVER_ECHOED = ("csrfmiddlewaretoken",)
FEWEST_WORDS = 2  # that are worth copying


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show that there is no such page, or none that this viewer may see; what was typed for it can be copied.

    Somebody may have taken away what others were writing about. That the words come back tells nothing of it.
    """
    return render(request, "maskinrum/404.html", {"typed": _typed_words(request)}, status=404)


def _typed_words(request: HttpRequest) -> list[str]:
    """What somebody wrote into a form that a view took: several words, and not what a page or a browser filled in."""
    if request.method != "POST" or request.resolver_match is None:
        return []
    try:
        values = [value.strip() for _name, value in carried_fields(request)]
    except (*TOO_LARGE, UnreadablePostError, MultiPartParserError):
        return []
    return [value for value in values if len(value.split()) >= FEWEST_WORDS]


def no_access(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show that the viewer may not do this."""
    return render(request, "maskinrum/403.html", status=403)


def only_by_button(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """Show that the address belongs to a button and changed nothing; ``refused`` says what may be sent to it."""
    answer = render(request, "maskinrum/405.html", status=refused.status_code)
    answer["Allow"] = refused["Allow"]
    return answer


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show that the request could not be read; one that was too large says so with status 413."""
    if isinstance(exception, TOO_LARGE):
        return too_large(request)
    return HttpResponse(render_to_string("maskinrum/400.html"), status=400)


def too_large(request: HttpRequest, *, sent: int = 0, most: int = LARGEST_REQUEST) -> HttpResponse:
    """Show how much was sent and how much may be, what was kept, and the way back to the form."""
    context = {
        "sent": ceil(sent / MEGABYTE),
        "most": most // MEGABYTE - 1,  # the form around a file needs some
        "takes_photos": most > LARGEST_REQUEST,
        "back": _form_on_our_site(request),
    }
    return HttpResponse(render_to_string("maskinrum/413.html", context), status=413)


def _form_on_our_site(request: HttpRequest) -> str:
    """The address of the page that the form stood on, as far as the browser says one of ours."""
    referer = urlsplit(request.headers.get("Referer", "")) if came_from_us(request) else None
    return (
        urlunsplit(("", "", referer.path, referer.query, ""))
        if referer and referer.netloc == request.get_host()
        else ""
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Apologise with the reference number under which the error is logged; needs neither database nor viewer."""
    reference = getattr(request, "reference", "")
    try:
        page = str(render_to_string("maskinrum/500.html", {"reference": reference}))
    except Exception:
        page = f"<!doctype html><title>Maskinrum</title><p>Maskinrum 500 {reference}"
    return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form whose secret does not fit, without losing what was typed on our own pages.

    When the browser says that the form came from our own site (usually because the person signed in in another tab
    meanwhile), every field comes back as a hidden input with a fresh secret and one button sends them again. From
    anywhere else the form is refused and nothing of it is repeated. Files and passwords cannot be kept.
    """
    # What follows the dash may be the address of a page.
    logger.warning("Forbidden (%s): %s", reason.partition(" - ")[0], path_to_log(request))
    if not came_from_us(request):
        return render(request, "maskinrum/csrf_refused.html", status=403)
    context = {
        "fields": carried_fields(request),
        "target": request.get_full_path(),
        "files": carried_files(request),
        "has_password": any("password" in name for name in request.POST),
    }
    return render(request, "maskinrum/csrf_again.html", context, status=403)


def came_from_us(request: HttpRequest) -> bool:
    """Tell whether Origin, or Referer where there is no Origin, names the very host and scheme that was asked."""
    stated = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        parts = urlsplit(stated)
    except ValueError:
        return False
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())


def carried_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, so that a page can hold it in hidden fields and send it again."""
    return [(name, value) for name in request.POST for value in request.POST.getlist(name) if is_echoed(name)]


def carried_files(request: HttpRequest) -> list[str | None]:
    """The names of the files that were sent: a page cannot hold them."""
    return [upload.name for name in request.FILES for upload in request.FILES.getlist(name)]


def is_echoed(name: str) -> bool:
    """Tell whether a posted field may be written back into a page."""
    return name not in NEVER_ECHOED and "password" not in name
