"""A running partnership with a board, made row by row so that it costs little."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from maskinrum.organisations.actions import add_member, create_organisation, register_person
from maskinrum.organisations.enums import OrganisationKind, Role, Visibility
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.enums import ApprovalState, Discipline, ProjectKind
from maskinrum.partnerships.models import Partnership, Party, Project
from maskinrum.steering.models import Board, CallOff, Placement
from tests.conftest import NOW

OLD = date(2023, 2, 1)
"""Old enough to be shared."""


def person_of(organisation: Organisation, email: str, role: Role = Role.MANAGER) -> Person:
    """Somebody who acts for an organisation."""
    person = register_person(email, viewer=OPERATOR, now=NOW)
    add_member(person=person, organisation=organisation, role=role, viewer=OPERATOR, now=NOW)
    return person


def builder(name: str, *, is_fictitious: bool = False) -> tuple[Organisation, Viewer]:
    """A contractor and its manager."""
    row = create_organisation(name, kind=OrganisationKind.CONTRACTOR, viewer=OPERATOR, now=NOW)
    Organisation.objects.filter(pk=row.pk).update(is_fictitious=is_fictitious)
    return row, viewer_of(person_of(row, f"leder@{name.lower().replace(' ', '-')}.example"))


def partnership_of(client: Organisation, *parties: Organisation, slug: str = "drift", **more: Any) -> Partnership:
    """An agreement that its parties alone see."""
    told: dict[str, Any] = {
        "slug": slug,
        "organisation": client,
        "visibility": Visibility.PARTNERSHIP,
        "name": "Driftsaftalen",
        "type": "strategic_partnership",
        "client_kind": "housing",
        "client_name": client.name,
        "status": "active",
        "added_at": NOW,
        "changed_at": NOW,
    }
    row = Partnership.objects.create(**(told | more))
    Party.objects.create(partnership=row, organisation=client, name=client.name, discipline=Discipline.CLIENT)
    for place, one in enumerate(parties, start=1):
        Party.objects.create(
            partnership=row, organisation=one, name=one.name, discipline=Discipline.CONTRACTOR, position=place
        )
    return row


def board_of(row: Partnership, builders: list[Organisation], count: int, **more: Any) -> Board:
    """A board with projects of the builders in turn: called off in 2023, handed over a year later."""
    board = Board.objects.create(partnership=row, opened_at=NOW, changed_at=NOW, maximum=Decimal(2000))
    client = row.organisation
    assert client is not None
    for number in range(count):
        signed = OLD + timedelta(days=20 * number)
        project = Project.objects.create(
            organisation=client,
            name=f"Sag {number}",
            kind=ProjectKind.RENOVATION,
            group=more.get("group", "Rækkehuse"),
            homes=40,
            budget=Decimal(100),
            planned_start=signed,
            duration=Decimal(10),
            approval=ApprovalState.HANDOVER,
            end="handed_over",
            handed_over_on=signed + timedelta(days=330),
            outturn=Decimal(100 + number),
        )
        place = Placement.objects.create(
            board=board,
            project=project,
            contractor=builders[number % len(builders)] if builders else None,
            scheme_b_budget=Decimal(100),
            scheme_b_start=signed,
            scheme_b_handover=signed + timedelta(days=300),
            started_on=signed + timedelta(days=30),
            client_procurement_cost=Decimal("0.4") + Decimal(number) / 100,
            changes_client=Decimal(1) + Decimal(number) / 10,
            changes_unforeseen=Decimal(2),
            changes_design=Decimal(1),
            defects=60 + number,
            accidents=1,
            working_hours=30_000,
            reused=number % 4,
            decided=4,
            changed_at=NOW,
        )
        waits = more.get("days", 20) + 3 * number
        CallOff.objects.create(
            placement=place, ready_on=signed - timedelta(days=waits), signed_on=signed, value=Decimal(100), position=1
        )
    return board
