"""Warnings by mail to those who keep a board, before something bites; the tick sends them."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from maskinrum.organisations.actions import write_to
from maskinrum.organisations.actions.letters import address_of_page
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import deciders_of
from maskinrum.steering.analysis import Warned, warnings_of
from maskinrum.steering.analysis.ceiling import ceiling_meter
from maskinrum.steering.models import Board, BoardWarning
from maskinrum.steering.queries import Seat, boards_to_warn, projects_at, terms_of

BOARD_WARNING = "board_warning"


def warn_of_boards(now: datetime) -> int:
    """Write to the managers of each client what needs them, once for the time it holds; say how many mails."""
    return sum(_warn(board, now) for board in boards_to_warn())


@transaction.atomic
def _warn(board: Board, now: datetime) -> int:
    """Take what was not told before, if no other process was quicker, and write it in one letter to each manager."""
    Board.objects.select_for_update(of=("self",)).get(pk=board.pk)
    client = board.partnership.organisation_id
    new = _new(board, _warned(board, now))
    if client is None or not new:
        return 0
    for one in new:
        BoardWarning.objects.create(board=board, kind=one.kind, period=one.period, sent_at=now)
    people = list(deciders_of(client))
    for person in people:
        with override(person.language):  # the words are made in the reader's own language
            told = [one for one in _warned(board, now) if (one.kind, one.period) in {(n.kind, n.period) for n in new}]
        link = address_of_page("steering:board", person.language, slug=board.partnership.slug)
        write_to(person, BOARD_WARNING, now=now, partnership=board.partnership, warned=told, link=link)
    return len(people)


def _warned(board: Board, now: datetime) -> list[Warned]:
    today = timezone.localdate(now)
    seat = Seat(board, Viewer(organisation=board.partnership.organisation_id), is_client=True, is_caller=False)
    projects, terms = projects_at(seat), terms_of(board)
    return list(warnings_of(projects, terms, ceiling_meter(projects, terms, today), today=today))


def _new(board: Board, found: list[Warned]) -> list[Warned]:
    told = set(BoardWarning.objects.filter(board=board).values_list("kind", "period"))
    return [one for one in found if (str(one.kind), one.period) not in told]
