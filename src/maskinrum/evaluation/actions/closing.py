"""Close rounds: rule once on what may be shown, keep that alone, and forget who was asked."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.evaluation.actions.letters import forget_letters
from maskinrum.evaluation.actions.rounds import demand_right, held
from maskinrum.evaluation.actions.tallying import asked_by
from maskinrum.evaluation.enums import AnswerWay, Aspect, EvaluationPart, ResultView, RoundState
from maskinrum.evaluation.facts.answers import Counted, Counts
from maskinrum.evaluation.facts.grouping import has_enough, put_together
from maskinrum.evaluation.models import Cell, Invitation, ResponseRate, Result, Round, Tally, VoluntaryTexts
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.shared.errors import DomainError
from maskinrum.shared.queueing import in_line

if TYPE_CHECKING:
    from maskinrum.evaluation.facts.answers import Shown

LINE = "evaluation"
COLUMNS = ("level_1", "level_2", "level_3", "level_4", "level_5", "unknown")


def close_round(row: Round, *, viewer: Viewer, now: datetime) -> Round:
    """Close an open round and make its results. Raises DomainError without the right, and when it is not open.

    What has been answered until then is counted; nobody can answer afterwards, and nobody learns who did.
    """
    demand_right(viewer, row.partnership)
    with in_line(LINE), transaction.atomic():
        overwrite_what_is_deleted()
        # Answers hold their group before anything else, so whoever closes holds all of them first.
        cells = list(Cell.objects.select_for_update().filter(round=row).order_by("pk"))
        current = held(row)
        if current.state != RoundState.OPEN:
            raise DomainError(_("The round is not open, so there is nothing to close."))
        if current.part == EvaluationPart.PULSE:
            _make_results(current, cells)
            _make_rates(current)
            _forget(current)
        current.state, current.closed_at = RoundState.CLOSED, now
        current.wall_digest = ""
        current.save(update_fields=["state", "closed_at", "wall_digest"])
        record("close_evaluation_round", current, viewer=viewer, now=now, changes={"state": ["open", "closed"]})
        _read(current, viewer, now)
        return current


def overwrite_what_is_deleted() -> None:
    """Let SQLite write noughts over what it deletes, and empty its log afterwards; PostgreSQL does so in VACUUM."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")
        transaction.on_commit(_empty_log)


def _empty_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _read(row: Round, viewer: Viewer, now: datetime) -> None:
    """Calculate what the round says, propose findings, and say whether earlier ones helped."""
    from maskinrum.evaluation.actions.proposing import read_closed_round  # noqa: PLC0415 - the tick does without it

    read_closed_round(row, viewer=viewer, now=now)


def close_due_rounds(now: datetime) -> int:
    """Close every round whose last day is over; say how many."""
    due = Round.objects.filter(state=RoundState.OPEN, closes_on__lt=timezone.localdate(now))
    rows = list(due.select_related("partnership"))
    for row in rows:
        close_round(row, viewer=OPERATOR, now=now)
    return len(rows)


def _make_results(row: Round, cells: Iterable[Cell]) -> None:
    for way in AnswerWay:
        counted = [_counted(row, cell) for cell in cells if cell.way == way]
        if counted:
            keep_results(row, way, counted)


def _counted(row: Round, cell: Cell) -> Counted:
    tallies = {(one.wording_id, Aspect(one.aspect)): one for one in Tally.objects.filter(cell=cell)}
    return Counted(cell.party_id, cell.role, {asked: _counts(tallies[asked]) for asked in asked_by(row.model)})


def _counts(tally: Tally) -> Counts:
    one, two, three, four, five, unknown = (getattr(tally, column) for column in COLUMNS)
    return one, two, three, four, five, unknown


def keep_results(row: Round, way: AnswerWay, cells: list[Counted]) -> None:
    """Rule on what these groups answered, and keep what may be shown and that the rest may not."""
    from maskinrum.evaluation.analysis.rulings import rule  # noqa: PLC0415 - the tick does without the engine

    shown: list[Shown] = rule(cells, is_wall=way == AnswerWay.WALL)
    Result.objects.bulk_create(
        Result(
            round=row,
            wording_id=one.asked[0],
            aspect=one.asked[1],
            way=way,
            view=one.view,
            party_id=one.party,
            role=one.role,
            levels=None if one.levels is None else list(one.levels),
            unknown=one.unknown,
        )
        for one in shown
    )


def _make_rates(row: Round) -> None:
    """Keep how many of each party and each role were invited and answered; fewer than five are put together."""
    ResponseRate.objects.bulk_create(rates_of(row))


def rates_of(row: Round) -> list[ResponseRate]:
    """The response rates of a round as it stands, not stored: by party, then by role."""
    people = list(Invitation.objects.filter(round=row).values_list("party", "role", "has_answered"))
    found = []
    for view, place in ((ResultView.PARTY, 0), (ResultView.ROLE, 1)):
        invited = Counter(str(one[place]) for one in people)
        answered = Counter(str(one[place]) for one in people if one[2])
        found += [_rate(row, view, keys, invited, answered) for keys in put_together(invited)]
    return found


def _rate(
    row: Round, view: ResultView, keys: tuple[str, ...], invited: Mapping[str, int], answered: Mapping[str, int]
) -> ResponseRate:
    own = keys[0] if len(keys) == 1 else ""
    return ResponseRate(
        round=row,
        view=view,
        party_id=uuid.UUID(own) if own and view == ResultView.PARTY else None,
        role=own if view == ResultView.ROLE else "",
        invited=sum(invited[key] for key in keys),
        answered=sum(answered[key] for key in keys),
    )


def _forget(row: Round) -> None:
    """Let nothing be left but results and rates: no tallies, no groups, nobody who was asked, no letters.

    What fewer than five wrote is gone too, because it would tell who they are.
    """
    if not has_enough(row.answered, row.wall_answered):
        VoluntaryTexts.objects.filter(round=row).delete()
    forget_letters(row)
    Tally.objects.filter(cell__round=row).delete()
    Invitation.objects.filter(round=row).delete()
    Cell.objects.filter(round=row).delete()


def remove_old_texts(rows: QuerySet[VoluntaryTexts]) -> int:
    """Forget what people wrote in rounds that were closed long ago; say of how many rounds."""
    if not rows.exists():
        return 0
    overwrite_what_is_deleted()
    gone, _each = rows.delete()
    return gone


def remove_old_invitations(rows: QuerySet[Invitation]) -> int:
    """Forget whom planned rounds would have asked that were never opened; say how many."""
    gone, _each = rows.delete()
    return gone
