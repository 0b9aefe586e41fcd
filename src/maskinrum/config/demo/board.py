"""The board of an agreement that does not exist: finished projects, some under works, some that wait."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from maskinrum.config.demo.names import CONTRACTORS
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.actions import import_projects
from maskinrum.partnerships.enums import ApprovalState, Inside, ProjectEnd, ProjectKind
from maskinrum.partnerships.facts import Outcome, ProjectFacts
from maskinrum.partnerships.models import Partnership, Project
from maskinrum.shared.partial_dates import months_later
from maskinrum.steering.actions import change_placement, open_board, place_projects
from maskinrum.steering.facts.board import CallOffFacts
from maskinrum.steering.facts.placement import PlacementFacts
from maskinrum.steering.models import Board, Placement
from maskinrum.steering.queries import placement_version

SEED = 2019
MAXIMUM = Decimal(1250)
TERRACES, BLOCKS = "Rækkehuse fra 70'erne", "Etageblokke fra 60'erne"
DONE, BUILT, SIGNED = ApprovalState.SCHEME_C, ApprovalState.CONSTRUCTION, ApprovalState.SCHEME_B


@dataclass(frozen=True)
class _Invented:
    """A project: start of works in months from now, and what was signed and what it cost against its budget.

    ``team`` is a place among the contractors. ``late`` is days of the handover.
    """

    name: str
    group: str
    homes: int
    budget: str
    starts: int
    months: int
    approval: ApprovalState
    team: int | None
    signed: str = ""
    cost: str = ""
    late: int | None = None
    asked: int = 0
    ready: int = 0
    outside: str = ""


# One team after another learns on the terraces; the blocks are dearer and go slower.
OWN = (
    _Invented("Åkandevej, tage og facader", TERRACES, 64, "58", -36, 11, DONE, 0, "1.02", "1.09", 47),
    _Invented("Bregnevej, tage og facader", TERRACES, 72, "66.5", -32, 11, DONE, 0, "1.01", "1.06", 30),
    _Invented("Cikorievej, tage og facader", TERRACES, 60, "55.2", -28, 10, DONE, 1, "1.03", "1.07", 33),
    _Invented("Digtervej, tage og facader", TERRACES, 80, "74", -25, 11, DONE, 0, "1", "1.03", 12),
    _Invented("Enghavevej, tage og facader", TERRACES, 68, "63.1", -20, 10, DONE, 1, "1.01", "1.02", 9),
    _Invented("Fasanvej, tage og facader", TERRACES, 75, "69.4", -16, 10, DONE, 0, "0.99", "1", -5),
    _Invented("Gyvelvej, tage og facader", TERRACES, 70, "65", -8, 10, BUILT, 1, "0.99"),
    _Invented("Hybenhaven, helhedsplan", BLOCKS, 120, "142", -31, 16, DONE, 1, "1.04", "1.12", 74),
    _Invented("Irishaven, helhedsplan", BLOCKS, 110, "131", -20, 16, ApprovalState.HANDOVER, 0, "1.02", "", 41),
    _Invented("Jasminhaven, helhedsplan", BLOCKS, 128, "150", -8, 22, BUILT, 0, "1.01"),
    _Invented("Kastanjehaven, helhedsplan", BLOCKS, 116, "138", 7, 16, SIGNED, 1, asked=75, ready=110),
    _Invented("Liljehaven, helhedsplan", BLOCKS, 104, "126", 9, 16, ApprovalState.SCHEME_A, None, ready=20),
    _Invented("Mirabellevej, tage og facader", TERRACES, 58, "57", 10, 10, ApprovalState.DEPARTMENT_VOTE, None),
    _Invented(
        "Nøddehaven, efter brand", BLOCKS, 24, "31", -10, 9, BUILT, None,
        outside="Branden krævede hjælp straks; forsikringen valgte entreprenøren.",
    ),
)  # fmt: skip
OTHERS = (_Invented("Odinsvej, tage og facader", TERRACES, 62, "60", -3, 10, BUILT, 2, "1"),)


def invent_board(client: Viewer, caller: Viewer, now: datetime) -> None:
    """Open the board, put the projects of both on it, and say what is known of each; again changes nothing."""
    if Board.objects.exists():
        return
    partnership = Partnership.objects.get(slug="eksempel-faelles")
    opened = now - timedelta(days=400)
    board = open_board(partnership, maximum=MAXIMUM, viewer=client, now=opened)
    for viewer, invented in ((client, OWN), (caller, OTHERS)):
        organisation = Organisation.objects.get(pk__in=[viewer.organisation])
        facts = [_facts(one, timezone.localdate(now)) for one in invented]
        kept = import_projects(organisation, facts=facts, viewer=viewer, now=opened).projects
        _place(board, dict(zip(invented, kept, strict=True)), viewer, now)


def _place(board: Board, projects: dict[_Invented, Project], viewer: Viewer, now: datetime) -> None:
    rng, today = Random(SEED), timezone.localdate(now)  # noqa: S311 - invented figures
    placed = {one.project_id: one for one in place_projects(board, projects=projects.values(), viewer=viewer, now=now)}
    for one, project in projects.items():
        row = Placement.objects.select_related("project").get(pk=placed[project.pk].pk)
        change_placement(row, _said(one, today, rng), expected_version=placement_version(row), viewer=viewer, now=now)


def _facts(one: _Invented, today: date) -> ProjectFacts:
    return ProjectFacts(
        name=one.name,
        kind=ProjectKind.MASTER_PLAN if one.group == BLOCKS else ProjectKind.RENOVATION,
        group=one.group,
        homes=one.homes,
        budget=Decimal(one.budget),
        planned_start=months_later(today.replace(day=1), one.starts),
        duration=Decimal(one.months),
        approval=one.approval,
    )


def _said(one: _Invented, today: date, rng: Random) -> PlacementFacts:
    start = months_later(today.replace(day=1), one.starts)
    end = months_later(start, one.months)
    budget = Decimal(one.budget)
    facts = PlacementFacts(
        inside=Inside.NO if one.outside else Inside.YES,
        approval=one.approval,
        reason=one.outside,
        contractor=None if one.team is None else Organisation.objects.get(name=CONTRACTORS[one.team]).pk,
        call_offs=tuple(_call_offs(one, start, budget, today)),
    )
    if not one.signed:
        return facts
    facts = replace(
        facts,
        scheme_b_budget=budget * Decimal("1.01"),
        scheme_b_start=start,
        scheme_b_handover=end,
        started_on=start + timedelta(days=rng.randint(0, 12)),
        client_procurement_cost=(budget * Decimal("0.012")).quantize(Decimal("0.001")),
        changes_client=_share(budget, rng, 5, 12),
        changes_unforeseen=_share(budget, rng, 12, 38),
    )
    return facts if one.late is None else _finished(facts, one, end, rng)


def _finished(facts: PlacementFacts, one: _Invented, end: date, rng: Random) -> PlacementFacts:
    budget, late = Decimal(one.budget), one.late or 0
    cost = (budget * Decimal(one.cost)).quantize(Decimal("0.001")) if one.cost else None
    said: dict[str, Any] = {"nuisance": _mean(rng, 2.0, 3.4), "satisfaction": _mean(rng, 3.4, 4.5)} if cost else {}
    return replace(
        facts,
        outcome=Outcome(ProjectEnd.HANDED_OVER, end + timedelta(days=late), cost),
        changes_design=_share(budget, rng, 3, 18),
        defects=round(one.homes * (0.4 + late / 50 + rng.random() / 4)) if late > -20 else 0,
        accidents=rng.choice((0, 0, 1, 2)),
        working_hours=int(budget) * rng.randint(640, 720),
        decided=rng.randint(34, 44),
        reused=rng.randint(8, 30),
        co2_per_m2=_mean(rng, 3.8, 7.2),
        rehoused_homes=one.homes if one.group == BLOCKS else 0,
        resident_answers=round(one.homes * rng.uniform(0.3, 0.6)) if cost else None,
        **said,
    )


def _call_offs(one: _Invented, start: date, budget: Decimal, today: date) -> list[CallOffFacts]:
    if one.signed:
        ready, signed = start - timedelta(days=150 + one.starts), start - timedelta(days=45)
        value = (budget * Decimal(one.signed)).quantize(Decimal("0.001"))
        if one.group == BLOCKS:  # the large ones are called off in two parts
            design = (value * Decimal("0.08")).quantize(Decimal("0.001"))
            early = CallOffFacts("Projektering", ready, ready + timedelta(days=10), signed - timedelta(days=30), design)
            return [early, CallOffFacts("Udførelse", ready, ready + timedelta(days=40), signed, value - design)]
        return [CallOffFacts("", ready, ready + timedelta(days=20), signed, value)]
    if not one.ready:
        return []
    asked = today - timedelta(days=one.asked) if one.asked else None
    return [CallOffFacts("", today - timedelta(days=one.ready), asked, None, None)]


def _share(budget: Decimal, rng: Random, low: int, high: int) -> Decimal:
    """So many thousandths of the budget."""
    return (budget * rng.randint(low, high) / 1000).quantize(Decimal("0.001"))


def _mean(rng: Random, low: float, high: float) -> Decimal:
    return Decimal(str(round(rng.uniform(low, high), 1)))
