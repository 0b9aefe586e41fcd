"""Put an agenda together: add, change, order, take out."""

import uuid
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from maskinrum.knowledge.facts import MOST_THEMES, theme_named
from maskinrum.knowledge.queries import published
from maskinrum.meetings.actions.turns import counted_on, kept
from maskinrum.meetings.enums import MeetingState
from maskinrum.meetings.facts.meetings import ItemFacts
from maskinrum.meetings.models import AgendaItem, Meeting
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError

MOST_ITEMS = 40
PLAIN = ("title", "text", "phase", "minutes", "material", "material_url", "about", "about_url")


@transaction.atomic
def add_item(row: Meeting, facts: ItemFacts, *, viewer: Viewer, now: datetime) -> AgendaItem:
    """Put an item at the end of the agenda. Raises DomainError without the right, and for a full agenda."""
    current = _plannable(row, viewer)
    if current.items.count() >= MOST_ITEMS:
        raise DomainError(_("An agenda holds at most %(count)s items. Take one out first.") % {"count": MOST_ITEMS})
    last = current.items.aggregate(last=Max("position"))["last"]
    item = AgendaItem(meeting=current, position=0 if last is None else last + 1)
    _store(item, facts, viewer, now)
    _tell(current, "add_agenda_item", viewer, now)
    return item


@transaction.atomic
def change_item(row: Meeting, item: uuid.UUID, facts: ItemFacts, *, viewer: Viewer, now: datetime) -> AgendaItem:
    """Change an item. Raises DomainError without the right, and when somebody took it out meanwhile."""
    current = _plannable(row, viewer)
    found = current.items.filter(pk=item).first()
    if found is None:
        raise DomainError(_("Somebody has taken the item out meanwhile. What you typed still stands here."))
    before = asdict(item_facts(found))
    if before == asdict(facts):
        return found
    _store(found, facts, viewer, now)
    _tell(current, "change_agenda_item", viewer, now)
    return found


def item_facts(item: AgendaItem) -> ItemFacts:
    """What a stored item says."""
    return ItemFacts(
        **{name: getattr(item, name) for name in PLAIN},
        themes=tuple(item.theme_codes.split()),
        lead=str(item.lead_id or ""),
        experience=item.experience.key if item.experience else "",
    )


def _plannable(row: Meeting, viewer: Viewer) -> Meeting:
    current = kept(row, viewer)
    if current.state not in {MeetingState.PLANNED, MeetingState.RUNNING}:
        raise DomainError(_("The meeting is over, so its agenda is no longer changed."))
    return current


def _store(item: AgendaItem, facts: ItemFacts, viewer: Viewer, now: datetime) -> None:
    if not facts.title:
        raise DomainError(_("Write what is to be taken up."), field="title")
    if len(facts.themes) > MOST_THEMES or any(theme_named(code) is None for code in facts.themes):
        raise DomainError(_("Choose three themes at most."), field="theme_1")
    for name in PLAIN:
        setattr(item, name, getattr(facts, name))
    item.theme_codes = " ".join(facts.themes)
    item.lead = item.meeting.participants.filter(pk=facts.lead).first() if facts.lead else None
    if not facts.experience:
        item.experience = None
    elif item.experience is None or item.experience.key != facts.experience:
        item.experience = published(viewer, now=now).filter(key=facts.experience).first()
        if item.experience is None:
            raise DomainError(_("There is no such experience, or you may not read it."), field="experience")
    item.save()


def _tell(row: Meeting, verb: str, viewer: Viewer, now: datetime) -> None:
    """An agenda that changes while the meeting runs counts it on, so that the others' pages show it."""
    counted_on(row)
    record(verb, row, viewer=viewer, now=now)
    note_change(row)


@transaction.atomic
def move_agenda_item(row: Meeting, item: uuid.UUID, *, by: int, viewer: Viewer, now: datetime) -> None:
    """Move an item one place up (-1) or down (1); at the end of the agenda it stays."""
    current = _plannable(row, viewer)
    keys = list(current.items.values_list("pk", flat=True))
    if item not in keys:
        return  # somebody took it out meanwhile
    place = keys.index(item)
    keys.insert(min(max(place + by, 0), len(keys) - 1), keys.pop(place))
    for position, key in enumerate(keys):
        current.items.filter(pk=key).update(position=position)
    _tell(current, "move_agenda_item", viewer, now)


@transaction.atomic
def remove_agenda_item(row: Meeting, item: uuid.UUID, *, viewer: Viewer, now: datetime) -> None:
    """Take an item out. Raises DomainError where notes were written about it: they are not thrown away."""
    current = _plannable(row, viewer)
    found = current.items.filter(pk=item).first()
    if found is None:
        return
    if found.notes.exists():
        raise DomainError(_("There are notes on this item, so it stays. Give it another title instead."))
    found.delete()
    _tell(current, "remove_agenda_item", viewer, now)
