"""Stops of rounds: seen by the parties, run by the client's managers, answered without an account."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from maskinrum.evaluation.actions import (
    answer_maturity,
    invite_people,
    load_questions,
    open_round,
    plan_round,
    put_up_wall,
)
from maskinrum.evaluation.actions.letters import token_of, token_of_wall
from maskinrum.evaluation.enums import EvaluationPart
from maskinrum.evaluation.facts.planning import Invited
from maskinrum.evaluation.models import EvaluationQuestion, Invitation, Round
from maskinrum.evaluation.queries import model_items
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.partnerships.enums import Discipline, SourceLabel
from maskinrum.partnerships.models import Partnership, Party
from tests.house.walk import OPEN, OWN, Answer, Stop, World, alike

LOGIN, MISSING, MOVED, OK, GONE = Answer.LOGIN, Answer.MISSING, Answer.MOVED, Answer.OK, Answer.GONE
NOT_SO = replace(alike(Answer.NOT_ALLOWED), visitor=LOGIN)
PARTIES = replace(OWN, party=OK)
RUNNERS = replace(OWN, member=MISSING)
RUNNERS_WRITE = replace(RUNNERS, manager=MOVED)
PARTIES_WRITE = replace(OWN, member=MOVED, manager=MOVED, party=MOVED)
SLUG = "evalueres"


def partnership_of(world: World) -> Partnership:
    """A partnership of the manager's organisation and of the party's."""
    found = Partnership.objects.filter(slug=SLUG).first()
    if found is not None:
        return found
    now = timezone.now()
    if not EvaluationQuestion.objects.exists():
        load_questions(now)
    row = Partnership.objects.create(
        slug=SLUG,
        name="Evalueret",
        organisation=world.organisation,
        visibility="partnership",
        type="strategic_partnership",
        client_kind="housing",
        status="active",
        added_at=now,
        changed_at=now,
    )
    for place, kind in enumerate(("manager", "party")):
        own = world.viewer(kind).organisation
        assert own is not None
        Party.objects.create(
            partnership=row,
            organisation_id=own,
            name=f"Part {place}",
            discipline=Discipline.CLIENT if kind == "manager" else Discipline.CONTRACTOR,
            label=SourceLabel.FACT,
            position=place,
        )
    return row


def slug(world: World) -> dict[str, Any]:
    """The partnership."""
    return {"slug": partnership_of(world).slug}


def _round(world: World, part: EvaluationPart) -> Round:
    partnership, today = partnership_of(world), timezone.localdate()
    found = Round.objects.filter(partnership=partnership, part=part).first()
    days = {"opens_on": today, "closes_on": today + timedelta(days=14)}
    return found or plan_round(partnership, part=part, **days, viewer=OPERATOR, now=timezone.now())


def planned(world: World) -> dict[str, Any]:
    """A planned pulse with five on its list."""
    row = _round(world, EvaluationPart.PULSE)
    if not row.invitations.exists():
        client = world.organisation.pk
        addresses = [f"{world.secret('Spurgt').lower()}{number}@part.example" for number in range(5)]
        people = [Invited(one, client, "site") for one in addresses]
        invite_people(row, people, viewer=OPERATOR, now=timezone.now())
        put_up_wall(row, viewer=OPERATOR, now=timezone.now())
    return {"key": row.key}


def running(world: World) -> dict[str, Any]:
    """The same, open."""
    arguments = planned(world)
    row = Round.objects.get(**arguments)
    if row.state == "planned":
        open_round(row, viewer=OPERATOR, now=timezone.now())
    return arguments


def maturity(world: World) -> dict[str, Any]:
    """A maturity that the manager's organisation has answered."""
    row = _round(world, EvaluationPart.MATURITY)
    if row.state == "planned":
        row = open_round(row, viewer=OPERATOR, now=timezone.now())
        first = model_items(row.model, EvaluationPart.MATURITY)[0].wording_id
        note = world.secret("Modenhed")
        answer_maturity(row, {first: (3, note)}, viewer=world.viewer("manager"), now=timezone.now())
    return {"key": row.key}


def on_list(world: World) -> dict[str, Any]:
    """Somebody on the list of the planned pulse."""
    arguments = planned(world)
    one = Invitation.objects.filter(round__key=arguments["key"]).order_by("email").first()
    return arguments | {"invitation_id": one.pk if one else None}


def token(world: World) -> dict[str, Any]:
    """The personal link of somebody who is asked."""
    row = Round.objects.get(**running(world))
    one = Invitation.objects.filter(round=row).order_by("email").first()
    return {"token": token_of(one) if one else ""}


def wall(world: World) -> dict[str, Any]:
    """The link of the QR code."""
    return {"token": token_of_wall(Round.objects.get(**running(world)))}


def days(_world: World) -> dict[str, str]:
    """Two days that can be."""
    today = timezone.localdate()
    return {"part": "maturity", "opens_on": str(today), "closes_on": str(today + timedelta(days=7))}


def evaluation_stops() -> Iterator[Stop]:
    """Every address of rounds."""
    yield Stop("evaluation:index", OPEN)
    yield Stop("evaluation:index", alike(Answer.NOT_ALLOWED), method="post")
    yield Stop("evaluation:thanks", OPEN)
    yield from (Stop(f"evaluation:{name}", PARTIES, slug) for name in ("rounds", "model"))
    yield from (Stop(f"evaluation:{name}", NOT_SO, slug, "post") for name in ("rounds", "model"))
    yield from (
        Stop(f"evaluation:{name}", RUNNERS, slug) for name in ("plan", "change_model", "change_themes", "earlier")
    )
    yield Stop("evaluation:plan", RUNNERS_WRITE, slug, "post", days)
    yield Stop("evaluation:change_model", RUNNERS, slug, "post")
    yield Stop("evaluation:change_themes", RUNNERS, slug, "post")
    yield Stop("evaluation:earlier", RUNNERS, slug, "post")
    yield from round_stops()
    yield from answer_stops()


def round_stops() -> Iterator[Stop]:
    """One round, planned, open and of maturity."""
    for made in (planned, running, maturity):
        yield Stop("evaluation:round", PARTIES, made)
    yield Stop("evaluation:round", NOT_SO, planned, "post")
    yield from (Stop(f"evaluation:{name}", RUNNERS, planned) for name in ("invite", "days", "open", "cancel", "wall"))
    yield Stop("evaluation:close", RUNNERS, running)
    yield Stop("evaluation:wall", NOT_SO, planned, "post")
    yield from (Stop(f"evaluation:{name}", RUNNERS_WRITE, planned, "post") for name in ("open", "cancel", "make_wall"))
    yield Stop("evaluation:close", RUNNERS_WRITE, running, "post")
    yield Stop("evaluation:days", RUNNERS_WRITE, planned, "post", days)
    yield Stop("evaluation:invite", RUNNERS, planned, "post")
    yield Stop("evaluation:make_wall", NOT_SO, planned)
    yield Stop("evaluation:take_off", NOT_SO, on_list)
    yield Stop("evaluation:take_off", RUNNERS_WRITE, on_list, "post")
    yield Stop("evaluation:answer_maturity", PARTIES, maturity)
    yield Stop("evaluation:answer_maturity", PARTIES_WRITE, maturity, "post")


def answer_stops() -> Iterator[Stop]:
    """Answering asks nobody who they are."""
    yield Stop("evaluation:answer", alike(GONE), lambda _world: {"token": "forkert"})
    yield Stop("evaluation:leave", alike(GONE), lambda _world: {"token": "forkert"})
    yield Stop("evaluation:wall_answer", alike(GONE), lambda _world: {"token": "forkert"})
    yield Stop("evaluation:answer", OPEN, token)
    yield Stop("evaluation:answer", OPEN, token, "post")
    yield Stop("evaluation:leave", OPEN, token)
    yield Stop("evaluation:leave", OPEN, token, "post")
    yield Stop("evaluation:wall_answer", OPEN, wall)
    yield Stop("evaluation:wall_answer", OPEN, wall, "post")
