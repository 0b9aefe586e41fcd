"""What portfolio figures are made of, as far as the viewer may see it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import Http404
from django.utils import timezone

from maskinrum.evaluation.facts.figures import Portfolio, Quarter, Sight, TypedFigure
from maskinrum.evaluation.models import ManualFigure
from maskinrum.evaluation.permissions import can_type_figures
from maskinrum.evaluation.queries.rounds import evaluated_partnership
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.steering.facts.board import BoardProject
from maskinrum.steering.models import Board
from maskinrum.steering.queries import (
    Seat,
    clients_of,
    disagreements,
    every_disagreement,
    projects_at,
    seat_at,
    start_counts,
    terms_of,
)


@dataclass(frozen=True)
class FigureRoom:
    """A partnership whose figures the viewer may see, and what they are made of."""

    partnership: Partnership
    portfolio: Portfolio
    may_type: bool
    has_board: bool


def figure_room(viewer: Viewer, slug: str, *, now: datetime) -> FigureRoom:
    """One of the viewer's partnerships, or Http404 alike for others' and for none.

    All sums are read whoever looks, since shares are made of them; ``sight`` says which of them the viewer may see.
    """
    row = evaluated_partnership(viewer, slug, now=now)
    seat = _seat(viewer, row)
    is_client = seat.is_client if seat else row.organisation_id == viewer.organisation
    whole = _portfolio(row, replace(seat, is_client=True) if seat else None, now)
    sight = whole.sight
    if not is_client:
        own = frozenset(one.id for one in projects_at(seat) if one.is_priced) if seat else frozenset()
        sight = replace(sight, sees_all=False, priced=own)
    # Others see some of them; counted, those would be taken for the partnership's, so they count none.
    seen = disagreements(viewer, row, now=now) if sight.sees_all else ()
    whole = replace(whole, sight=sight, disagreements=seen)
    return FigureRoom(row, whole, can_type_figures(viewer, is_client=is_client), seat is not None)


def whole_portfolio(partnership: Partnership, *, now: datetime) -> Portfolio:
    """Everything that a partnership's figures are made of: for findings, and for what is shared when all say yes."""
    board = Board.objects.select_related("partnership").filter(partnership=partnership).first()
    seat = Seat(board, OPERATOR, is_client=True, is_caller=False) if board else None
    return replace(_portfolio(partnership, seat, now), disagreements=every_disagreement(partnership))


def everybodys_portfolio(partnership: Partnership, *, now: datetime) -> Portfolio:
    """The same as every party may read it, whatever each of them may see besides: for what goes to all of them."""
    found = replace(whole_portfolio(partnership, now=now), disagreements=())
    return replace(found, sight=replace(found.sight, sees_all=False, is_everybodys=True))


def typed_figures(partnership: Partnership) -> tuple[TypedFigure, ...]:
    """What was typed about a partnership, the earliest quarter first."""
    rows = ManualFigure.objects.filter(partnership=partnership).order_by("quarter", "indicator")
    return tuple(
        TypedFigure(row.indicator, Quarter.of(row.quarter), row.value, row.of, row.source, row.note) for row in rows
    )


def _seat(viewer: Viewer, partnership: Partnership) -> Seat | None:
    try:
        return seat_at(viewer, partnership.slug)
    except Http404:
        return None


def _portfolio(partnership: Partnership, seat: Seat | None, now: datetime) -> Portfolio:
    terms = terms_of(seat.board) if seat else None
    return Portfolio(
        projects=tuple(_with_start(projects_at(seat))) if seat else (),
        today=timezone.localdate(now),
        typed=typed_figures(partnership),
        maximum=terms.maximum if terms else None,
        begins=partnership.starts_on,
        sight=Sight(clients=clients_of(partnership)),
    )


def _with_start(projects: Sequence[BoardProject]) -> Iterator[BoardProject]:
    """The projects, with what their start-up checklists decided and reuse where the board itself says nothing of it."""
    counts = start_counts([one.id for one in projects if one.decided is None])
    for one in projects:
        counted = counts.get(one.id)
        yield replace(one, decided=counted.decided, reused=counted.reused) if counted else one
