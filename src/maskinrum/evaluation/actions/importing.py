"""Bring the totals of rounds that were held before Maskinrum, under the same rules of what may be shown."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.evaluation.actions.closing import keep_results
from maskinrum.evaluation.actions.questions import begin_model
from maskinrum.evaluation.actions.rounds import demand_right, new_key
from maskinrum.evaluation.enums import AnswerWay, EvaluationPart, RoundState
from maskinrum.evaluation.facts.answers import Asked, Counted, Counts
from maskinrum.evaluation.models import EvaluationModel, Round
from maskinrum.evaluation.queries.rounds import party_organisations
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.errors import DomainError


@dataclass(frozen=True)
class EarlierRound:
    """The totals of one round: for each group how many chose what. A group without a party is the whole."""

    opened_on: date
    closed_on: date
    invited: int
    answered: int
    groups: Mapping[uuid.UUID | None, Mapping[Asked, Counts]] = field(default_factory=dict)


@transaction.atomic
def import_rounds(
    partnership: Partnership,
    earlier: Sequence[EarlierRound],
    *,
    viewer: Viewer,
    now: datetime,
    model: EvaluationModel | None = None,
) -> list[Round]:
    """Keep earlier pulses as closed rounds, numbered by their days before any later one.

    What is kept of each is ruled on as when a round is closed: of fewer than five, and of all alike, nothing is kept.
    Raises DomainError without the right, for days that are not over, and for figures that cannot be.
    """
    demand_right(viewer, partnership)
    # Numbered in turn, also beside somebody who plans the next one at this moment.
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    used = model or begin_model(partnership, viewer=viewer, now=now)
    last = Round.objects.filter(partnership=partnership, part=EvaluationPart.PULSE).aggregate(
        number=Max("number"), opened=Max("opens_on")
    )
    parties = {one.pk for one in party_organisations(partnership)}
    found = []
    for place, one in enumerate(sorted(earlier, key=lambda one: one.opened_on), start=1):
        _refuse(one, parties, last["opened"], now)
        row = _closed(partnership, used, one, (last["number"] or 0) + place, viewer, now)
        counted = [Counted(party, "", dict(counts)) for party, counts in one.groups.items()]
        keep_results(row, AnswerWay.PERSONAL, counted)
        record("import_evaluation_rounds", row, viewer=viewer, now=now, changes={"answered": [None, one.answered]})
        found.append(row)
    if found:
        EvaluationModel.objects.filter(pk=used.pk).update(is_locked=True)
        _read(found, viewer, now)
    return found


def _read(found: list[Round], viewer: Viewer, now: datetime) -> None:
    """Calculate what the rounds say; only the last of them proposes findings."""
    from maskinrum.evaluation.actions.proposing import keep_reading, read_closed_round  # noqa: PLC0415 - as closing

    for row in found[:-1]:
        keep_reading(row, now)
    read_closed_round(found[-1], viewer=viewer, now=now)


def _refuse(one: EarlierRound, parties: set[uuid.UUID], latest: date | None, now: datetime) -> None:
    if one.closed_on < one.opened_on or one.closed_on >= timezone.localdate(now):
        raise DomainError(_("An earlier round opens before it closes, and closed before today. Nothing was brought."))
    if latest is not None and one.opened_on <= latest:
        raise DomainError(_("There is a later round already, and rounds are numbered in order. Nothing was brought."))
    if one.answered > one.invited or not one.groups:
        raise DomainError(_("No more can have answered than were invited. Nothing was brought."))
    if any(party is not None and party not in parties for party in one.groups):
        raise DomainError(_("A group is written under a party that does not take part. Nothing was brought."))
    asked = {key for counts in one.groups.values() for key in counts}
    sums = {key: sum(sum(counts.get(key, ())) for counts in one.groups.values()) for key in asked}
    if any(total > one.answered for total in sums.values()) or any(set(own) != asked for own in one.groups.values()):
        raise DomainError(_("The figures of a statement are more than answered. Nothing was brought."))


def _closed(
    partnership: Partnership, model: EvaluationModel, one: EarlierRound, number: int, viewer: Viewer, now: datetime
) -> Round:
    if partnership.organisation_id is None:
        raise DomainError(_("The client of the partnership is not an organisation of the network yet."))
    return Round.objects.create(
        key=new_key(),
        partnership=partnership,
        organisation_id=partnership.organisation_id,
        model=model,
        part=EvaluationPart.PULSE,
        number=number,
        state=RoundState.CLOSED,
        opens_on=one.opened_on,
        closes_on=one.closed_on,
        closed_at=timezone.make_aware(datetime.combine(one.closed_on, time(23, 59))),
        invited=one.invited,
        answered=one.answered,
        created_by=viewer.person,
        created_at=now,
    )
