"""Invite people to a round, take them off again, and let them ask not to be invited."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.evaluation.actions.erasing import FORGOTTEN, forget_address
from maskinrum.evaluation.actions.rounds import demand_right, held, send_links
from maskinrum.evaluation.enums import AnswerWay, EvaluationPart, RoundRole, RoundState
from maskinrum.evaluation.facts.grouping import Group, group_of_newcomer
from maskinrum.evaluation.facts.planning import Invited
from maskinrum.evaluation.models import Cell, Invitation, Respondent, Round
from maskinrum.evaluation.queries.inviting import people_on_list
from maskinrum.evaluation.queries.rounds import party_organisations
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.errors import DomainError

MOST_INVITED = 1_000


@transaction.atomic
def invite_people(row: Round, people: Sequence[Invited], *, viewer: Viewer, now: datetime) -> int:
    """Put people on the list of a pulse; say how many are new on it. In an open round they get their link at once.

    Raises DomainError without the right, when the round is closed, and for parties that are none.
    """
    demand_right(viewer, row.partnership)
    current = held(row)
    if current.state == RoundState.CLOSED or current.part != EvaluationPart.PULSE:
        raise DomainError(_("Only to a pulse that is planned or open people can be invited."))
    _refuse(current, people)
    known = set(Invitation.objects.filter(round=current).values_list("email", flat=True))
    new = {one.email.strip().lower(): one for one in people}
    new = {email: one for email, one in new.items() if email not in known}
    if len(known) + len(new) > MOST_INVITED:
        raise DomainError(_("No more than %(n)s people can be asked in a round.") % {"n": MOST_INVITED})
    rows = [
        Invitation(round=current, email=email, party_id=one.party, role=one.role, language=one.language)
        for email, one in new.items()
    ]
    if current.state == RoundState.OPEN:
        _join(current, rows)
    Invitation.objects.bulk_create(rows)
    _remember(current, rows, now)
    changes = {"invited": [len(known), len(known) + len(new)]}
    record("invite_to_evaluation", current, viewer=viewer, now=now, changes=changes)
    if current.state == RoundState.OPEN:
        Round.objects.filter(pk=current.pk).update(invited=F("invited") + len(rows))
        send_links(Invitation.objects.filter(round=current), current, now)
    return len(rows)


def _refuse(row: Round, people: Collection[Invited]) -> None:
    parties = {one.pk for one in party_organisations(row.partnership)}
    if any(one.party not in parties for one in people):
        raise DomainError(_("Somebody is written under a party that does not take part. Nobody was invited."))
    if any(one.role not in RoundRole.values for one in people):
        raise DomainError(_("Somebody has a role that is none of the list. Nobody was invited."))


def _join(row: Round, rows: Sequence[Invitation]) -> None:
    """Let newcomers of an open round join its groups; a group that takes in others is named after all of them."""
    cells = {(cell.party_id, cell.role): cell for cell in _groups(row).select_for_update()}
    counted = Invitation.objects.filter(round=row).values_list("cell__party", "cell__role").order_by()
    sizes: dict[Group, int] = {(party, role): count for party, role, count in counted.annotate(count=Count("pk"))}
    for one in rows:
        group, name = group_of_newcomer((one.party_id, one.role), sizes)
        if name != group:
            cells[name], sizes[name] = cells.pop(group), sizes.pop(group)
            Cell.objects.filter(pk=cells[name].pk).update(party=name[0], role=name[1])
        one.cell = cells[name]


def _groups(row: Round) -> QuerySet[Cell]:
    return Cell.objects.filter(round=row, way=AnswerWay.PERSONAL).order_by("pk")


def _remember(row: Round, rows: Sequence[Invitation], now: datetime) -> None:
    today = timezone.localdate(now)
    people = [
        Respondent(
            partnership=row.partnership,
            email=one.email,
            party_id=one.party_id,
            role=one.role,
            language=one.language,
            invited_on=today,
        )
        for one in rows
    ]
    Respondent.objects.bulk_create(
        people,
        update_conflicts=True,
        unique_fields=["partnership", "email"],
        update_fields=["party", "role", "language", "invited_on"],
    )


@transaction.atomic
def take_off(row: Invitation, *, viewer: Viewer, now: datetime) -> None:
    """Take somebody off the list. Of an open round the place stays counted, or its group would become too small.

    Whoever is off it already is left so.
    """
    demand_right(viewer, row.round.partnership)
    current = held(row.round)
    if not people_on_list(current).filter(pk=row.pk).exists():
        return
    Respondent.objects.filter(partnership=current.partnership, email=row.email).delete()
    _take_off(row, current)
    record("take_off_evaluation", current, viewer=viewer, now=now)


def _take_off(row: Invitation, current: Round) -> None:
    if current.state == RoundState.PLANNED:
        row.delete()
    else:
        forget_address(row)


@transaction.atomic
def leave_rounds(row: Invitation, *, viewer: Viewer, now: datetime) -> None:
    """Let whoever holds a link be asked no more by this partnership. Doing it twice does no harm."""
    current = held(row.round)
    gone, _each = Respondent.objects.filter(partnership=current.partnership, email=row.email).delete()
    Invitation.objects.filter(round__partnership=current.partnership, email=row.email, round__state="planned").delete()
    # The link can still be used; nothing is written to the address any more.
    Invitation.objects.filter(pk=row.pk).update(email=f"{FORGOTTEN}{row.pk}")
    if gone:
        record("leave_evaluation", current, viewer=viewer, now=now)
