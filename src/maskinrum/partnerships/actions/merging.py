"""What of the register and of projects moves when an organisation is merged into another."""

from datetime import datetime

from maskinrum.organisations.models import Organisation
from maskinrum.partnerships.models import CallOffRight, Party


def move_parties(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let the one that carries on be the party; where it is one in the same discipline already, once is enough."""
    there = set(Party.objects.filter(organisation=into).values_list("partnership", "discipline"))
    for party in Party.objects.filter(organisation=old):
        if (party.partnership_id, party.discipline) in there:
            party.delete()
        else:
            party.organisation = into
            party.save(update_fields=["organisation"])


def move_call_off_rights(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let the one that carries on call off; the same right is not needed twice."""
    kept = CallOffRight.objects.filter(organisation=into)
    there = set(kept.values_list("partnership", "department", "department_name"))
    for right in CallOffRight.objects.filter(organisation=old):
        if (right.partnership_id, right.department_id, right.department_name) in there:
            right.delete()
        else:
            right.organisation = into
            right.save(update_fields=["organisation"])
