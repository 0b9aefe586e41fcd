"""Count an answer. Nothing here writes who, when, from where or in which order, in the database or in a log."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, PositiveIntegerField, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.evaluation.actions.tallying import asked_by
from maskinrum.evaluation.enums import AnswerWay, RoundState, TextFor
from maskinrum.evaluation.facts.answers import LEVELS, UNKNOWN, Sheet
from maskinrum.evaluation.models import Cell, EvaluationModel, Invitation, Round, Tally, VoluntaryTexts
from maskinrum.shared.errors import DomainError
from maskinrum.shared.queueing import in_line

LINE = "evaluation"
MOST_ON_WALL = 2_000
COLUMNS = ("unknown", *(f"level_{level}" for level in LEVELS))


class ClosedError(DomainError):
    """The round takes no more answers."""


def give_answer(invitation: Invitation, sheet: Sheet, *, now: datetime) -> bool:
    """Count the answer of somebody who is invited; False, and nothing counted, when this link has answered already.

    Raises ClosedError when the round is closed. Of two answers with one link at the same moment one is counted. Every
    row of the group is written whatever is said: its counts, and whether each one invited has answered.
    """
    with in_line(LINE), transaction.atomic():
        cell, row = _held(invitation.cell_id, now)
        mine = Invitation.objects.filter(pk=invitation.pk, cell=cell, has_answered=False).exclude(token_digest="")
        if not mine.exists():
            return False
        answered = Case(When(pk=invitation.pk, then=Value(True)), default=F("has_answered"))  # noqa: FBT003 - a value
        Invitation.objects.filter(cell=cell).update(has_answered=answered)
        _count(cell, row, sheet)
        Round.objects.filter(pk=row.pk).update(answered=F("answered") + 1)
        return True


def give_wall_answer(round_: Round, sheet: Sheet, *, now: datetime) -> bool:
    """Count an answer from the QR code on the wall, apart from the others. Raises ClosedError when it takes no more."""
    cell_id = Cell.objects.filter(round=round_, way=AnswerWay.WALL).values_list("pk", flat=True).first()
    with in_line(LINE), transaction.atomic():
        cell, row = _held(cell_id, now)
        if row.wall_answered >= MOST_ON_WALL:
            raise ClosedError(_("The wall takes no more answers in this round."))
        _count(cell, row, sheet)
        Round.objects.filter(pk=row.pk).update(wall_answered=F("wall_answered") + 1)
        return True


def _held(cell_id: uuid.UUID | None, now: datetime) -> tuple[Cell, Round]:
    """The group, held until the transaction ends, and its round as it is stored now."""
    cell = Cell.objects.select_for_update().filter(pk__in=[cell_id]).first()
    row = Round.objects.select_related("model").filter(pk=cell.round_id).first() if cell else None
    if cell is None or row is None or not takes_answers(row, now=now):
        raise ClosedError(_("The round is closed, so your answer was not counted."))
    return cell, row


def takes_answers(row: Round, *, now: datetime) -> bool:
    """Whether a round is open today."""
    return row.state == RoundState.OPEN and row.closes_on >= timezone.localdate(now)


def _count(cell: Cell, row: Round, sheet: Sheet) -> None:
    asked = asked_by(row.model)
    if set(sheet.levels) != set(asked):
        raise DomainError(_("What is asked was changed meanwhile. Open the link again; nothing was counted."))
    changes = {}
    for level, column in zip((UNKNOWN, *LEVELS), COLUMNS, strict=True):
        chosen = [Q(wording=wording, aspect=aspect) for (wording, aspect), own in sheet.levels.items() if own == level]
        one_more = [When(rule, then=F(column) + 1) for rule in chosen]
        changes[column] = Case(*one_more, default=F(column), output_field=PositiveIntegerField())
    Tally.objects.filter(cell=cell).update(**changes)
    _keep_text(row, sheet)
    EvaluationModel.objects.filter(pk=row.model_id, is_locked=False).update(is_locked=True)


def _keep_text(row: Round, sheet: Sheet) -> None:
    """Put what somebody chose to write among the others, in alphabetical order; the row is written in any case."""
    texts = VoluntaryTexts.objects.select_for_update().get(round=row)
    text = " ".join(sheet.text.split()) if row.model.asks_text else ""
    if text and sheet.text_for == TextFor.ALL:
        texts.for_all = sorted([*texts.for_all, text], key=str.casefold)
    if text and sheet.text_for == TextFor.FACILITATOR:
        texts.for_facilitator = sorted([*texts.for_facilitator, text], key=str.casefold)
    texts.save(update_fields=["for_all", "for_facilitator"])
