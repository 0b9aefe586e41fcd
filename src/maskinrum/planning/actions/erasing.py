"""What becomes of plans when a person is erased or an organisation merged."""

from datetime import datetime

from django.db import transaction

from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.planning.models import PlanChange, PlanFeed, PlanTask, StartPlan, TaskComment
from maskinrum.search.actions import note_change


@transaction.atomic
def erase_from_plans(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """Plans stay with the organisation, and no longer lead to the person."""
    StartPlan.objects.filter(created_by=person.pk).update(created_by=None)
    PlanTask.objects.filter(owner=person.pk).update(owner=None)
    TaskComment.objects.filter(written_by=person.pk).update(written_by=None)
    PlanChange.objects.filter(changed_by=person.pk).update(changed_by=None)
    PlanFeed.objects.filter(made_by=person.pk).update(made_by=None)


def move_plans(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let the organisation that carries on keep the plans of the other; what another gave away is not gone on with."""
    rows = StartPlan.objects.filter(organisation=old)
    keys = list(rows.values_list("pk", flat=True))
    rows.update(organisation=into)
    note_change(*StartPlan.objects.filter(pk__in=keys))
