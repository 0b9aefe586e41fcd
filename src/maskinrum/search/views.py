"""Search, and the count of what was searched for in vain."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from maskinrum.search.actions import note_unanswered
from maskinrum.search.forms import read_question
from maskinrum.search.indexing import BeingBuiltError, ask, ask_kindly, kinds
from maskinrum.search.reports import address_of, page_without_answer, query_of, search_page
from maskinrum.shared.limits import is_over_limit, sender

TOO_MANY = 429


class SearchRequest(HttpRequest):
    """A request with its viewer, of whom only the layers above know more, and whether a part of the page is asked."""

    viewer: Any
    htmx: bool


@require_safe
def index(request: SearchRequest) -> HttpResponse:
    """Show what answers, best first."""
    now, question = timezone.now(), read_question(request.GET)
    language = (get_language() or "da")[:2]
    if not question.text:
        page = page_without_answer(question, "start")
    elif is_over_limit(request, "search", most=settings.SEARCHES_PER_MINUTE, now=now):
        page = page_without_answer(question, "busy")
    else:
        try:
            question, answer, meant = ask_kindly(request.viewer, question, language=language, now=now)
            page = search_page(question, answer, meant, language)
        except BeingBuiltError:
            page = page_without_answer(question, "building")
    status = TOO_MANY if page.state == "busy" else 200
    response = render(request, "search/index.html", {"page": page, "kinds": kinds().values()}, status=status)
    if request.htmx:
        response["HX-Replace-Url"] = address_of(query_of(question, page=question.page))
    return response


@require_POST
def unanswered(request: SearchRequest) -> HttpResponse:
    """Count a search that nothing was found for, when the reader has looked at that for a while."""
    now, question = timezone.now(), read_question(request.POST)
    if question.text and not is_over_limit(request, "search", most=settings.SEARCHES_PER_MINUTE, now=now):
        try:
            answer = ask(request.viewer, question, language=(get_language() or "da")[:2], now=now, limit=1)
        except BeingBuiltError:
            return HttpResponse(status=204)
        if not answer.total and not question.facets:
            note_unanswered(question.text, sender=sender(request), now=now)
    return HttpResponse(status=204)
