"""Every request knows its viewer; what was written for one organisation is kept from another.

And each session leaves a trace in its owner's own list of them.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import act_for, see_session
from maskinrum.organisations.models import Membership, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import memberships_now, own_memberships, viewer_of
from maskinrum.organisations.sign_in import admitted_user
from maskinrum.shared.errors import tell_scripts
from maskinrum.shared.templatetags.maskinrum.guards import ACTING_FOR
from maskinrum.shared.views import carried_fields, carried_files

GO_BACK_TO = "go_back_to"  # the button that acts for the organisation of the form again, and sends it
ABOUT_ONESELF = "is_about_oneself"

SEEN_AT = "seen_at"
SEEN_AGAIN = 600  # seconds
SERVER_ERROR = 500


class PageRequest(HttpRequest):
    """A request as views meet it: with its viewer, and whether only a part of the page is asked for."""

    viewer: Viewer
    memberships: list[Membership]
    htmx: bool


def attach_viewer(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set ``request.viewer``, and let ``request.user`` be only who may be signed in from where the request comes.

    Both are read from the database only when a page asks who is looking, and with them ``request.memberships``: the
    organisations that are offered to act for are read once for the viewer and for the head of the page.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        request.user = SimpleLazyObject(lambda: admitted_user(request, user))  # type: ignore[assignment]
        request.memberships = SimpleLazyObject(lambda: memberships_now(request.user.pk))  # type: ignore[attr-defined]
        request.viewer = SimpleLazyObject(lambda: viewer_of(request.user, request.memberships))  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def note_activity(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Remember now and then when a session was last used, so that its owner can see where it is open.

    Only pages that asked who is looking, and were made, count; each session is written at most every ten minutes.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        session, now = request.session, timezone.now()
        if response.status_code < SERVER_ERROR and _is_due(request, now.timestamp()):
            session[SEEN_AT] = now.timestamp()
            address = get_adapter(request).get_client_ip(request)
            agent = request.headers.get("User-Agent", "")
            person: Person = request.user  # type: ignore[assignment]
            see_session(person, key=session.session_key or "", address=address, user_agent=agent, now=now)
        return response

    return middleware


def _is_due(request: HttpRequest, moment: float) -> bool:
    """Whether the page knew who was looking, and the trace of the session is old."""
    session = request.session
    is_old = session.accessed and SESSION_KEY in session and moment - session.get(SEEN_AT, 0) > SEEN_AGAIN
    return bool(is_old and request.user.is_authenticated)


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
        called = names[meant].name if meant in names else ""
        context = {
            "fields": carried_fields(request),
            "files": carried_files(request),
            "target": request.get_full_path(),
            "meant": called,
            "go_back_to": GO_BACK_TO,
        }
        page = render(request, "organisations/other_organisation.html", context, status=409)
        return tell_scripts(page, _opened_for(called))


def _opened_for(name: str) -> str:
    if not name:
        return _("The page was opened for an organisation that you no longer act for. Nothing is saved.")
    words = _(
        "The page was opened for %(name)s, and you act for another organisation now. Nothing is saved. Open it anew."
    )
    return words % {"name": name}


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
