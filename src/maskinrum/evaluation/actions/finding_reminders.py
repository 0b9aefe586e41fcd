"""Reminders of what is to be done about findings. The tick sends them, so nothing here needs the engine."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from maskinrum.evaluation.models import Finding, FindingAction
from maskinrum.evaluation.queries import party_organisations
from maskinrum.evaluation.queries.findings import actions_to_remind_of, owner_to_write_to
from maskinrum.organisations.actions import write_to
from maskinrum.organisations.actions.letters import address_of_page
from maskinrum.organisations.enums import Visibility

FINDING_ACTION_DUE = "finding_action_due"


def remind_of_finding_actions(now: datetime) -> int:
    """Remind each owner once of an action that is due within a week, or late; say how many."""
    return sum(_remind(action, now) for action in list(actions_to_remind_of(timezone.localdate(now))))


@transaction.atomic
def _remind(action: FindingAction, now: datetime) -> bool:
    """Take the action, if no other process was quicker, and write to whoever still acts for one that reads it."""
    if not FindingAction.objects.filter(pk=action.pk, reminded_at=None).update(reminded_at=now):
        return False
    person = owner_to_write_to(action, _readers(action.finding))
    if person is None:
        return False
    link = address_of_page("evaluation:finding", person.language, key=action.finding.key)
    is_late = action.due_on is not None and action.due_on < timezone.localdate(now)
    write_to(person, FINDING_ACTION_DUE, now=now, action=action, link=link, is_late=is_late)
    return True


def _readers(finding: Finding) -> list[uuid.UUID]:
    """The organisations that read a finding: all parties, or of what only the client sees the client."""
    if finding.visibility == Visibility.ORGANISATION:
        return [finding.organisation_id]
    return [one.pk for one in party_organisations(finding.partnership)]
