"""Answer the maturity for a party, as its people together."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.evaluation.actions.answers import ClosedError, takes_answers
from maskinrum.evaluation.actions.rounds import held
from maskinrum.evaluation.enums import EvaluationPart
from maskinrum.evaluation.models import EvaluationModel, MaturityAnswer, Round
from maskinrum.evaluation.permissions import can_answer_for_party
from maskinrum.evaluation.queries.questions import model_items
from maskinrum.evaluation.queries.rounds import party_organisations
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.errors import DomainError

ThemeAnswer = tuple[int | None, str]
"""The level, or None where the party does not know, and why."""


@transaction.atomic
def answer_maturity(row: Round, answers: Mapping[uuid.UUID, ThemeAnswer], *, viewer: Viewer, now: datetime) -> Round:
    """Say on each theme, by its wording, where the party that the viewer acts for sees the partnership.

    It can be changed until the round is closed. Raises DomainError for who is no party, ClosedError when it is closed.
    """
    current = held(row)
    if not can_answer_for_party(viewer, {one.pk for one in party_organisations(current.partnership)}):
        raise DomainError(_("Only a party to the partnership answers for itself. Nothing was saved."))
    if current.part != EvaluationPart.MATURITY or not takes_answers(current, now=now):
        raise ClosedError(_("The round is not open, so nothing was saved."))
    themes = {item.wording_id for item in model_items(current.model, EvaluationPart.MATURITY)}
    for wording, (level, note) in answers.items():
        if wording in themes:
            MaturityAnswer.objects.update_or_create(
                round=current,
                party_id=viewer.organisation,
                wording_id=wording,
                defaults={"level": level, "note": note.strip(), "written_by": viewer.person, "at": now},
            )
    EvaluationModel.objects.filter(pk=current.model_id, is_locked=False).update(is_locked=True)
    parties = MaturityAnswer.objects.filter(round=current).values("party").distinct().count()
    Round.objects.filter(pk=current.pk).update(answered=parties)
    record("answer_maturity", current, viewer=viewer, now=now)
    return current
