"""Say where the own organisation stands, and what one shows of oneself."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.facts import MOST_THEMES, theme_named
from maskinrum.network.facts.stands import CardFacts, StandFacts
from maskinrum.network.models import SHOWABLE, ContactCard, Stand
from maskinrum.network.permissions import can_write_stand
from maskinrum.network.queries import own_card, own_stand
from maskinrum.organisations.actions import record
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError

MOST_AT_A_TIME = 5
PLAIN = ("stage", "size", "tried", "seeks", "visibility")


@transaction.atomic
def write_stand(facts: StandFacts, *, expected_revision: int, viewer: Viewer, now: datetime) -> Stand:
    """Say where the organisation acted for stands; nothing is noted when nothing differs.

    Raises DomainError for everybody but its managers, and when somebody has written since ``expected_revision``.
    """
    if not can_write_stand(viewer):
        raise DomainError(_("Only managers say where their organisation stands. Ask one of yours."))
    _refuse_themes(facts.themes)
    if facts.visibility not in SHOWABLE:
        raise DomainError(_("Choose who may read it."), field="visibility")
    # Held by the row of the organisation, so that two who write the first time come one after the other.
    Organisation.objects.select_for_update().get(pk__in=[viewer.organisation])
    row = own_stand(viewer) or Stand(revision=0, changed_at=now)
    row.organisation_id = viewer.organisation  # type: ignore[assignment]
    changes = _changes(row, facts)
    if not changes:
        return row
    if row.revision != expected_revision:
        raise DomainError(
            _("Somebody has changed it since you opened it. Yours still stands here; look at theirs first.")
        )
    for name in PLAIN:
        setattr(row, name, getattr(facts, name))
    row.theme_codes = " ".join(facts.themes)
    row.changed_by, row.changed_at, row.revision = viewer.person, now, row.revision + 1
    row.save()
    note_change(row)
    record("write_stand", row, viewer=viewer, now=now, changes=changes)
    return row


@transaction.atomic
def remove_stand(*, viewer: Viewer, now: datetime) -> None:
    """Say nothing any more of where the organisation stands. Removing twice changes nothing."""
    if not can_write_stand(viewer):
        raise DomainError(_("Only managers say where their organisation stands. Ask one of yours."))
    row = own_stand(viewer)
    if row is not None:
        note_change(row)
        record("remove_stand", row, viewer=viewer, now=now)
        row.delete()


def _refuse_themes(themes: tuple[str, ...]) -> None:
    if len(themes) > MOST_THEMES or any(theme_named(code) is None for code in themes):
        raise DomainError(_("Choose three themes at most."), field="themes")


def _changes(row: Stand, facts: StandFacts) -> dict[str, list[Any]]:
    before = {name: getattr(row, name) for name in PLAIN} | {"theme_codes": row.theme_codes}
    after = {name: getattr(facts, name) for name in PLAIN} | {"theme_codes": " ".join(facts.themes)}
    return {name: [before[name], after[name]] for name in after if row.revision == 0 or before[name] != after[name]}


@transaction.atomic
def show_of_oneself(facts: CardFacts, *, viewer: Viewer, now: datetime) -> ContactCard | None:
    """Keep what somebody shows to the network for the organisation acted for; nothing to show takes the card away.

    Raises DomainError for whoever acts for none, for too many themes, and for more than five conversations at a time.
    """
    if not viewer.is_member:
        raise DomainError(_("You act for no organisation yet. Ask to take part first."))
    _refuse_themes(facts.themes)
    if facts.capacity > MOST_AT_A_TIME:
        raise DomainError(_("Five conversations at a time are the most."), field="capacity")
    # Held by the row of the person: the first card pressed for twice is one.
    Person.objects.select_for_update().get(pk__in=[viewer.person])
    row = own_card(viewer)
    if facts.is_empty:
        if row is not None:
            record("hide_card", row, viewer=viewer, now=now)
            row.delete()
        return None
    row = row or ContactCard()
    row.person_id, row.organisation_id = viewer.person, viewer.organisation  # type: ignore[assignment]
    row.shows_name, row.role, row.capacity = facts.shows_name, facts.role, facts.capacity
    row.theme_codes, row.changed_at = " ".join(facts.themes), now
    row.save()
    record("show_card", row, viewer=viewer, now=now)
    return row


def move_stand(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let what is said of one that ends be said of the one that carries on, unless that says something itself."""
    if Stand.objects.filter(organisation=into).exists():
        Stand.objects.filter(organisation=old).delete()
    Stand.objects.filter(organisation=old).update(organisation=into)


def move_cards(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let people show for the one that carries on what they showed; what they show there already wins."""
    there = ContactCard.objects.filter(organisation=into).values_list("person", flat=True)
    ContactCard.objects.filter(organisation=old, person__in=list(there)).delete()
    ContactCard.objects.filter(organisation=old).update(organisation=into)
