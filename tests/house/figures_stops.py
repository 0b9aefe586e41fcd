"""Stops of portfolio figures: the parties read them, the client types, each party says yes for itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from maskinrum.evaluation.models import ManualFigure
from maskinrum.partnerships.enums import Discipline
from maskinrum.partnerships.models import Partnership, Party, Project
from maskinrum.steering.models import Board, CallOff, Placement
from tests.conftest import NOW
from tests.house.walk import OPEN, OWN, Answer, Stop, World

LOGIN, MISSING, MOVED, OK = Answer.LOGIN, Answer.MISSING, Answer.MOVED, Answer.OK
# The guest's organisation is the contractor: it reads the figures, but not what only the client reads.
PARTIES = replace(OWN, guest=OK)
CLIENT = replace(OWN, member=MISSING)
MANAGERS = replace(OWN, member=MISSING, manager=MOVED)


def figures_of(world: World) -> dict[str, Any]:
    """A partnership with a typed figure and a project whose contractor is nobody that looks."""
    row = Partnership.objects.filter(slug="portefoeljens-tal").first() or _made(world)
    return {"slug": row.slug}


def _made(world: World) -> Partnership:
    row = Partnership.objects.create(
        slug="portefoeljens-tal",
        organisation=world.organisation,
        visibility="partnership",
        name=world.secret("Aftalen", is_shared=True),
        type="strategic_partnership",
        client_kind="housing",
        client_name=world.organisation.name,
        status="active",
        added_at=NOW,
        changed_at=NOW,
    )
    for place, (one, part) in enumerate(
        ((world.organisation, Discipline.CLIENT), (world.guest_organisation, Discipline.ARCHITECT))
    ):
        Party.objects.create(partnership=row, organisation=one, name=one.name, discipline=part, position=place)
    board = Board.objects.create(partnership=row, opened_at=NOW, changed_at=NOW, maximum=Decimal(900))
    project = Project.objects.create(
        organisation=world.organisation,
        name=world.secret("Tavlesagen", is_shared=True),
        group=world.secret("Tavlegruppen", is_shared=True),
        homes=10,
        budget=Decimal("73.419"),
        planned_start=date(2025, 3, 1),
        duration=Decimal(9),
        end="handed_over",
        handed_over_on=date(2025, 12, 1),
        outturn=Decimal("81.357"),
    )
    placed = Placement.objects.create(
        board=board, project=project, scheme_b_budget=Decimal("73.419"), started_on=date(2025, 3, 1), changed_at=NOW
    )
    CallOff.objects.create(
        placement=placed, ready_on=date(2025, 1, 5), signed_on=date(2025, 2, 1), value=Decimal("70.123"), position=1
    )
    ManualFigure.objects.create(
        partnership=row,
        indicator="staff_turnover",
        quarter=date(2026, 1, 1),
        value=Decimal("0.2"),
        of=10,
        source=world.secret("Kilden", is_shared=True),
        note=world.secret("Noten", is_shared=True),
        written_at=NOW,
    )
    return row


def figure_of(slug: str) -> Any:
    """One figure of it."""
    return lambda world: figures_of(world) | {"indicator": slug}


def figures_stops() -> Iterator[Stop]:
    """The figures, learning, and sharing with others."""
    yield Stop("evaluation:network_figures", OPEN)
    for name in ("figures", "figures_file", "learning", "comparison"):
        yield Stop(f"evaluation:{name}", PARTIES, figures_of)
    for slug in ("staff_turnover", "cost_deviation"):
        yield Stop("evaluation:figure", PARTIES, figure_of(slug))
    yield Stop("evaluation:type_figures", CLIENT, figures_of)
    yield Stop("evaluation:type_figures", MANAGERS, figures_of, "post")
    for name in ("consent", "withdraw"):
        yield Stop(f"evaluation:{name}", MANAGERS, figures_of, "post")
