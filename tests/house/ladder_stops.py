"""Stops of decisions, disagreements, start-ups and the welcome pack: the guest is a party, but not to everything."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from maskinrum.organisations.enums import Visibility
from maskinrum.partnerships.models import Partnership, Project
from maskinrum.steering.actions import (
    climb,
    log_decision,
    name_for_ladder,
    open_checklist,
    open_disagreement,
    settle,
)
from maskinrum.steering.facts.decisions import BasisFacts, DecisionFacts
from maskinrum.steering.facts.disagreements import Climb, Opening
from maskinrum.steering.models import Disagreement, PartnershipDecision, StartChecklist
from tests.conftest import NOW
from tests.decisions.making import TAGET, listed
from tests.house.walk import OWN, SHARED, Answer, Gets, Stop, World, alike
from tests.partnerships.entries import added, entry_facts

MISSING, MOVED, OK, LOGIN = Answer.MISSING, Answer.MOVED, Answer.OK, Answer.LOGIN
SLUG = "drevet-aftale"
DAY = date(2026, 11, 20)
PARTIES_WRITE = Gets(LOGIN, MISSING, MISSING, MOVED, MOVED, MOVED)
OWN_WRITE = replace(OWN, member=MOVED, manager=MOVED)
INVALID_HERE = Gets(LOGIN, MISSING, MISSING, OK, OK, OK)
NOT_HERE = replace(alike(MISSING), visitor=LOGIN)


def _partnership(world: World) -> Partnership:
    found = Partnership.objects.filter(slug=SLUG).first()
    if found is not None:
        return found
    facts = entry_facts(
        client=world.organisation.name,
        contractor=world.guest_organisation.name,
        name=world.secret("Drevetnavn", is_shared=True),
        client_name=world.organisation.name,
    )
    row = added(facts, slug=SLUG, visibility=Visibility.PARTNERSHIP)
    own: dict[str, Any] = {"viewer": world.viewer("member"), "now": NOW}
    _decision(world, row, own)
    _disagreements(world, row, own)
    leader, chief = (world.secret(what, is_shared=True) for what in ("Projektleder", "Chef"))
    name_for_ladder(row, world.organisation, leader=leader, management=chief, **own)
    project = listed(
        world.organisation, own["viewer"], NOW, replace(TAGET, name=world.secret("Opstartssag", is_shared=True))
    )[-1]
    open_checklist(row, project=str(project.pk), meeting_on=None, **own)
    return Partnership.objects.get(pk=row.pk)


def _decision(world: World, row: Partnership, own: dict[str, Any]) -> None:
    texts: dict[str, Any] = {
        name: world.secret(f"Drevet{name}", is_shared=True) for name in ("text", "reason", "alternatives")
    }
    basis = (BasisFacts(label=world.secret("Grundlag", is_shared=True), url="https://bilag.example/1"),)
    log_decision(row, DecisionFacts(decided_on=DAY, body="client", basis=basis, **texts), **own)


def _disagreements(world: World, row: Partnership, own: dict[str, Any]) -> None:
    """One that is open, and one that passed steps by and is settled. The guest is a party to both."""
    between = (str(world.organisation.pk), str(world.guest_organisation.pk))
    for name in ("aaben", "afsluttet"):
        texts: dict[str, Any] = {
            part: world.secret(f"Uenig{part}{name}", is_shared=True) for part in ("subject", "text")
        }
        made = open_disagreement(row, Opening(opened_on=DAY, parties=between, size=4_711, **texts), **own)
        if name == "afsluttet":
            outcome = world.secret("Udfald", is_shared=True)
            climb(made, _mediation(world), expected_revision=1, **own)
            settle(made, settled_on=DAY, outcome=outcome, expected_revision=2, **own)


def _mediation(world: World) -> Climb:
    """A step that passes the negotiation by, with a reason."""
    texts = {name: world.secret(f"Trin{name}", is_shared=True) for name in ("agreed", "because", "people")}
    return Climb("mediation", DAY, texts["people"], texts["agreed"], texts["because"])


def here(world: World) -> dict[str, Any]:
    """The partnership."""
    return {"slug": _partnership(world).slug}


def decision(world: World) -> dict[str, Any]:
    """Its decision."""
    return here(world) | {"decision_id": PartnershipDecision.objects.get(partnership=_partnership(world)).pk}


def disagreement(world: World, *, is_settled: bool = False) -> dict[str, Any]:
    """The one that is open, or the one that is settled."""
    rows = Disagreement.objects.filter(partnership=_partnership(world), settled_on__isnull=not is_settled)
    return here(world) | {"disagreement_id": rows.get().pk}


def settled(world: World) -> dict[str, Any]:
    """The one that is settled."""
    return disagreement(world, is_settled=True)


def start(world: World) -> dict[str, Any]:
    """Its checklist."""
    return here(world) | {"start_id": StartChecklist.objects.get(partnership=_partnership(world)).pk}


def subject(world: World) -> dict[str, Any]:
    """A subject of it."""
    return start(world) | {"key": "bathrooms"}


def names(world: World) -> dict[str, Any]:
    """The names of the client."""
    return here(world) | {"organisation_id": world.organisation.pk}


def with_kind(arguments: Callable[[World], dict[str, Any]], kind: str) -> Callable[[World], dict[str, Any]]:
    """The arguments of a file."""
    return lambda world: arguments(world) | {"kind": kind}


def typed(**data: Any) -> Callable[[World], dict[str, Any]]:
    """What a form sends."""
    return lambda world: data


def between(world: World) -> dict[str, Any]:
    """What opens a disagreement."""
    parties = [str(world.organisation.pk), str(world.guest_organisation.pk)]
    return {"subject": "Nyt", "opened_on": "2026-11-20", "parties": parties, "revision": "1"}


def another_project(world: World) -> dict[str, Any]:
    """A project that the client has not started."""
    _partnership(world)
    listed(world.organisation, world.viewer("member"), NOW, replace(TAGET, name="Nyt"))
    row = Project.objects.filter(organisation=world.organisation, start_checklist__isnull=True, name="Nyt").first()
    return {"project": str(row.pk) if row else ""}


DECIDED = {"text": "Nyt", "decided_on": "2026-11-20", "body": "client", "revision": "1"}


def ladder_stops() -> Iterator[Stop]:
    """The pages of decisions, disagreements, start-ups and the welcome pack."""
    for name in ("decisions", "new_decision", "disagreements", "new_disagreement", "starts", "new_start", "welcome"):
        yield Stop(f"steering:{name}", SHARED, here)
    yield Stop("steering:decisions_file", SHARED, with_kind(here, "csv"))
    yield Stop("steering:decisions_file", SHARED, with_kind(here, "xlsx"))
    yield Stop("steering:decisions_file", NOT_HERE, with_kind(here, "exe"))
    yield Stop("steering:welcome_file", SHARED, with_kind(here, "docx"))
    yield Stop("steering:welcome_file", NOT_HERE, with_kind(here, "exe"))
    yield Stop("steering:decision", SHARED, decision)
    yield Stop("steering:edit_decision", OWN, decision)
    yield Stop("steering:new_decision", PARTIES_WRITE, here, "post", typed(**DECIDED))
    yield Stop("steering:edit_decision", OWN_WRITE, decision, "post", typed(**DECIDED))
    yield from disagreement_stops()
    yield from start_stops()


def disagreement_stops() -> Iterator[Stop]:
    """Disagreements and their ladder."""
    for name in ("disagreement", "edit_disagreement", "climb", "settle"):
        yield Stop(f"steering:{name}", SHARED, disagreement)
    yield Stop("steering:disagreement", SHARED, settled)
    yield Stop("steering:decided", NOT_HERE, disagreement)
    yield Stop("steering:ladder_names", OWN, names)
    yield Stop("steering:ladder_names", OWN_WRITE, names, "post", typed(leader="Ny", management="Ny"))
    yield Stop("steering:new_disagreement", PARTIES_WRITE, here, "post", between)
    yield Stop("steering:edit_disagreement", PARTIES_WRITE, disagreement, "post", between)
    climbing = typed(step="project-leaders", began_on="2026-11-20", revision="1")
    yield Stop("steering:climb", PARTIES_WRITE, disagreement, "post", climbing)
    ending = typed(outcome="Ja", settled_on="2026-11-20", revision="1")
    yield Stop("steering:settle", PARTIES_WRITE, disagreement, "post", ending)
    yield Stop("steering:tell", PARTIES_WRITE, settled, "post")
    not_so = replace(alike(Answer.NOT_ALLOWED), visitor=LOGIN)
    yield Stop("steering:tell", not_so, settled)


def start_stops() -> Iterator[Stop]:
    """Start-up checklists."""
    yield Stop("steering:start", SHARED, start)
    yield Stop("steering:start_answer", SHARED, subject)
    yield Stop("steering:start_file", SHARED, with_kind(start, "docx"))
    yield Stop("steering:start_file", NOT_HERE, with_kind(start, "exe"))
    yield Stop("steering:start", PARTIES_WRITE, start, "post", typed(title="Nyt"))
    answer = typed(answer="reuse", what="Fra før", revision="1")
    yield Stop("steering:start_answer", PARTIES_WRITE, subject, "post", answer)
    yield Stop("steering:new_start", INVALID_HERE, here, "post")
    begun = replace(INVALID_HERE, member=MOVED, manager=MOVED)
    yield Stop("steering:new_start", begun, here, "post", another_project)
