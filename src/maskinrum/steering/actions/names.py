"""Name those who negotiate for a party."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import record
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
) -> LadderNames:
    """Say who negotiates for a party first, and who for its management; empty takes a name back.

    Raises DomainError for another party than one's own, but for the client, and for who is no party.
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
    typed = {"leader": leader, "management": management}
    changes = {name: ["", ""] for name, value in typed.items() if getattr(row, name) != value}
    row.leader, row.management, row.written_by, row.changed_at = leader, management, viewer.person, now
    row.save()
    record("name_for_ladder", row, viewer=viewer, now=now, changes=changes)
    return row
