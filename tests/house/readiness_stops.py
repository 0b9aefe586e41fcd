"""Stops of readiness: guests read what is common, and neither names nor the points and words of one person."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from maskinrum.decisions.actions import Answered, Scored, answer_readiness, score_readiness
from maskinrum.decisions.analysis.readiness import standard_weights
from maskinrum.decisions.models import DecisionFile
from maskinrum.organisations.actions import grant_access
from maskinrum.partnerships.facts import ProjectFacts
from tests.conftest import NOW
from tests.decisions.making import TAGET, opened
from tests.house.walk import OWN, SHARED, Answer, Stop, World, alike

OWN_WRITE = replace(OWN, member=Answer.MOVED, manager=Answer.MOVED)
NOT_SO = replace(alike(Answer.NOT_ALLOWED), visitor=Answer.LOGIN)


def answered_file(world: World) -> dict[str, Any]:
    """A file that the guest may read: the note of a gate is shared, what one person's points rest on is not."""
    manager = world.viewer("manager")
    facts: ProjectFacts = replace(TAGET, name=world.secret("Paratprojekt", is_shared=True))
    title = world.secret("Parattitel", is_shared=True)
    file = opened(world.organisation, manager, NOW, facts, title=title)
    grant_access(file, organisation=world.guest_organisation, expires_at=None, viewer=manager, now=NOW)
    note = world.secret("Portnote", is_shared=True)
    answers = {"legal-route": Answered("yes", note)}
    answer_readiness(file, answers=answers, figures={}, expected_revision=0, viewer=manager, now=NOW)
    scores = {"data": Scored(2, world.secret("Pointbegrundelse"))}
    score_readiness(file, scores=scores, viewer=manager, now=NOW)
    return {"file_id": file.pk}


def answers(world: World) -> dict[str, str]:
    """What the page of gates and questions sends."""
    file = DecisionFile.objects.latest("created_at", "id")
    return {"revision": str(file.readiness.revision), "legal-route": "no"}


def weights(world: World) -> dict[str, str]:
    """What the page of weights sends."""
    file = DecisionFile.objects.latest("created_at", "id")
    return {"revision": str(file.readiness.revision)} | {slug: str(one) for slug, one in standard_weights().items()}


def readiness_stops() -> Iterator[Stop]:
    """The common page, and what only the owner writes."""
    yield Stop("decisions:readiness", SHARED, answered_file)
    yield Stop("decisions:readiness", NOT_SO, answered_file, "post")
    for name in ("answers", "points", "weights"):
        yield Stop(f"decisions:readiness_{name}", OWN, answered_file)
    yield Stop("decisions:readiness_answers", OWN_WRITE, answered_file, "post", answers)
    yield Stop("decisions:readiness_points", OWN_WRITE, answered_file, "post", lambda _world: {"data": "3"})
    yield Stop("decisions:readiness_weights", OWN_WRITE, answered_file, "post", weights)
