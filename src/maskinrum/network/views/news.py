"""What is new and open: the page that says how to follow along, and the feeds."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from maskinrum.network.feeds import FEED_TYPE, FEEDS, changed_since, tag_of, write_feed
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

    Its date is when it was first seen as it is, since a feed changes also when something is no longer open.
    """
    if name not in FEEDS:
        raise Http404
    now = timezone.now()
    content = write_feed(name, site=str(settings.ENVIRONMENT.base_url), now=now)
    answer = HttpResponse(content, content_type=FEED_TYPE)
    tag = answer["ETag"] = tag_of(content)
    since = int(changed_since(name, tag, now=now).timestamp())
    answer["Last-Modified"] = http_date(since)
    return get_conditional_response(request, etag=tag, last_modified=since, response=answer) or answer
