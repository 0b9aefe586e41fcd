"""Put booklets together: begin, add, write, order, take out."""

import uuid
from dataclasses import asdict, astuple, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.writing import new_key
from maskinrum.knowledge.enums import BookletReaders
from maskinrum.knowledge.facts.seen import seen_of
from maskinrum.knowledge.models import Booklet, BookletItem, Experience, Recommendation, Tool
from maskinrum.knowledge.permissions import can_begin_booklet, can_keep_booklet
from maskinrum.organisations.actions import close_grants, record
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError

MOST_ITEMS = 100
LANGUAGES = ("da", "en")


@dataclass(frozen=True)
class BookletFacts:
    """What a booklet says of itself."""

    title: str
    introduction: str = ""
    language: str = "da"
    visibility: str = BookletReaders.ORGANISATION

    @property
    def seen(self) -> str:
        """The mark of it for whoever is about to change it."""
        return seen_of(*astuple(self))


@transaction.atomic
def begin_booklet(facts: BookletFacts, *, viewer: Viewer, now: datetime) -> Booklet:
    """Begin one for the viewer's organisation. Raises DomainError for who acts for none."""
    if viewer.organisation is None or not can_begin_booklet(viewer):
        raise DomainError(_("A booklet belongs to an organisation, and you act for none."))
    row = Booklet(key=new_key(), organisation_id=viewer.organisation, written_by=viewer.person, created_at=now)
    _store(row, facts, now)
    record("begin_booklet", row, viewer=viewer, now=now)
    return row


@transaction.atomic
def change_booklet(row: Booklet, facts: BookletFacts, *, seen: str = "", viewer: Viewer, now: datetime) -> Booklet:
    """Change title, introduction, language and readers.

    Raises DomainError without the right, and when it is not as it was ``seen`` any more.
    """
    current = _held(row, viewer)
    _refuse_unseen(seen, booklet_facts(current).seen)
    before, after = asdict(booklet_facts(current)), asdict(facts)
    changes: dict[str, list[object]] = {
        name: [before[name], after[name]] for name in after if before[name] != after[name]
    }
    if changes:
        _store(current, facts, now)
        record("change_booklet", current, viewer=viewer, now=now, changes=changes)
    return current


def _refuse_unseen(seen: str, stored: str) -> None:
    if seen and seen != stored:
        raise DomainError(
            _("Somebody else saved it meanwhile. Your words stand below: open it in a new window and write there.")
        )


def booklet_facts(row: Booklet) -> BookletFacts:
    """What a stored booklet says of itself."""
    return BookletFacts(row.title, row.introduction, row.language, row.visibility)


def _store(row: Booklet, facts: BookletFacts, now: datetime) -> None:
    if not facts.title:
        raise DomainError(_("Write a title."), field="title")
    if facts.visibility not in BookletReaders.values:
        raise DomainError(_("Choose who may read it."), field="visibility")
    if facts.language not in LANGUAGES:
        raise DomainError(_("Choose a language."), field="language")
    row.title, row.introduction, row.language = facts.title, facts.introduction, facts.language
    row.visibility = facts.visibility
    _changed(row, now)


def _changed(row: Booklet, now: datetime) -> None:
    row.changed_at = now
    row.save()
    note_change(row)


def _held(row: Booklet, viewer: Viewer) -> Booklet:
    current = Booklet.objects.select_for_update().get(pk=row.pk)
    if not can_keep_booklet(viewer, current):
        raise DomainError(_("Only the organisation that it belongs to changes a booklet."))
    return current


@transaction.atomic
def add_to_booklet(
    row: Booklet, chosen: Recommendation | Experience | Tool, *, viewer: Viewer, now: datetime
) -> BookletItem:
    """Put something that the viewer may see at the end; once is enough. Raises DomainError for a full booklet."""
    current = _held(row, viewer)
    name = chosen._meta.model_name or ""
    if before := current.items.filter(**{name: chosen}).first():
        return before
    item = _at_the_end(current, BookletItem(**{name: chosen}))
    _changed(current, now)
    record("add_to_booklet", current, viewer=viewer, now=now, changes={name: [None, str(chosen.pk)]})
    return item


@transaction.atomic
def write_in_booklet(
    row: Booklet, item: uuid.UUID | None, *, heading: str, text: str, seen: str = "", viewer: Viewer, now: datetime
) -> BookletItem:
    """Write a text of one's own at the end, or write an earlier one again.

    Raises DomainError without a heading, and for one that was taken out or is not as it was ``seen`` any more.
    """
    current = _held(row, viewer)
    if not heading:
        raise DomainError(_("Write a heading."), field="heading")
    if item is None:
        own = _at_the_end(current, BookletItem(heading=heading, text=text))
    else:
        found = current.items.filter(pk=item).first()
        if found is None:
            raise DomainError(
                _("Somebody took this text out meanwhile. Save again, and it stands last in the booklet.")
            )
        own = found
        _refuse_unseen(seen, seen_of(own.heading, own.text))
        own.heading, own.text = heading, text
        own.save()
    _changed(current, now)
    record("write_in_booklet", current, viewer=viewer, now=now)
    return own


def _at_the_end(row: Booklet, item: BookletItem) -> BookletItem:
    if row.items.count() >= MOST_ITEMS:
        raise DomainError(_("A booklet holds at most %(count)s parts. Take one out first.") % {"count": MOST_ITEMS})
    last = row.items.aggregate(last=Max("position"))["last"]
    item.booklet, item.position = row, 0 if last is None else last + 1
    item.save()
    return item


@transaction.atomic
def move_item(row: Booklet, item: uuid.UUID, *, by: int, viewer: Viewer, now: datetime) -> None:
    """Move a part one place up (-1) or down (1); at the end of the list it stays. Raises DomainError as above."""
    current = _held(row, viewer)
    keys = list(current.items.values_list("pk", flat=True))
    if item not in keys:
        return  # somebody took it out meanwhile
    place = keys.index(item)
    to = min(max(place + by, 0), len(keys) - 1)
    keys.insert(to, keys.pop(place))
    for position, key in enumerate(keys):
        current.items.filter(pk=key).update(position=position)
    _changed(current, now)
    record("move_item", current, viewer=viewer, now=now, changes={"position": [place, to]})


@transaction.atomic
def remove_item(row: Booklet, item: uuid.UUID, *, viewer: Viewer, now: datetime) -> None:
    """Take a part out; what it leads to stays where it is.

    Raises DomainError without the right, and when it is shared and the viewer may not stop that.
    """
    current = _held(row, viewer)
    if current.items.filter(pk=item).delete()[0]:
        _changed(current, now)
        record("remove_item", current, viewer=viewer, now=now)


@transaction.atomic
def discard_booklet(row: Booklet, *, viewer: Viewer, now: datetime) -> None:
    """Throw a booklet away; what it leads to stays where it is. Raises DomainError without the right."""
    current = _held(row, viewer)
    close_grants(current, viewer=viewer, now=now)
    record("discard_booklet", current, viewer=viewer, now=now)
    note_change(current)
    current.delete()


def move_booklets(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let the organisation that carries on after a merger keep the other's booklets."""
    rows = Booklet.objects.filter(organisation=old)
    keys = list(rows.values_list("pk", flat=True))
    rows.update(organisation=into)
    note_change(*Booklet.objects.filter(pk__in=keys))
