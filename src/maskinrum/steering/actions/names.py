"""Name those who negotiate for a party."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.facts.seen import seen_of
from maskinrum.organisations.actions import record
from maskinrum.organisations.actions.meanwhile import changed_meanwhile
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import DomainError
from maskinrum.steering.actions.holding import held_partnership
from maskinrum.steering.models import LadderNames
from maskinrum.steering.permissions import can_name
from maskinrum.steering.queries.reaching import parties_of


@transaction.atomic
def name_for_ladder(
    partnership: Partnership,
    organisation: Organisation,
    *,
    leader: str,
    management: str,
    viewer: Viewer,
    now: datetime,
    seen: str = "",
) -> LadderNames:
    """Say who negotiates for a party first, and who for its management; empty takes a name back.

    Raises DomainError for another party than one's own, but for the client, for who is no party, and where others
    have been named since those with the mark ``seen``. The same names sent twice are no such others.
    """
    held = held_partnership(partnership, viewer)
    who = parties_of(held)
    if not can_name(viewer, organisation.pk, clients=who.clients) or organisation.pk not in who.names:
        raise DomainError(_("A party names its own people, and the client keeps the list."))
    row, is_new = LadderNames.objects.get_or_create(
        partnership=held, organisation=organisation, defaults={"changed_at": now}
    )
    if not is_new and (row.leader, row.management) == (leader, management):
        return row
    if seen and seen != mark_of_names(row):
        raise changed_meanwhile([row.leader or "–", row.management or "–"])
    typed = {"leader": leader, "management": management}
    changes = {name: ["", ""] for name, value in typed.items() if getattr(row, name) != value}
    row.leader, row.management, row.written_by, row.changed_at = leader, management, viewer.person, now
    row.save()
    record("name_for_ladder", row, viewer=viewer, now=now, changes=changes)
    return row


def mark_of_names(row: LadderNames | None) -> str:
    """A mark that is another whenever a party has named others; where it has named nobody too."""
    return seen_of(row.leader, row.management) if row else seen_of("", "")
