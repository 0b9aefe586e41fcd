"""Every request knows its viewer, and what was written for one organisation is kept from another."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from maskinrum.organisations.actions import act_for
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import own_memberships, viewer_of
from maskinrum.organisations.sign_in import admitted_user
from maskinrum.shared.templatetags.maskinrum.guards import ACTING_FOR
from maskinrum.shared.views import carried_fields, carried_files

GO_BACK_TO = "go_back_to"  # the button that acts for the organisation of the form again, and sends it
ABOUT_ONESELF = "is_about_oneself"


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


def about_oneself(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that writes nothing for an organisation: its forms may be sent whomever one acts for."""
    setattr(view, ABOUT_ONESELF, True)
    return view


@dataclass(frozen=True)
class OneOrganisation:
    """A form says for which organisation it was opened; sent while acting for another it writes nothing.

    The page in its place keeps what was typed, and can act for the first organisation again and send it.
    """

    get_response: Callable[[HttpRequest], HttpResponse]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Do nothing on the way in or out."""
        return self.get_response(request)

    def process_view(
        self, request: PageRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Answer 409 to a form of another organisation than the one acted for."""
        if request.method != "POST" or is_about_oneself(request, view) or not request.viewer.is_known:
            return None
        meant = _as_id(request.POST.get(ACTING_FOR, ""))
        if meant is None or meant == request.viewer.organisation:
            return None
        names = {one.organisation_id: one.organisation for one in own_memberships(request.viewer)}
        if meant in names and GO_BACK_TO in request.POST:
            act_for(request.user, organisation=names[meant], viewer=request.viewer, now=timezone.now())  # type: ignore[arg-type]
            request.viewer = viewer_of(request.user)
            return None
        context = {
            "fields": carried_fields(request),
            "files": carried_files(request),
            "target": request.get_full_path(),
            "meant": names[meant].name if meant in names else "",
            "go_back_to": GO_BACK_TO,
        }
        return render(request, "organisations/other_organisation.html", context, status=409)


def keep_to_organisation(get_response: Callable[[HttpRequest], HttpResponse]) -> OneOrganisation:
    """Let no form write for another organisation than the one it was opened for."""
    return OneOrganisation(get_response)


def is_about_oneself(request: HttpRequest, view: Callable[..., HttpResponse]) -> bool:
    """Whether a view is about the person and not about an organisation: signing in, the own page, colours."""
    match = request.resolver_match
    is_account = view.__module__.startswith("allauth.") or (match is not None and match.namespace == "organisations")
    return is_account or getattr(view, ABOUT_ONESELF, False)


def _as_id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
