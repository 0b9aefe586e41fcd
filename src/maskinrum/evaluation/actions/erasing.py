"""What becomes of the evaluation when a person is erased."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from maskinrum.evaluation.enums import RoundState
from maskinrum.evaluation.models import (
    Cell,
    EvaluationModel,
    Finding,
    FindingAction,
    Invitation,
    MaturityAnswer,
    NewBasis,
    ReportRelease,
    Respondent,
    Round,
)
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import Viewer

FORGOTTEN = "-"
"""How the place of somebody begins whose address is no longer kept."""

ROWS_BY = (
    (EvaluationModel, "created_by"),
    (Round, "created_by"),
    (MaturityAnswer, "written_by"),
    (NewBasis, "created_by"),
    (Finding, "written_by"),
    (ReportRelease, "released_by"),
)


@transaction.atomic
def erase_from_evaluation(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """Let nothing lead to the person. Of an open round the place stays counted, or its group would become too small."""
    for model, field in ROWS_BY:
        model._default_manager.filter(**{field: person.pk}).update(**{field: None})  # noqa: SLF001 - documented
    for action in FindingAction.objects.filter(owner=person.pk):
        FindingAction.objects.filter(pk=action.pk).update(owner=None, owner_name="")
    FindingAction.objects.filter(owner_name__iexact=person.name).update(owner_name="")
    Respondent.objects.filter(email__iexact=person.email).delete()
    own = Invitation.objects.filter(email__iexact=person.email)
    own.filter(round__state=RoundState.PLANNED).delete()
    for row in own:
        forget_address(row)


def forget_address(row: Invitation) -> None:
    """Take address and link away from an invitation, and leave the place."""
    Invitation.objects.filter(pk=row.pk).update(email=f"{FORGOTTEN}{row.pk}", token_digest="")


def move_rounds(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let the organisation that carries on keep the rounds of the other, and stand where it stood as a party."""
    Round.objects.filter(organisation=old).update(organisation=into)
    for model in (Invitation, Respondent, Cell):
        model._default_manager.filter(party=old).update(party=into)  # noqa: SLF001 - documented
    has_answered = MaturityAnswer.objects.filter(party=into).values("round")
    MaturityAnswer.objects.filter(party=old).exclude(round__in=has_answered).update(party=into)


def remove_old_respondents(rows: QuerySet[Respondent]) -> int:
    """Forget whom nobody has asked for long; say how many."""
    gone, _each = rows.delete()
    return gone
