"""Who comes in here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseBase
from django.views.decorators.cache import never_cache

from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.permissions import can_manage_network


def secretariat_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answer 404 to whoever does not look after the network, as if the page were not there."""

    @wraps(view)
    def guarded(request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_manage_network(request.viewer):
            raise Http404
        return view(request, *args, **kwargs)

    return login_required(never_cache(guarded))
