"""What is new and open: the page that says how to follow along, and the feeds."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from maskinrum.network.feeds import FEED_TYPE, FEEDS, tag_of, write_feed
from maskinrum.organisations.middleware import PageRequest


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Say which feeds there are, and what else can be followed."""
    site = str(settings.ENVIRONMENT.base_url)
    lines = [(feed.name, site + reverse("network:feed", args=[name])) for name, feed in FEEDS.items()]
    return render(request, "network/feeds.html", {"lines": lines})


@require_safe
@cache_control(no_cache=True)
def feed(request: PageRequest, name: str) -> HttpResponse:
    """Give one feed, the same whoever asks; nothing but *not changed* to whoever has it already.

    There is no date of the last change: a feed changes also when something is no longer open, and no date says that.
    """
    if name not in FEEDS:
        raise Http404
    content = write_feed(name, site=str(settings.ENVIRONMENT.base_url), now=timezone.now())
    answer = HttpResponse(content, content_type=FEED_TYPE)
    answer["ETag"] = tag_of(content)
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer
