"""What becomes of the evaluation when a person is erased."""

from datetime import datetime

from django.db import transaction

from maskinrum.evaluation.enums import RoundState
from maskinrum.evaluation.models import (
    EvaluationModel,
    Finding,
    FindingAction,
    Invitation,
    MaturityAnswer,
    NewBasis,
    Respondent,
    Round,
)
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer

ROWS_BY = (
    (EvaluationModel, "created_by"),
    (Round, "created_by"),
    (MaturityAnswer, "written_by"),
    (NewBasis, "created_by"),
    (Finding, "written_by"),
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
    Invitation.objects.filter(pk=row.pk).update(email=f"-{row.pk}", token_digest="")
