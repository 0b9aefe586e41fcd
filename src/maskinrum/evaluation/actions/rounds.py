"""Plan, open and call off rounds."""

import secrets
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maskinrum.evaluation.actions.letters import INVITED, digest_for, token_of_wall, write_to_invited
from maskinrum.evaluation.actions.questions import begin_model
from maskinrum.evaluation.actions.tallying import lay_tallies
from maskinrum.evaluation.enums import AnswerWay, EvaluationPart, RoundState
from maskinrum.evaluation.facts.grouping import SMALLEST, Group, Place, groups_of
from maskinrum.evaluation.facts.planning import LEAST_BETWEEN, LONGEST
from maskinrum.evaluation.models import Cell, Invitation, Round, VoluntaryTexts
from maskinrum.evaluation.queries.rounds import runs_rounds
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import DomainError
from maskinrum.shared.tokens import digest_of

LETTERS = "23456789abcdefghijkmnpqrstuvwxyz"
KEY_LENGTH = 10


def demand_right(viewer: Viewer, partnership: Partnership) -> None:
    """Raise DomainError for whoever does not run the rounds of the partnership."""
    if not runs_rounds(viewer, partnership):
        raise DomainError(_("Only the client's managers and the facilitator run the rounds. Nothing was changed."))


def held(row: Round) -> Round:
    """The round as it is stored now, held until the transaction ends."""
    return Round.objects.select_for_update(of=("self",)).select_related("partnership", "model").get(pk=row.pk)


def new_key() -> str:
    """A name for the address of a round that says nothing of it."""
    return "".join(secrets.choice(LETTERS) for _place in range(KEY_LENGTH))


@transaction.atomic
def plan_round(
    partnership: Partnership, *, part: EvaluationPart, opens_on: date, closes_on: date, viewer: Viewer, now: datetime
) -> Round:
    """Plan a pulse or a maturity. Raises DomainError without the right, and for days that cannot be.

    Of two who plan at once the first does: two rounds open together would tell what those in one of them answered.
    """
    demand_right(viewer, partnership)
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    if partnership.organisation_id is None:
        raise DomainError(_("The client of the partnership is not an organisation of the network yet."))
    _refuse_days(opens_on, closes_on)
    if Round.objects.filter(partnership=partnership, part=part).exclude(state=RoundState.CLOSED).exists():
        raise DomainError(
            _("There is a round that is not closed yet. Close it, or call it off, before you plan the next.")
        )
    _refuse_too_soon(partnership, part, opens_on)
    model = begin_model(partnership, viewer=viewer, now=now)
    last = Round.objects.filter(partnership=partnership, part=part).aggregate(last=Max("number"))["last"]
    row = Round.objects.create(
        key=new_key(),
        partnership=partnership,
        organisation_id=partnership.organisation_id,
        model=model,
        part=part,
        number=(last or 0) + 1,
        opens_on=opens_on,
        closes_on=closes_on,
        created_by=viewer.person,
        created_at=now,
    )
    record("plan_evaluation_round", row, viewer=viewer, now=now, changes={"opens_on": [None, str(opens_on)]})
    return row


def _refuse_days(opens_on: date, closes_on: date) -> None:
    if closes_on < opens_on:
        raise DomainError(_("A round closes after it opens. Choose a later day."), field="closes_on")
    if closes_on - opens_on > LONGEST:
        raise DomainError(_("Let a round be open for no more than 60 days."), field="closes_on")


def _refuse_too_soon(partnership: Partnership, part: str, opens_on: date) -> None:
    """Raise DomainError where a pulse follows so soon on another that who was asked only once stands out."""
    if part != EvaluationPart.PULSE:
        return
    rows = Round.objects.filter(partnership=partnership, part=part, state=RoundState.CLOSED)
    last = rows.filter(Q(answered__gt=0) | Q(wall_answered__gt=0)).order_by("-number").first()
    if last is None:
        return
    closed_on = timezone.localdate(last.closed_at) if last.closed_at else last.closes_on
    first = min(last.closes_on, closed_on) + LEAST_BETWEEN
    if opens_on < first:
        words = _("Let four weeks pass from one pulse to the next, so that nobody stands out. Choose %(day)s or later.")
        raise DomainError(words % {"day": date_format(first, "SHORT_DATE_FORMAT")}, field="opens_on")


@transaction.atomic
def change_round(row: Round, *, opens_on: date, closes_on: date, viewer: Viewer, now: datetime) -> Round:
    """Move a round; of an open one only the last day. Raises DomainError as above, and when it is closed."""
    demand_right(viewer, row.partnership)
    current = held(row)
    if current.state == RoundState.CLOSED:
        raise DomainError(_("The round is closed, so its days stand."))
    opens = current.opens_on if current.state == RoundState.OPEN else opens_on
    _refuse_days(opens, closes_on)
    if opens != current.opens_on:
        _refuse_too_soon(current.partnership, current.part, opens)
    changes = {"opens_on": [str(current.opens_on), str(opens)], "closes_on": [str(current.closes_on), str(closes_on)]}
    Round.objects.filter(pk=current.pk).update(opens_on=opens, closes_on=closes_on)
    record("change_evaluation_round", current, viewer=viewer, now=now, changes=changes)
    return held(current)


@transaction.atomic
def cancel_round(row: Round, *, viewer: Viewer, now: datetime) -> None:
    """Call off a planned round and forget whom it would ask. Raises DomainError once it has opened."""
    demand_right(viewer, row.partnership)
    current = held(row)
    if current.state != RoundState.PLANNED:
        raise DomainError(_("The round has opened, so it can only be closed."))
    record("cancel_evaluation_round", current, viewer=viewer, now=now, changes={"state": ["planned", None]})
    current.delete()


@transaction.atomic
def open_round(row: Round, *, viewer: Viewer, now: datetime) -> Round:
    """Open a planned round: form the groups, and write to everybody. Raises DomainError when it cannot be opened."""
    demand_right(viewer, row.partnership)
    current = held(row)
    if current.state != RoundState.PLANNED:
        raise DomainError(_("The round is open already, or closed. Nothing was changed."))
    _refuse_too_soon(current.partnership, current.part, timezone.localdate(now))
    current.model = begin_model(current.partnership, viewer=viewer, now=now)
    if current.part == EvaluationPart.PULSE:
        _form_cells(current)
    current.state = RoundState.OPEN
    current.save(update_fields=["state", "model", "invited"])
    record("open_evaluation_round", current, viewer=viewer, now=now, changes={"state": ["planned", "open"]})
    if current.part == EvaluationPart.PULSE:
        send_links(Invitation.objects.filter(round=current), current, now)
    return current


def _form_cells(row: Round) -> None:
    """Put those who are invited into groups of five or more, each with a row of noughts for what is asked."""
    people = list(Invitation.objects.filter(round=row))
    if len(people) < SMALLEST:
        words = _("Invite at least five people. With %(n)s nobody's answer could be kept apart from the others'.")
        raise DomainError(words % {"n": len(people)})
    counts: dict[Place, int] = {}
    for one in people:
        counts[one.party_id, one.role] = counts.get((one.party_id, one.role), 0) + 1
    groups = groups_of(counts)
    cells: dict[Group, Cell] = {
        group: Cell.objects.create(round=row, way=AnswerWay.PERSONAL, party_id=group[0], role=group[1])
        for group in sorted(set(groups.values()), key=str)
    }
    for (party, role), group in groups.items():
        Invitation.objects.filter(round=row, party=party, role=role).update(cell=cells[group])
    if row.wall_digest:
        cells[None, "wall"] = Cell.objects.create(round=row, way=AnswerWay.WALL)
    lay_tallies(cells.values(), row.model)
    VoluntaryTexts.objects.create(round=row)
    row.invited = len(people)


def send_links(people: object, row: Round, now: datetime) -> None:
    """Give those who have none a link of their own, and write it to them."""
    rows = list(people.filter(invited_at=None).select_related("cell"))  # type: ignore[attr-defined]
    for one in rows:
        one.token_digest, one.invited_at = digest_for(one), now
    Invitation.objects.bulk_update(rows, ["token_digest", "invited_at"], batch_size=200)
    write_to_invited(INVITED, rows, row, now=now)


@transaction.atomic
def put_up_wall(row: Round, *, viewer: Viewer, now: datetime) -> Round:
    """Make the QR code of a pulse. Doing it twice does no harm. Raises DomainError when the round is closed."""
    demand_right(viewer, row.partnership)
    current = held(row)
    if current.state == RoundState.CLOSED or current.part != EvaluationPart.PULSE:
        raise DomainError(_("Only a pulse that is planned or open can have a QR code."))
    if current.wall_digest:
        return current
    current.wall_digest = digest_of(token_of_wall(current))
    current.save(update_fields=["wall_digest"])
    if current.state == RoundState.OPEN:
        lay_tallies([Cell.objects.create(round=current, way=AnswerWay.WALL)], current.model)
    record("put_up_wall_code", current, viewer=viewer, now=now)
    return current
