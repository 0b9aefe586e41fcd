"""Stops of running partnerships: parties read a board, managers of the client and of a project's owner change it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from maskinrum.partnerships.actions import import_projects
from maskinrum.partnerships.enums import ApprovalState, Discipline, Inside, SourceLabel
from maskinrum.partnerships.facts import PartyFacts
from maskinrum.partnerships.models import Partnership, Project
from maskinrum.steering.actions import change_placement, open_board, place_projects
from maskinrum.steering.facts.board import CallOffFacts
from maskinrum.steering.facts.placement import PlacementFacts
from maskinrum.steering.models import Board, Placement
from maskinrum.steering.queries import placement_version
from tests.conftest import NOW
from tests.house.walk import OPEN, OWN, SHARED, Answer, Stop, World, alike
from tests.partnerships.entries import added, entry_facts
from tests.steering.boards import project_facts

NOT_SO = replace(alike(Answer.NOT_ALLOWED), visitor=Answer.LOGIN)
MANAGERS = replace(OWN, member=Answer.MISSING)
WRITES = replace(MANAGERS, manager=Answer.MOVED)
SLUG = "drives-her"


def board_of(world: World) -> dict[str, Any]:
    """A board with a project; the guest's organisation is a contractor of another one's."""
    if not Board.objects.filter(partnership__slug=SLUG).exists():
        _make(world)
    return {"slug": SLUG}


def _make(world: World) -> None:
    parties = (
        PartyFacts(world.organisation.name, Discipline.CLIENT, SourceLabel.FACT),
        PartyFacts(world.guest_organisation.name, Discipline.CONTRACTOR, SourceLabel.FACT),
    )
    facts = entry_facts(name="Aftalen i drift", client_name=world.organisation.name, parties=parties, jobs=())
    partnership, viewer = added(facts, slug=SLUG), world.viewer("manager")
    board = open_board(partnership, maximum=None, viewer=viewer, now=NOW)
    rows = [project_facts(world.secret(f"Tavleprojekt{one}", is_shared=True)) for one in "ab"]
    kept = import_projects(world.organisation, facts=[replace(one, group="") for one in rows], viewer=viewer, now=NOW)
    row = place_projects(board, projects=kept.projects[:1], viewer=viewer, now=NOW)[0]
    said = PlacementFacts(
        inside=Inside.NO,
        approval=ApprovalState.SCHEME_A,
        reason=world.secret("Tavlegrund", is_shared=True),
        call_offs=(CallOffFacts(world.secret("Aftaleseddel", is_shared=True)),),
    )
    row = Placement.objects.select_related("project").get(pk=row.pk)
    change_placement(row, said, expected_version=placement_version(row), viewer=viewer, now=NOW)


def place_of(world: World) -> dict[str, Any]:
    """The project on the board."""
    arguments = board_of(world)
    row = Placement.objects.filter(board__partnership__slug=SLUG).first()
    return arguments | {"placement_id": row.pk if row else Board.objects.get(partnership__slug=SLUG).pk}


def as_file(kind: str) -> Any:
    """The board as a file."""
    return lambda world: board_of(world) | {"kind": kind}


def another(world: World) -> dict[str, Any]:
    """A partnership of the organisation that is not run yet."""
    board_of(world)
    if not Partnership.objects.filter(slug="ikke-aabnet").exists():
        facts = entry_facts(name="Aftalen uden tavle", client_name=world.organisation.name, jobs=())
        added(facts, slug="ikke-aabnet")
    return {}


def opening(world: World) -> dict[str, str]:
    """Open its board."""
    return {"partnership": str(Partnership.objects.get(slug="ikke-aabnet").pk)}


def chosen(world: World) -> dict[str, str]:
    """Put the other project on the board."""
    found = Project.objects.filter(organisation=world.organisation, placements__isnull=True, name__contains="Tavle")
    return {"projects": str(found[0].pk)}


def said(world: World) -> dict[str, str]:
    """Something new of the project."""
    row = Placement.objects.select_related("project").filter(board__partnership__slug=SLUG).first()
    version = placement_version(row) if row else ""
    return {"inside": "yes", "approval": "scheme_a", "defects": "3", "version": version}


def terms_of(world: World) -> dict[str, str]:
    """A maximum."""
    return {"maximum": "900", "revision": str(Board.objects.get(partnership__slug=SLUG).revision)}


def steering_stops() -> Iterator[Stop]:
    """Every address of running partnerships."""
    yield Stop("steering:index", OPEN, lambda world: board_of(world) and {})
    yield Stop("steering:index", alike(Answer.NOT_ALLOWED), method="post")
    for name in ("board", "timeline", "board_files"):
        yield Stop(f"steering:{name}", SHARED, board_of)
        yield Stop(f"steering:{name}", NOT_SO, board_of, "post")
    yield Stop("steering:project", SHARED, place_of)
    for kind in ("xlsx", "csv"):
        yield Stop("steering:board_export", SHARED, as_file(kind))
    yield Stop("steering:board_export", replace(alike(Answer.MISSING), visitor=Answer.LOGIN), as_file("pdf"))
    yield Stop("steering:new_board", MANAGERS, another)
    yield Stop("steering:new_board", WRITES, another, "post", opening)
    for name in ("terms", "add_projects"):
        yield Stop(f"steering:{name}", MANAGERS, board_of)
    yield Stop("steering:terms", WRITES, board_of, "post", terms_of)
    yield Stop("steering:add_projects", WRITES, board_of, "post", chosen)
    yield Stop("steering:board_read", WRITES, board_of)
    yield Stop("steering:board_read", MANAGERS, board_of, "post", lambda _world: {"pasted": "Projekt\nUkendt"})
    for name in ("edit_project", "remove_project"):
        yield Stop(f"steering:{name}", MANAGERS, place_of)
    yield Stop("steering:edit_project", WRITES, place_of, "post", said)
    yield Stop("steering:remove_project", WRITES, place_of, "post")
