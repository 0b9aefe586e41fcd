"""The block "2–3 experiences that matter here", in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maskinrum.knowledge.enums import ExperienceRole, Phase, WorksKind
from maskinrum.knowledge.facts import themes_named
from maskinrum.knowledge.facts.relevance import Chosen, Context
from maskinrum.knowledge.indexing import found_by_index
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries.block import chosen_for_each, chosen_here
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.enums import PartnershipType


@dataclass(frozen=True)
class Beside:
    """One experience of the block, and why it stands there."""

    row: Experience
    reason: str


def experiences_beside(viewer: Viewer, context: Context) -> list[Beside]:
    """At most three, the best first; the index gives the candidates, and the database has the last word."""
    now, today = timezone.now(), timezone.localdate()
    among = found_by_index(viewer, context, now=now)
    chosen = chosen_here(viewer, context, now=now, today=today, among=among)
    return [Beside(row, _reason(row, one)) for row, one in chosen]


def experiences_beside_each(
    viewer: Viewer, contexts: Mapping[str, Context], *, limit: int = 2
) -> dict[str, list[Beside]]:
    """The best for each of many places on one page, by its key, whatever their number in one reading."""
    chosen = chosen_for_each(viewer, contexts, now=timezone.now(), today=timezone.localdate(), limit=limit)
    return {key: [Beside(row, _reason(row, one)) for row, one in rows] for key, rows in chosen.items()}


def _reason(row: Experience, one: Chosen) -> str:
    """Why it was chosen, as a reader can check it."""
    code = (get_language() or "da")[:2]
    said = [_("from this partnership")] if "partnership" in one.shared else []
    if "theme" in one.shared:
        names = ", ".join(theme.name[code] for theme in themes_named(one.shared["theme"]))
        said.append(_("about %(themes)s") % {"themes": names})
    for name, labels in _LABELS.items():
        if name in one.shared:
            said.append(str(_WORDS[name]()) % {"value": labels[one.shared[name][0]]})
    if row.evidence == "measured":
        said.append(_("measured"))
    words = "; ".join(said)
    return words[:1].upper() + words[1:]


_LABELS: Mapping[str, Mapping[str, Any]] = {
    "phase": dict(Phase.choices),
    "works": dict(WorksKind.choices),
    "role": dict(ExperienceRole.choices),
    "agreement": dict(PartnershipType.choices),
}
_WORDS = {
    "phase": lambda: _("the same phase: %(value)s"),
    "works": lambda: _("the same kind of project: %(value)s"),
    "role": lambda: _("told from the side of: %(value)s"),
    "agreement": lambda: _("the same type of agreement: %(value)s"),
}


def render_beside(request: HttpRequest, given: Mapping[str, Any]) -> SafeString:
    """The finished block for a page below; nothing where nothing matters enough. ``heading`` may be given with it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    where = {name: value for name, value in given.items() if name != "heading"}
    rows = experiences_beside(viewer, Context(**where))
    context = {"rows": rows, "request": request, "heading": given.get("heading", "")}
    return SafeString(render_to_string("knowledge/_beside.html", context) if rows else "")
