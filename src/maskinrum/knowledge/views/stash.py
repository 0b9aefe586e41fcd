"""What was typed by somebody whose sign-in had run out: kept in the session, and back in the form after signing in."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.models import Person
from maskinrum.shared.limits import is_over_limit
from maskinrum.shared.views import carried_fields

KEPT = "kept_experience"
LONGEST = 40_000  # characters
MOST_A_MINUTE = 10
OURS = frozenset({"writer", "revision", "send", "save", "once"})
"""Fields and buttons that the page filled in itself."""


def keep_typed(request: HttpRequest) -> HttpResponse:
    """Keep what was posted and ask for a sign-in; the page then shows it again. Whoever sends very much is not kept."""
    fields = [(name, value) for name, value in carried_fields(request) if name != "acting_for"]
    length = sum(len(name) + len(value) for name, value in fields)
    if length <= LONGEST and not is_over_limit(request, "experience", most=MOST_A_MINUTE, now=timezone.now()):
        request.session[KEPT] = {"path": request.get_full_path(), "fields": fields}
    return redirect_to_login(request.get_full_path())


def typed_words(content: Mapping[str, Any], person: Person) -> dict[str, str]:
    """What this person typed of what a session keeps, by field: for taking along everything that is held."""
    fields = content.get(KEPT, {}).get("fields", [])
    if dict(fields).get("writer") != str(person.pk):
        return {}
    told: dict[str, list[str]] = {}
    for name, value in fields:
        if value.strip() and name not in OURS:
            told.setdefault(name, []).append(value)
    return {name: ", ".join(values) for name, values in told.items()}


def typed_before(request: PageRequest) -> QueryDict | None:
    """What was kept for this page, if the one who signed in is the one who typed it; it is kept no longer."""
    kept: dict[str, Any] | None = request.session.pop(KEPT, None)
    if kept is None:
        return None
    data = QueryDict(mutable=True)
    for name, value in kept["fields"]:
        data.appendlist(name, value)
    is_same = data.get("writer") == str(request.viewer.person) and kept["path"] == request.get_full_path()
    return data if is_same else None
