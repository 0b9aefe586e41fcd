"""Who may read an experience, a tool, a recommendation or a booklet beside the rule, by name."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.permissions import SHOWN, can_review, can_share_by_name
from maskinrum.knowledge.queries import experience, parties_of
from maskinrum.knowledge.queries.booklets import booklet_of
from maskinrum.knowledge.queries.choices import named_in_all, silent_of
from maskinrum.knowledge.queries.recommendations import recommendation
from maskinrum.knowledge.queries.tools import tool
from maskinrum.knowledge.reports.tool_page import tool_line
from maskinrum.organisations.enums import Decision, Visibility
from maskinrum.organisations.middleware import PageRequest
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.views.sharing import Shared, sharing_page, stop_sharing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class _Kind:
    """What differs: how one is found, the name of its page, the way there, and what the page says first."""

    find: Callable[..., Any]
    page: str
    crumbs: str
    lead: "StrOrPromise"


KINDS = {
    "knowledge": _Kind(
        experience,
        "experience",
        "knowledge/_crumbs.html",
        _(
            "Beside those who may read it anyway. It counts from when the experience is published, and you can always "
            "stop it."
        ),
    ),
    "tools": _Kind(
        tool,
        "tool",
        "knowledge/_tool_crumbs.html",
        _("Beside those who may read it anyway. They can fetch all its versions, and you can always stop it."),
    ),
    "recommendations": _Kind(
        recommendation,
        "recommendation",
        "knowledge/_recommendation_crumbs.html",
        _("Beside those who may read it anyway. The experiences it rests on keep their own readers."),
    ),
    "booklets": _Kind(
        booklet_of,
        "booklet",
        "knowledge/_booklet_crumbs.html",
        _("Beside those who may read it anyway. What the booklet leads to keeps its own readers."),
    ),
}
"""The kinds by the name of their addresses."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: PageRequest, key: str, space: str) -> HttpResponse:
    """List who is let in by name, and let another in."""
    return sharing_page(request, _shared(request, key, space))


@login_required
@require_POST
def stop(request: PageRequest, key: str, grant_id: uuid.UUID, space: str) -> HttpResponse:
    """Shut one organisation or person out again."""
    return stop_sharing(request, _shared(request, key, space), grant_id)


def _shared(request: PageRequest, key: str, space: str) -> Shared:
    kind = KINDS[space]
    row = kind.find(request.viewer, key, now=timezone.now())
    if not can_share_by_name(request.viewer, row):
        raise Http404
    line = tool_line(row, None) if space == "tools" else None
    back = reverse(f"{space}:{kind.page}", args=[row.key])
    told = _told_of(request, row) if isinstance(row, Experience) else {}
    return Shared(
        row=row,
        page=reverse(f"{space}:sharing", args=[row.key]),
        stop=lambda grant: reverse(f"{space}:stop_sharing", args=[row.key, grant]),
        template="knowledge/sharing.html",
        context={"row": row, "line": line, "crumbs": kind.crumbs, "lead": kind.lead, "back": back, **told},
        said_let_in=lazy(partial(_said, row), str)(),
        said_stopped=_("%(name)s is no longer let in by name."),
    )


def _told_of(request: PageRequest, row: Experience) -> dict[str, Any]:
    """Whom an experience names that not the whole network reads, and whether the viewer lets it go on to them."""
    if row.visibility in {Visibility.NETWORK, Visibility.OPEN}:
        return {}
    named = named_in_all(request.viewer, row, now=timezone.now())
    may_review = row.state == ExperienceState.IN_REVIEW and can_review(request.viewer, row, parties=parties_of(row))
    names = [one.name for one in named]
    return {"names": names, "silent": silent_of(_still_to_answer(row, named)), "may_review": may_review}


def _still_to_answer(row: Experience, named: Iterable[Organisation]) -> list[Organisation]:
    """Those of the named who are asked, or will be; not whoever has answered while others are waited for."""
    if row.state in {ExperienceState.SUPERSEDED, ExperienceState.RETIRED}:
        return []
    is_asking = row.state == ExperienceState.APPROVAL
    answered = row.named.exclude(decision=Decision.WAITING).values_list("organisation", flat=True) if is_asking else []
    return [one for one in named if one.pk not in set(answered)]


def _said(row: Any) -> str:
    """When whoever was let in can read it; asked when all is done, for others may have to say yes first."""
    if isinstance(row, Experience) and Experience.objects.get(pk=row.pk).state not in SHOWN:
        return str(_("%(name)s can read it once it is published."))
    return str(_("%(name)s can read it now."))
