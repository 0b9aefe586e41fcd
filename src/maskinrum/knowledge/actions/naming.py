"""Ask those whom an experience names."""

from collections.abc import Iterable
from datetime import datetime

from maskinrum.knowledge.actions.letters import ask_partner
from maskinrum.knowledge.models import Experience, NamedPartner
from maskinrum.organisations.enums import Decision
from maskinrum.organisations.models import Organisation


def name_partners(row: Experience, named: Iterable[Organisation], *, now: datetime) -> bool:
    """Ask each organisation that the experience names, but its own; say whether anybody must answer."""
    wanted = {one.pk: one for one in named if one.pk != row.organisation_id}
    row.named.exclude(organisation__in=list(wanted)).delete()
    for one in wanted.values():
        asked, is_new = NamedPartner.objects.get_or_create(experience=row, organisation=one, defaults={"asked_at": now})
        if is_new or asked.decision == Decision.DECLINED:
            asked.decision, asked.asked_at, asked.decided_at = Decision.WAITING, now, None
            asked.decided_by, asked.note = None, ""
            asked.save()
        if asked.decision == Decision.WAITING:
            ask_partner(asked, now=now)
    return row.named.filter(decision=Decision.WAITING).exists()
