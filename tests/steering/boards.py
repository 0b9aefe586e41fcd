"""A running partnership for tests, made by the actions: a client, contractors, and one who may call off besides."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from maskinrum.organisations.actions import add_member, create_organisation, register_person
from maskinrum.organisations.enums import OrganisationKind, Role, Visibility
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.actions import import_projects
from maskinrum.partnerships.enums import ApprovalState, Discipline, ProjectKind, SourceLabel
from maskinrum.partnerships.facts import CallOffFacts as RightFacts
from maskinrum.partnerships.facts import PartyFacts, ProjectFacts
from maskinrum.partnerships.models import Partnership
from maskinrum.steering.actions import change_placement, open_board, place_projects
from maskinrum.steering.facts.board import CallOffFacts
from maskinrum.steering.facts.placement import PlacementFacts
from maskinrum.steering.models import Board, Placement
from maskinrum.steering.queries import placement_facts, placement_version
from tests.partnerships.entries import added, entry_facts

START = date(2023, 10, 1)  # four years with an option of two: it is to be decided on the day of the tests
PARTIES = {
    "client": (OrganisationKind.HOUSING_ORGANISATION, Discipline.CLIENT),
    "east": (OrganisationKind.CONTRACTOR, Discipline.CONTRACTOR),
    "west": (OrganisationKind.CONTRACTOR, Discipline.CONTRACTOR),
    "drawing": (OrganisationKind.ARCHITECT, Discipline.ARCHITECT),
    "caller": (OrganisationKind.HOUSING_ORGANISATION, None),
    "outside": (OrganisationKind.CONTRACTOR, None),
}


@dataclass
class Running:
    """The organisations, a manager of each, and the board they sit at."""

    organisations: dict[str, Organisation]
    people: dict[str, Person]
    board: Board
    now: datetime

    @property
    def partnership(self) -> Partnership:
        """The agreement."""
        return self.board.partnership

    def viewer(self, name: str) -> Viewer:
        """Who acts for one of them."""
        return viewer_of(self.people[name])

    def place(self, name: str, *, of: str = "client", by: str = "", **given: Any) -> Placement:
        """A project on the board; what is named differs from one that is planned for the next year."""
        facts = {key: given.pop(key) for key in ("budget", "planned_start", "duration", "homes") if key in given}
        viewer, organisation = self.viewer(of), self.organisations[of]
        project = import_projects(
            organisation, facts=[project_facts(name, **facts)], viewer=viewer, now=self.now
        ).projects[0]
        row = place_projects(self.board, projects=[project], viewer=viewer, now=self.now)[0]
        contractor = self.organisations[by].pk if by else None
        return self.say(row, contractor=contractor, **given)

    def say(self, row: Placement, **given: Any) -> Placement:
        """Something more is known of a project."""
        row = Placement.objects.select_related("project", "board").get(pk=row.pk)
        facts: PlacementFacts = replace(placement_facts(row), **given)
        version = placement_version(row)
        change_placement(row, facts, expected_version=version, viewer=self.viewer("client"), now=self.now)
        return Placement.objects.select_related("project", "board").get(pk=row.pk)


def project_facts(name: str, **given: Any) -> ProjectFacts:
    """A renovation of fifty homes."""
    usual = ProjectFacts(
        name=name,
        kind=ProjectKind.RENOVATION,
        group="Tage",
        homes=50,
        budget=Decimal(40),
        planned_start=date(2027, 6, 1),
        duration=Decimal(10),
        approval=ApprovalState.SCHEME_A,
    )
    return replace(usual, **given)


def signed(value: str | None = "40", day: date = date(2026, 3, 2)) -> tuple[CallOffFacts, ...]:
    """One call-off that is signed."""
    return (CallOffFacts("", date(2026, 1, 5), date(2026, 1, 20), day, None if value is None else Decimal(value)),)


def running(now: datetime, *, maximum: Decimal | None = None, visibility: Visibility = Visibility.OPEN) -> Running:
    """A partnership with a board."""
    organisations = {
        name: create_organisation(f"Firmaet {name}", kind=kind, viewer=OPERATOR, now=now)
        for name, (kind, _discipline) in PARTIES.items()
    }
    people = {name: _manager(name, one, now) for name, one in organisations.items()}
    parties = tuple(
        PartyFacts(organisations[name].name, discipline, SourceLabel.FACT)
        for name, (_kind, discipline) in PARTIES.items()
        if discipline
    )
    facts = entry_facts(
        client_name=organisations["client"].name,
        start=START.isoformat(),
        term_months=48,
        option_months=24,
        volume_kind=None,
        volume_low=None,
        volume_high=None,
        parties=parties,
        jobs=(),
        call_off=(RightFacts(organisations["caller"].name, "", SourceLabel.FACT, "https://kilde.example/ret"),),
    )
    entry = added(facts, slug="i-drift", visibility=visibility)
    board = open_board(entry, maximum=maximum, viewer=viewer_of(people["client"]), now=now)
    board.refresh_from_db()
    return Running(organisations, people, Board.objects.select_related("partnership").get(pk=board.pk), now)


def _manager(name: str, organisation: Organisation, now: datetime) -> Person:
    person = register_person(f"{name}@firmaet.example", name=name, is_verified=True, now=now)
    add_member(person, organisation=organisation, role=Role.MANAGER, viewer=OPERATOR, now=now)
    return person
