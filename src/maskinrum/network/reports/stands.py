"""Where an organisation stands, as lists and its own page show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from maskinrum.knowledge.facts import Theme, themes_named
from maskinrum.network.models import ContactCard, Stand
from maskinrum.network.permissions import can_write_stand
from maskinrum.network.queries import cards_of, stands
from maskinrum.organisations.permissions import Viewer


@dataclass(frozen=True)
class Contact:
    """Whom one may ask: the name where the person shows it, and nothing that is not shown."""

    name: str
    role: str
    themes: list[Theme]
    capacity: int


@dataclass(frozen=True)
class StandLine:
    """One organisation in the list."""

    row: Stand
    themes: list[Theme]
    contacts: list[Contact]


def stand_line(row: Stand, people: Sequence[ContactCard]) -> StandLine:
    """A row of the list, with those of the organisation who show themselves."""
    return StandLine(row, themes_named(row.theme_codes), [_contact(card) for card in people])


def _contact(card: ContactCard) -> Contact:
    name = card.person.name if card.shows_name else ""
    return Contact(name, card.role, themes_named(card.theme_codes), card.capacity)


def render_stand(request: HttpRequest, given: Mapping[str, Any]) -> SafeString:
    """Where an organisation stands, for its own page."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    row = stands(viewer, now=timezone.now()).filter(organisation=given["organisation"]).first()
    people = cards_of(viewer, [row]).get(row.organisation_id, []) if row else []
    line = stand_line(row, people) if row else None
    context = {"line": line, "can_write": can_write_stand(viewer), "request": request}
    return SafeString(render_to_string("network/_stand_beside.html", context))
