"""Every request knows its viewer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.organisations.sign_in import admitted_user


class PageRequest(HttpRequest):
    """A request as views meet it: with its viewer, and whether only a part of the page is asked for."""

    viewer: Viewer
    htmx: bool


def attach_viewer(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set ``request.viewer``, and let ``request.user`` be only who may be signed in from where the request comes.

    Both are read from the database only when a page asks who is looking.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        request.user = SimpleLazyObject(lambda: admitted_user(request, user))  # type: ignore[assignment]
        request.viewer = SimpleLazyObject(lambda: viewer_of(request.user))  # type: ignore[attr-defined]
        return get_response(request)

    return middleware
