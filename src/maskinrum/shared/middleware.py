"""Where an error that is not shown in a form becomes something a person can read."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from maskinrum.shared.errors import BusyError, DomainError, tell_scripts
from maskinrum.shared.limits import LARGEST_REQUEST, largest_request
from maskinrum.shared.tokens import path_to_log
from maskinrum.shared.views import only_by_button, too_large

logger = logging.getLogger(__name__)

MOST_DIGITS = 20  # of a length: Python refuses to read thousands


def answer_head_without_body(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Leave out the body of an answer to HEAD: the web server warns of each one that it has to cut."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "HEAD" and not response.streaming:
            response.content = b""
        return response

    return middleware


def refuse_large_requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 413 to a request that says it is larger than its address takes, before any of it is read.

    One that does not say how long it is, is for Django empty: it reads no further than Content-Length.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        stated = request.META.get("CONTENT_LENGTH") or "0"
        if not stated.isdecimal() or len(stated) > MOST_DIGITS:
            return too_large(request)
        if int(stated) > LARGEST_REQUEST and int(stated) > (most := largest_request(request.path_info)):
            return too_large(request, sent=int(stated), most=most)
        return get_response(request)

    return middleware


def explain_buttons(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Show a page where somebody opens the address of a button: a change of language or a bookmark leads there."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_bare = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content
        return only_by_button(request, response) if is_bare and request.method == "GET" else response

    return middleware


def keep_private(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let no cache keep what a person with a session sees, or what answers to something a person sent.

    Whoever is signed in has a session's cookie, so no page asks the database for this. A part of a page is never taken
    for the whole one.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_private = settings.SESSION_COOKIE_NAME in request.COOKIES or request.method == "POST"
        if is_private and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, ["HX-Request"])
        return response

    return middleware


@dataclass(frozen=True)
class DomainErrorPages:
    """Every request passes through; a DomainError that no view caught becomes a page with its text."""

    get_response: Callable[[HttpRequest], HttpResponse]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Do nothing on the way in or out."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show a broken rule with status 400, a busy machine with 503; leave every other exception to Django."""
        if not isinstance(exception, DomainError):
            return None
        is_busy = isinstance(exception, BusyError)
        context = {"message": exception.message, "is_busy": is_busy}
        page = render(request, "maskinrum/errors/problem.html", context, status=503 if is_busy else 400)
        return tell_scripts(page, exception.message)


def show_domain_errors(get_response: Callable[[HttpRequest], HttpResponse]) -> DomainErrorPages:
    """Show uncaught DomainErrors as pages, and number everything else that goes wrong."""
    got_request_exception.connect(number_error, dispatch_uid="number_error")
    return DomainErrorPages(get_response)


def number_error(sender: object, request: HttpRequest, **_: Any) -> None:
    """Set ``request.reference`` for the apology page and log the traceback under it.

    Django calls this for every exception that nobody handled, from views and from middleware, and for no other. The
    query string is not logged: it may hold what a person typed.
    """
    reference = request.reference = secrets.token_hex(4)  # type: ignore[attr-defined]
    logger.exception("Error %s: %s %s", reference, request.method, path_to_log(request))  # noqa: LOG004 - Django calls while handling
