"""What becomes of a running partnership when a person is erased or an organisation merged."""

from datetime import datetime

from django.db import transaction

from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change
from maskinrum.steering.models import (
    Disagreement,
    DisagreementExperience,
    DisagreementParty,
    LadderNames,
    LadderStep,
    PartnershipDecision,
    StartChecklist,
    StartItem,
)


@transaction.atomic
def erase_from_running(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """What was decided and agreed stays, and no longer leads to the person; a name typed as theirs goes."""
    for rows in (PartnershipDecision.objects, Disagreement.objects, LadderStep.objects, LadderNames.objects):
        rows.filter(written_by=person.pk).update(written_by=None)
    StartChecklist.objects.filter(opened_by=person.pk).update(opened_by=None)
    StartItem.objects.filter(answered_by=person.pk).update(answered_by=None)
    if person.name:
        for field in ("leader", "management"):
            LadderNames.objects.filter(**{f"{field}__iexact": person.name}).update(**{field: ""})
        StartItem.objects.filter(who__iexact=person.name).update(who="")
        for step in LadderStep.objects.filter(taking_part__icontains=person.name):
            step.taking_part = step.taking_part.replace(person.name, "").strip(" ,;")
            step.save(update_fields=["taking_part"])


def move_bound(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let decisions that bind the other bind the one that carries on."""
    for row in PartnershipDecision.objects.filter(bound=old):
        row.bound.add(into)
        row.bound.remove(old)


def move_disagreement_parties(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let the one that carries on be a party where the other was."""
    for row in DisagreementParty.objects.filter(organisation=old).select_related("disagreement"):
        if DisagreementParty.objects.filter(disagreement=row.disagreement_id, organisation=into).exists():
            row.delete()
        else:
            row.organisation = into
            row.save(update_fields=["organisation"])
        note_change(row.disagreement)


def move_ladder_names(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let the names the other gave stand for the one that carries on, where that has given none."""
    taken = LadderNames.objects.filter(organisation=into).values("partnership")
    LadderNames.objects.filter(organisation=old).exclude(partnership__in=taken).update(organisation=into)


def move_told(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let the one that carries on have begun what the other began, where it has begun nothing itself."""
    taken = DisagreementExperience.objects.filter(organisation=into).values("disagreement")
    rows = DisagreementExperience.objects.filter(organisation=old)
    rows.exclude(disagreement__in=list(taken.values_list("disagreement", flat=True))).update(organisation=into)
