"""Ask those whom an experience names."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.letters import ask_partner
from maskinrum.knowledge.models import Experience, NamedPartner
from maskinrum.knowledge.queries.choices import named_in_texts
from maskinrum.organisations.actions import record
from maskinrum.organisations.enums import Decision
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.errors import DomainError


def name_partners(row: Experience, named: Iterable[Organisation], *, viewer: Viewer, now: datetime) -> bool:
    """Ask each organisation that the experience names, but its own; say whether anybody must answer.

    Raises DomainError for leaving out one that has been asked, as long as its name stands in the words: its no would
    be worth nothing.
    """
    wanted = {one.pk: one for one in named if one.pk != row.organisation_id}
    _leave_out(row, wanted, viewer, now)
    for one in wanted.values():
        asked, is_new = NamedPartner.objects.get_or_create(experience=row, organisation=one, defaults={"asked_at": now})
        if is_new or asked.decision != Decision.APPROVED:
            asked.decision, asked.asked_at, asked.decided_at = Decision.WAITING, now, None
            asked.decided_by, asked.note = None, ""
            asked.save()
            ask_partner(asked, now=now)
    return row.named.filter(decision=Decision.WAITING).exists()


def _leave_out(row: Experience, wanted: Iterable[uuid.UUID], viewer: Viewer, now: datetime) -> None:
    left = list(row.named.exclude(organisation__in=list(wanted)).select_related("organisation"))
    standing = named_in_texts(row, [one.organisation for one in left])
    if names := [one.organisation.name for one in left if str(one.organisation_id) in standing]:
        words = _("%(names)s has been asked, and the name still stands in the words. Ask again, or take the name out.")
        raise DomainError(words % {"names": ", ".join(names)}, field="named")
    for one in left:
        changes = {"organisation": [str(one.organisation_id), None], "decision": [one.decision, None]}
        record("drop_named", row, viewer=viewer, now=now, changes=changes)
        one.delete()
